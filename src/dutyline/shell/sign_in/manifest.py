"""Sign-in on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Job, Manifest
from dutyline.shell.sign_in.held import forget_old

manifest = Manifest(
    key="sign_in",
    name=_("Sign-in"),
    jobs=(Job("sign_in.held", _("Forget forms nobody came back for"), 3600, forget_old),),
    public_routes=frozenset(
        {
            "account_login",
            "account_logout",
            "account_inactive",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "look_around",
            "first_administrator",
            "invitation",
        }
    ),
)
