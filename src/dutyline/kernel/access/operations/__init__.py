"""The verbs of access; import them from here."""

from dutyline.kernel.access.operations.accounts import (
    close_account,
    open_account,
    reopen_account,
    set_password,
)
from dutyline.kernel.access.operations.beginning import Beginning, first_administrator
from dutyline.kernel.access.operations.custom_roles import remove_custom_role, save_custom_role
from dutyline.kernel.access.operations.departures import close_departed, let_go
from dutyline.kernel.access.operations.grants import grant_role, withdraw_role
from dutyline.kernel.access.operations.invitations import (
    accept_invitation,
    invite,
    invited,
    use_invitation,
)
from dutyline.kernel.access.operations.tokens import actor_for_token, make_token, revoke_token

__all__ = [
    "Beginning",
    "accept_invitation",
    "actor_for_token",
    "close_account",
    "close_departed",
    "first_administrator",
    "grant_role",
    "invite",
    "invited",
    "let_go",
    "make_token",
    "open_account",
    "remove_custom_role",
    "reopen_account",
    "revoke_token",
    "save_custom_role",
    "set_password",
    "use_invitation",
    "withdraw_role",
]
