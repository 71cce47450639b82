"""Browser tests serve SQLite whatever the other tests run on, so one pass of them is enough."""

import os

collect_ignore_glob = ["*.py"] if os.environ.get("DATABASE_URL") else []
