"""What may be permitted about rectifications; each holds in a unit and everything under it."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Permission


class Actions(Permission):
    """Permissions of the kernel's actions."""

    VIEW = "actions.view"
    ASSIGN = "actions.assign"
    DECIDE = "actions.decide"
    VERIFY = "actions.verify"
    WITHDRAW = "actions.withdraw"


LABELS = {
    Actions.VIEW: _("See rectifications"),
    Actions.ASSIGN: _("Give rectifications to people, with measures, funds and deadline"),
    Actions.DECIDE: _("Decide on more time and on money for a repair"),
    Actions.VERIFY: _("Verify repairs others have done"),
    Actions.WITHDRAW: _("Withdraw a rectification with a reason"),
}
