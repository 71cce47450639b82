"""Access on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.permissions import LABELS, Access
from dutyline.kernel.access.roles import ROLES
from dutyline.kernel.registry import Manifest

manifest = Manifest(
    key="access",
    name=_("Access"),
    permissions=Access,
    permission_labels=LABELS,
    roles=ROLES,
    history_sentences={
        "access.account_opened": _("{by} opened an account for {subject}."),
        "access.account_closed": _("{by} closed the account of {subject}."),
        "access.password_set": _("{by} set a new password for {subject}."),
        "access.role_granted": _("{by} gave the role {role} to {to} in {unit}."),
        "access.role_withdrawn": _("{by} withdrew the role {role} from {to} in {unit}."),
        "access.custom_role_saved": _("{by} saved the role {subject}."),
        "access.token_made": _("{by} made the API token {subject}."),
        "access.token_revoked": _("{by} revoked the API token {subject}."),
    },
)
