"""A device handed round: its session opens a few pages only, until its owner proves himself again.

Whoever holds it meanwhile sees nothing of what its owner may see elsewhere.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import HttpRequest

from dutyline.kernel.access.step_up import PAGE, confirmed_at

LENT = "lent"
ALWAYS = frozenset({PAGE, "account_logout", "company_sign_in", "company_sign_in_back"})
"""Where the owner proves himself, and the way out for good."""


def lend(request: HttpRequest, *, home: str, rooms: Iterable[str], at: datetime) -> None:
    """Shut everything but the routes named `rooms`; `home` is the address one is led to."""
    request.session[LENT] = {"home": home, "rooms": sorted(rooms), "at": at.timestamp()}


def lent_since(request: HttpRequest) -> datetime | None:
    """Return since when the device is lent; None where it is not."""
    lent = request.session.get(LENT)
    return datetime.fromtimestamp(lent["at"], tz=UTC) if lent else None


def home_for(request: HttpRequest, route: str) -> str | None:
    """Return where a request of a lent device is led instead; None where it may go on."""
    lent = request.session.get(LENT)
    if not lent or route in ALWAYS or route in lent["rooms"]:
        return None
    return str(lent["home"])


def take_back(request: HttpRequest) -> bool:
    """End lending if its owner proved himself since it began; say whether he did."""
    since, last = lent_since(request), confirmed_at(request)
    if since is None or last is None or last < since:
        return False
    del request.session[LENT]
    return True
