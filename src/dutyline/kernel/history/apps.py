"""History: who did what, when and why."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HistoryConfig(AppConfig):
    """Register history with Django."""

    name = "dutyline.kernel.history"
    label = "history"
    verbose_name = _("History")

    def ready(self) -> None:
        """Lend the rooms below the pen, since they may not import this one."""
        # Models can be imported only once the apps are ready.
        from dutyline.kernel.history.operations import record_many
        from dutyline.kernel.organisation.ports import write_with

        write_with(record_many)
