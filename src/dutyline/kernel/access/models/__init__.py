"""Accounts, invitations, roles and tokens."""

from dutyline.kernel.access.models.account import Account
from dutyline.kernel.access.models.attempt import Attempt
from dutyline.kernel.access.models.grant import CustomRole, Grant
from dutyline.kernel.access.models.invitation import Invitation
from dutyline.kernel.access.models.token import ApiToken
from dutyline.kernel.access.models.way_in import WayIn

__all__ = ["Account", "ApiToken", "Attempt", "CustomRole", "Grant", "Invitation", "WayIn"]
