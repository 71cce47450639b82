"""Sessions in the database, each read by a written statement: every page of everybody begins so."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from dutyline.toolkit.prepared import Prepared, Slot

DEVICE = "device"
"""Where a session keeps the id of its row among the places its person is signed in."""
_SESSION = Prepared(
    lambda: Session.objects.filter(
        session_key=Slot("key", CharField()), expire_date__gt=Slot("now", DateTimeField())
    )
)


class SessionStore(db.SessionStore):
    """The framework's store; Django finds it by this name."""

    def _get_session_from_db(self) -> Any:
        """Return the row of the session; without one that runs, forget its key."""
        found = _SESSION.rows(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]

    def cycle_key(self) -> None:
        """Take a new key, as after a new password, and let the list of devices follow."""
        super().cycle_key()
        device = self.get(DEVICE)
        if device is not None:
            # The models are not ready yet when the middleware finds this module.
            from dutyline.shell.sign_in.models import Device

            Device.objects.filter(pk=device).update(session_key=self.session_key)
