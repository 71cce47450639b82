"""Sign-in on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Job, Manifest
from dutyline.shell.sign_in.devices import forget_ended
from dutyline.shell.sign_in.held import forget_old

manifest = Manifest(
    key="sign_in",
    name=_("Sign-in"),
    jobs=(
        Job("sign_in.held", _("Forget forms nobody came back for"), 3600, forget_old),
        Job("sign_in.devices", _("Forget sign-ins that are over"), 24 * 3600, forget_ended),
    ),
    history_sentences={
        "sign_in.app_added": _("{by} set up codes of an app for {subject}."),
        "sign_in.passkey_added": _("{by} added the passkey {name} to {subject}."),
        "sign_in.factor_removed": _("{by} removed a second factor of {subject}: {name}."),
        "sign_in.codes_made": _("{by} made new recovery codes for {subject}."),
        "sign_in.factors_reset": _("{by} took every second factor off {subject} of {person}."),
        "sign_in.devices_ended": _("{by} signed {subject} out on {n} devices."),
        "sign_in.company_linked": _("{by} linked {subject} of {person} with a company account."),
        "sign_in.company_unlinked": _("{by} unlinked {subject} of {person} from the company."),
    },
    notification_names={
        "sign_in.renewed_below": _("Somebody below you has a new way into the account"),
    },
    notification_texts={
        "sign_in.factors_changed": (
            _("The second factors of your account were changed"),
            _("If this was not you, tell an administrator at once."),
        ),
        "sign_in.factors_reset": (
            _("Your second factors were taken off"),
            _(
                "{by} took every second factor off your account. If you did not ask for it, tell"
                " somebody else than him at once."
            ),
        ),
        "sign_in.invitation_accepted": (
            _("A new invitation to your account was accepted"),
            _("You are signed out everywhere else. If this was not you, tell somebody at once."),
        ),
        "sign_in.renewed_below": (
            _("{name} has a new way into the account"),
            _(
                "It came by {by}. Ask {name} whether it was asked for: until then somebody else may"
                " act in that name. Nothing can be signed with it for some time."
            ),
        ),
        "sign_in.password_changed": (
            _("The password of your account was changed"),
            _("If this was not you, tell an administrator at once."),
        ),
    },
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
            "invitation_passkey",
            "mfa_authenticate",
            "mfa_login_webauthn",
            "company_sign_in",
            "company_sign_in_back",
        }
    ),
)
