"""The web application a server loads: `dutyline.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dutyline.config.settings")

application = get_wsgi_application()
