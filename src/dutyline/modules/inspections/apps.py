"""Inspections: checklists, rounds, hidden dangers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    """Register inspections with Django."""

    name = "dutyline.modules.inspections"
    label = "inspections"
    verbose_name = _("Inspections")

    def ready(self) -> None:
        """Name the ledger as the page that lists what is mended."""
        # Models are not there before Django has started.
        from dutyline.kernel.actions.ports import list_with
        from dutyline.modules.inspections.addresses import ledger_of_indicator

        list_with(ledger_of_indicator)
