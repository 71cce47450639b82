"""The organisation: units, posts, persons, appointments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """Register the organisation with Django."""

    name = "dutyline.kernel.organisation"
    label = "organisation"
    verbose_name = _("Organisation")
