"""Recognises whoever is signed in; how one signs in is the library's."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import BigIntegerField

from dutyline.kernel.access.models import Account
from dutyline.toolkit.prepared import Prepared, Slot

_ACCOUNT = Prepared(lambda: Account.objects.filter(pk=Slot("key", BigIntegerField())))


class Accounts(AuthenticationBackend):  # type: ignore[misc]
    """The library's backend, with the account behind a session asked for by a written statement.

    Every request of everybody begins with it.
    """

    def get_user(self, user_id: Any) -> Account | None:
        """Return the account with its person; None where there is none or it was closed."""
        found = _ACCOUNT.rows(key=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
