"""Who came into an account by what another gave him: signatures ask for it.

An administrator can invite somebody anew, take his second factors off, or link another company
account with his; then he can be in the place of the person, and prove to be him. So can whoever
holds an open session of an administrator, or the mailbox of an account. None of them can do it
unseen, and none of them signs the same day.
"""

from datetime import datetime

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account, WayIn


def note_way_in(account: Account, *, how: WayIn.How, by_name: str, at: datetime) -> WayIn:
    """Write down that an account opens by something it did not open by before."""
    return WayIn.objects.create(
        account=account, how=how, by_name=by_name[:200], first=account.last_login is None, at=at
    )


def newest_way_in(by: Actor) -> WayIn | None:
    """Return the last time a new way into the actor's account was taken; None if there was none."""
    if by.account_id is None:
        return None
    return WayIn.objects.filter(account=by.account_id).order_by("-at", "-id").first()


def newest_renewal(by: Actor) -> WayIn | None:
    """Return the last new way into the actor's account that was taken when it was in use."""
    if by.account_id is None:
        return None
    rows = WayIn.objects.filter(account=by.account_id, first=False)
    return rows.order_by("-at", "-id").first()
