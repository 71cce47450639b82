"""Access on one page."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.attempts import forget_old_attempts
from dutyline.kernel.access.managed import managed_people
from dutyline.kernel.access.operations import close_departed
from dutyline.kernel.access.permissions import LABELS, Access
from dutyline.kernel.access.roles import ROLES
from dutyline.kernel.registry import Job, Manifest, Subject


def _sees_account(actor: Any, account_id: int) -> bool:
    """Say whether an account is the actor's own, at a page of his, or one he may manage."""
    if actor.account_id == account_id and actor.limits is None:
        return True
    return managed_people(actor, timezone.localdate()).filter(account=account_id).exists()


def _own_page(_account_id: int) -> str:
    """Return where somebody looks after his own account; only he is told of it."""
    return reverse("security")


manifest = Manifest(
    key="access",
    name=_("Organisation and system"),
    permissions=Access,
    permission_labels=LABELS,
    roles=ROLES,
    subjects=(Subject("access.account", _("Account"), _sees_account, _own_page, proves=False),),
    history_sentences={
        "access.account_opened": _("{by} opened the account {subject} for {person}."),
        "access.account_closed": _("{by} closed the account {subject} of {person}."),
        "access.account_reopened": _("{by} opened the account {subject} of {person} again."),
        "access.invited": _("{by} invited {person} to set the password of {subject}."),
        "access.invitation_accepted": _("{by} accepted the invitation to {subject}."),
        "access.password_set": _("{by} set a new password for {subject}."),
        "access.role_granted": _("{by} gave the role {role} to {subject} in {unit}."),
        "access.role_withdrawn": _("{by} withdrew the role {role} from {subject} in {unit}."),
        "access.custom_role_saved": _("{by} saved the role {subject}: {permissions}."),
        "access.custom_role_removed": _("{by} removed the role {subject}."),
        "access.token_made": _("{by} made the API token {subject}: {permissions}."),
        "access.token_revoked": _("{by} revoked the API token {subject}."),
    },
    jobs=(
        Job(
            "access.departed", _("Close the accounts of people who have left"), 600, close_departed
        ),
        Job(
            "access.attempts",
            _("Forget sign-ins after their time"),
            24 * 3600,
            forget_old_attempts,
        ),
    ),
)
