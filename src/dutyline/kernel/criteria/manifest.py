"""Criteria on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Manifest

manifest = Manifest(key="criteria", name=_("Criteria"))
