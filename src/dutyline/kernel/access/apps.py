"""Access: who may do what, where."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Register access with Django."""

    name = "dutyline.kernel.access"
    label = "access"
    verbose_name = _("Access")

    def ready(self) -> None:
        """Let nobody change posts and units for his own rights; they may not import this."""
        # Models can be imported only once the apps are ready.
        from dutyline.kernel.access.operations import appointing
        from dutyline.kernel.organisation.ports import guard_with

        guard_with(
            appointing.refuse_beyond_own,
            appointing.refuse_heading_beyond_own,
            appointing.refuse_taking_beyond_own,
        )
