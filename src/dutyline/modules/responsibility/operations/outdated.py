"""Tells whoever wrote a card that its post has gone on from it."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.organisation.calendar import day_of_enterprise
from dutyline.kernel.organisation.models import Appointment, Person, Post
from dutyline.modules.responsibility.keys import CARD
from dutyline.modules.responsibility.models import CardVersion
from dutyline.modules.responsibility.operations.drift import Drift, drift_of

AT_ONCE = 200


def tell_of_drift(now: datetime) -> int:
    """Tell writers which cards no longer fit their posts; return how many were told anew. A sweep.

    Of a card somebody is writing anew already, and of a post that is no more, nothing is told.
    """
    today = day_of_enterprise(now)
    at_work = CardVersion.objects.at_work().filter(card=OuterRef("card"))
    rows = CardVersion.objects.on(today).filter(
        ~Exists(at_work), card__post__in=Post.objects.on(today).values("pk")
    )
    told, after = 0, 0
    named = rows.select_related("card__post__unit", "drafted_by", "published_by").order_by("id")
    while some := list(named.filter(pk__gt=after)[:AT_ONCE]):
        told += _tell(some, today, now)
        after = some[-1].pk
    return told


def _tell(versions: Sequence[CardVersion], on: date, at: datetime) -> int:
    drifts = drift_of(versions, on)
    apart = [version for version in versions if drifts[version.pk]]
    known = [each for version in apart for each in _hands(version)]
    rows = Appointment.objects.on(on).filter(person__in=known)
    here = set(rows.values_list("person", flat=True))
    return sum(_one(version, drifts[version.pk], here, at) for version in apart)


def _one(version: CardVersion, drift: Drift, here: set[int], at: datetime) -> int:
    """Tell who drafted a version, or who published it where that one is no longer here."""
    reader = next((each for each in _hands(version) if each.pk in here), None)
    if reader is None:
        return 0
    return notify(
        persons=[reader],
        kind="responsibility.card_outdated",
        subject=(CARD, version.card_id),
        key=f"responsibility.card_outdated:{version.pk}:{_mark(drift)}",
        at=at,
        post=version.card.post.title,
        number=version.number,
    )


def _hands(version: CardVersion) -> list[Person]:
    return [each for each in (version.drafted_by, version.published_by) if each is not None]


def _mark(drift: Drift) -> str:
    """Return what tells one change of a post from the next: each is told once."""
    duties = sorted(f"{each['key']} {each['number']}" for each in (*drift.gone, *drift.new))
    said = "\n".join([*duties, "moved" if drift.moved else "", *drift.ended])
    return hashlib.sha256(said.encode()).hexdigest()[:16]
