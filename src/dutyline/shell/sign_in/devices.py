"""Where somebody is signed in, and how that is ended from somewhere else."""

import ipaddress
import re
from datetime import datetime, timedelta

from allauth.core.internal.httpkit import get_client_ip
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account, WayIn
from dutyline.kernel.access.operations.guards import require_over, require_own
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.access.ways_in import note_way_in
from dutyline.kernel.history.operations import record
from dutyline.kernel.notifications.operations import notify
from dutyline.shell.sign_in.models import Device
from dutyline.shell.sign_in.renewed import tell_superiors
from dutyline.shell.sign_in.sessions import DEVICE

SEEN = "seen"
BY_MAIL = "account_reset_password_from_key"
OFTEN = timedelta(minutes=15)
"""How often it is written down that a device was seen: pages must not cost a write each."""
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def begin(request: HttpRequest, account: Account, methods: str, now: datetime) -> None:
    """Note that this session is a device of the account; call once it is signed in."""
    if not request.session.session_key:
        request.session.create()
    known = request.session.pop(DEVICE, None)
    if known is not None:
        Device.objects.filter(pk=known).delete()
    device = Device.objects.create(
        account=account,
        session_key=str(request.session.session_key),
        methods=methods,
        address=get_client_ip(request),
        browser=request.headers.get("User-Agent", "")[:200],
        began_at=now,
        seen_at=now,
    )
    request.session[DEVICE] = device.pk
    request.session[SEEN] = now.timestamp()


def note_seen(request: HttpRequest, now: datetime) -> None:
    """Write down now and then that a device is in use, and from where."""
    seen = request.session.get(SEEN)
    if seen is None or now.timestamp() - seen < OFTEN.total_seconds():
        return
    request.session[SEEN] = now.timestamp()
    Device.objects.filter(pk=request.session.get(DEVICE, 0), seen_at__lt=now).update(
        seen_at=now, address=get_client_ip(request)
    )


def devices_of(account: Account, now: datetime) -> QuerySet[Device]:
    """Return where an account is signed in now, the last seen first."""
    running = Session.objects.filter(expire_date__gt=now).values("session_key")
    found = Device.objects.filter(account=account, session_key__in=running)
    return found.order_by("-seen_at", "-id")


@transaction.atomic
def end_own(
    *, by: Actor, account: Account, at: datetime, device: int | None = None, but: int | None = None
) -> int:
    """End one device of one's own, or all but the one used; return how many ended."""
    require_own(by, account)
    rows = Device.objects.filter(account=account).exclude(pk=but or 0)
    appointment = by.appointment
    return _end(
        rows if device is None else rows.filter(pk=device),
        by,
        account,
        appointment.post.unit.path if appointment else "/",
        at,
    )


@transaction.atomic
def end_all(*, by: Actor, account: Account, at: datetime) -> int:
    """End every sign-in of somebody whose account one manages; return how many ended."""
    path = require_over(by, account, at)
    return _end(Device.objects.filter(account=account), by, account, path, at)


@transaction.atomic
def after_new_password(request: HttpRequest, account: Account) -> None:
    """Sign every other device out, write the change down, and tell the person.

    A password by e-mail opens the account to whoever has the mailbox, which another once named.
    """
    at = timezone.now()
    if request.resolver_match and request.resolver_match.url_name == BY_MAIL:
        note_way_in(account, how=WayIn.How.MAIL, by_name="", at=at)
        tell_superiors(account, at)
    here = request.session.get(DEVICE) if request.user.pk == account.pk else None
    by, path = _sign_out(Device.objects.filter(account=account).exclude(pk=here or 0), account, at)
    entry = record(
        by=by,
        verb="access.password_set",
        subject=("access.account", account.pk, account.username),
        unit_path=path,
        at=at,
    )
    _tell(account, "sign_in.password_changed", f"password:{entry.pk}", at)


@transaction.atomic
def after_invitation(account: Account, at: datetime) -> None:
    """Sign an account that was in use out everywhere, and tell its person."""
    if account.last_login is None:
        return
    _sign_out(Device.objects.filter(account=account), account, at)
    _tell(account, "sign_in.invitation_accepted", f"invitation:{account.pk}:{at.isoformat()}", at)
    tell_superiors(account, at)


def forget_ended(now: datetime) -> int:
    """Forget devices and sessions that are over; return how many."""
    Session.objects.filter(expire_date__lte=now).delete()
    return Device.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]


def browser_words(agent: str) -> str:
    """Return browser and system in words, as far as the browser says."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if browser and system:
        return f"{browser} · {system}"
    return browser or system or re.split(r"[ /]", agent)[0][:40] or _("unknown program")


def place_words(address: str | None) -> str:
    """Return roughly where an address is: nobody here asks a service about it."""
    if not address:
        return _("unknown place")
    where = ipaddress.ip_address(address)
    if where.is_loopback:
        return _("this machine")
    return _("inside the company network") if where.is_private else _("the internet")


def _sign_out(rows: QuerySet[Device], account: Account, at: datetime) -> tuple[Actor, str]:
    by = actor_for(account, at)
    path = by.appointment.post.unit.path if by.appointment else "/"
    _end(rows, by, account, path, at)
    return by, path


def _tell(account: Account, kind: str, key: str, at: datetime) -> None:
    if account.person:
        notify(
            persons=[account.person],
            kind=kind,
            subject=("access.account", account.pk),
            key=key,
            at=at,
        )


def _end(rows: QuerySet[Device], by: Actor, account: Account, path: str, at: datetime) -> int:
    ended = list(rows.values_list("session_key", flat=True))
    if not ended:
        return 0
    Session.objects.filter(session_key__in=ended).delete()
    rows.filter(session_key__in=ended).delete()
    record(
        by=by,
        verb="sign_in.devices_ended",
        subject=("access.account", account.pk, account.username),
        unit_path=path,
        at=at,
        n=len(ended),
    )
    return len(ended)
