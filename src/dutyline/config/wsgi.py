"""The web application a server loads: `dutyline.config.wsgi:application`."""

import gc
import os

import structlog
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dutyline.config.settings")

application = get_wsgi_application()
from dutyline.jobs.checks import sqlite_journal  # noqa: E402 - Django must be ready

# A start that has nothing to prepare runs no command that would say it.
for said in sqlite_journal():
    structlog.get_logger("dutyline.start").warning(said.msg, hint=said.hint)
# What the routes load stays as long as the process. Left to the garbage collector it would be
# walked through again and again, a tenth of a second each time, in the middle of a page.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
