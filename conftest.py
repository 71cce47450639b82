"""Settings of every test: a home of its own, before Django reads it."""

import os
import tempfile

os.environ.setdefault("DUTYLINE_HOME", tempfile.mkdtemp(prefix="dutyline-test-"))
