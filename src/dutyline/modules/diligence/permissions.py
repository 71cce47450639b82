"""What may be permitted about due-diligence files; it holds in a unit and everything under it."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Permission


class Diligence(Permission):
    """Permissions of due diligence."""

    ASK = "diligence.ask"


LABELS = {Diligence.ASK: _("Ask for due-diligence files of people, posts and units")}
