"""The verbs of holders: add, remove, deliver to, and keep for others."""

import base64
import binascii
import re
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.holders.models import Holder, KeptNote, KnownLog, Problem, Way
from dutyline.kernel.holders.refusals import (
    AddressRefused,
    FolderInside,
    FolderMissing,
    HolderKnown,
    KeyKnown,
    NotAKey,
    NothingSigned,
    UnknownKey,
)
from dutyline.kernel.holders.ways import Hindered, Parcel, hand_over
from dutyline.kernel.ledger.models import Checkpoint
from dutyline.kernel.ledger.rules.notes import NotANote, opened
from dutyline.toolkit.sealing import sealed

log = structlog.get_logger("dutyline.holders")
LEASE = timedelta(minutes=5)
"""A delivery under way is left alone so long; then whoever took it is taken for dead."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
BETWEEN_MAILS = timedelta(hours=20)
"""A person gets one a day, machines every checkpoint."""
URL = re.compile(r"https?://[^\s@?#]+")
KEEP = "/checkpoints/keep/"
"""Where every Dutyline takes the checkpoints of others."""


@transaction.atomic
def add_holder(
    *,
    by: Actor,
    way: str,
    name: str,
    target: str,
    at: datetime,
    region: str = "",
    key_id: str = "",
    secret: str = "",
) -> Holder:
    """Have somebody outside keep every checkpoint from now on.

    A server without a path is another Dutyline.

    Raises AddressRefused, FolderMissing, FolderInside, HolderKnown.
    """
    by.require(Access.OPERATE)
    target = target.strip()
    _accept(Way(way), target)
    if Way(way) is Way.SERVER and urlsplit(target).path in {"", "/"}:
        target = target.rstrip("/") + KEEP
    if Holder.objects.filter(way=way, target=target, removed_at=None).exists():
        raise HolderKnown
    return Holder.objects.create(
        way=way,
        name=name,
        target=target,
        region=region,
        key_id=key_id,
        secret=sealed(secret),
        added_at=at,
        added_by=by.name[:200],
        next_try_at=at,
    )


def _accept(way: Way, target: str) -> None:
    if way is Way.FOLDER:
        folder = Path(target)
        if not folder.is_absolute() or not folder.is_dir():
            raise FolderMissing
        if folder.resolve().is_relative_to(Path(settings.HOME).resolve()):
            raise FolderInside
    elif way in {Way.BUCKET, Way.SERVER}:
        inner = (urlsplit(target).hostname or "") in settings.INNER_HOSTS
        if not URL.fullmatch(target) or not (inner or target.startswith("https://")):
            raise AddressRefused


@transaction.atomic
def remove_holder(*, by: Actor, holder: Holder, at: datetime) -> None:
    """Send nothing to a holder any more; what it has it keeps."""
    by.require(Access.OPERATE)
    Holder.objects.filter(pk=holder.pk, removed_at=None).update(removed_at=at, secret="")


def deliver_due(now: datetime) -> int:
    """Bring every holder the newest checkpoint it does not have; return how many got one.

    A sweep: what fails is tried again, with growing pauses.
    """
    newest = newest_checkpoint()
    if newest is None:
        return 0
    waiting = Holder.objects.filter(
        removed_at=None, delivered_size__lt=newest.size, next_try_at__lte=now
    )
    return sum(_deliver(holder, newest, now) for holder in waiting.order_by("id"))


def deliver_now(*, by: Actor, holder: Holder, at: datetime) -> bool:
    """Bring a holder the newest checkpoint at once, whether it has it or not: a test.

    Returns whether it arrived; the holder says why not. Raises NothingSigned.
    """
    by.require(Access.OPERATE)
    newest = newest_checkpoint()
    if newest is None:
        raise NothingSigned
    arrived = _deliver(holder, newest, at)
    holder.refresh_from_db()
    return bool(arrived)


def newest_checkpoint() -> Checkpoint | None:
    """Return what is to be delivered."""
    return Checkpoint.objects.select_related("key").order_by("-size").first()


def _deliver(holder: Holder, checkpoint: Checkpoint, now: datetime) -> int:
    """Take the lease of a holder as it was read, and hand over; 0 where that failed."""
    rows = Holder.objects.filter(pk=holder.pk)
    free = rows.filter(removed_at=None, attempts=holder.attempts, next_try_at=holder.next_try_at)
    if not free.update(next_try_at=now + LEASE, attempts=F("attempts") + 1):
        return 0
    try:
        hand_over(holder, Parcel(checkpoint, now))
    except Hindered as hindered:
        pause = min(FIRST_PAUSE * 2 ** min(holder.attempts, 12), LONGEST_PAUSE)
        rows.update(next_try_at=now + pause, problem=hindered.problem, status=hindered.status)
        log.warning("checkpoint not delivered", holder=holder.pk, problem=hindered.problem.value)
        return 0
    pause = BETWEEN_MAILS if holder.way == Way.MAIL else timedelta()
    rows.update(
        delivered_size=checkpoint.size,
        delivered_at=now,
        next_try_at=now + pause,
        attempts=0,
        problem=Problem.NONE,
        status=0,
    )
    return 1


@transaction.atomic
def know_log(*, by: Actor, name: str, public: str, at: datetime) -> KnownLog:
    """Keep the checkpoints of another house from now on; raises NotAKey, KeyKnown."""
    by.require(Access.OPERATE)
    try:
        key = base64.b64decode(public.strip(), validate=True)
    except (binascii.Error, ValueError) as problem:
        raise NotAKey from problem
    if len(key) != 32:
        raise NotAKey
    if KnownLog.objects.filter(public=key).exists():
        raise KeyKnown
    return KnownLog.objects.create(name=name, public=key, added_at=at, added_by=by.name[:200])


def keep_note(*, note: str, at: datetime) -> KeptNote:
    """Keep a checkpoint of a known log, whoever brings it; the same again is the same.

    Raises UnknownKey for anything no known key has signed.
    """
    for known in KnownLog.objects.order_by("id"):
        try:
            head = opened(note, [bytes(known.public)])
        except NotANote:
            continue
        try:
            with transaction.atomic():
                return KeptNote.objects.create(
                    log=known,
                    origin=head.origin,
                    size=head.size,
                    root=head.root,
                    at=head.at,
                    note=note,
                    kept_at=at,
                )
        except IntegrityError:
            return KeptNote.objects.get(log=known, size=head.size, root=head.root)
    raise UnknownKey
