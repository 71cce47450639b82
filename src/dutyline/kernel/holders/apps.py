"""Outside holders of checkpoints."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dutyline.toolkit.pdf.sealing import use


class HoldersConfig(AppConfig):
    """Register holders with Django, and the seal of printed papers."""

    name = "dutyline.kernel.holders"
    label = "holders"
    verbose_name = _("Outside holders")

    def ready(self) -> None:
        """Have every paper carry the newest checkpoint: whoever keeps it is a holder too."""
        from dutyline.kernel.holders.seal import newest_seal  # models are not loaded before

        use(newest_seal)
