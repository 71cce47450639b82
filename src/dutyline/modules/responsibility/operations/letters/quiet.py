"""Whether what letters follow is as it was when a comparison of all of it found nothing to do.

The mark is made of the rows themselves, as they are on a day: whoever wrote them, and by whatever
way, it is another one. A day is part of it, so what begins or ends by itself counts, and all is
compared at least once a day.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from itertools import islice
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.lookups import IsNull

from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.criteria.shelf import one_reading
from dutyline.kernel.organisation.line import posts_on
from dutyline.kernel.organisation.models import Appointment, PostVersion, UnitVersion
from dutyline.modules.responsibility.models import (
    CardVersion,
    Goal,
    GoalState,
    Letter,
    LetterRound,
    LetterText,
)
from dutyline.modules.responsibility.operations.letters.marks import cited, terms_of

AT_ONCE = 5000
"""Rows read and hashed together."""


def mark_of(letters: LetterRound, on: date) -> str:
    """Return the mark of everything the letters of a round follow, and of the letters themselves.

    Ten statements; a row is read, not understood: some hundred thousand take about a second.
    """
    row = LetterRound.objects.select_related("unit").get(pk=letters.pk)
    with one_reading():
        law = [(each.key, *cited(each)) for each in catalogue("clause", on)]
    said = (on, row.year, row.unit.path, row.opened_at is not None, terms_of(row), law)
    mark = blake2b(repr(said).encode(), digest_size=24)
    for rows in _followed(row, on):
        mark.update(b"\0")
        waiting = iter(rows.iterator(chunk_size=AT_ONCE))
        while some := list(islice(waiting, AT_ONCE)):
            mark.update(repr(some).encode())
    return mark.hexdigest()


def _followed(letters: LetterRound, on: date) -> Iterator["QuerySet[Any, Any]"]:
    """Yield the rows of a day by which letters end, change, arrive, open, and are signed with whom.

    The line is worked out from all posts and units of the enterprise.
    """
    posts = posts_on(on, [letters.unit.path]).values("post")
    of_round = Letter.objects.running().filter(round=letters)
    yield UnitVersion.objects.on(on).order_by("pk").values_list("unit", "path")
    yield (
        PostVersion.objects.on(on)
        .order_by("pk")
        .values_list("post", "title", "unit", "superior", "heads_unit")
    )
    yield (
        Appointment.objects.on(on)
        .filter(post__in=posts)
        .order_by("pk")
        .values_list("pk", "post", "person", "acting")
    )
    # What a published version says never changes.
    yield (
        CardVersion.objects.on(on)
        .filter(card__post__in=posts)
        .order_by("pk")
        .values_list("pk", "card__post")
    )
    yield (
        Goal.objects.filter(year=letters.year, state=GoalState.PROMISED, post__in=posts)
        .order_by("pk")
        .values_list("pk", "post", "promised_target", "promised_due_on")
    )
    yield (
        of_round.order_by("pk").values_list(
            "pk",
            "post",
            "person",
            "superior",
            "text",
            IsNull(F("opened_at"), True),
            IsNull(F("signed_at"), True),
            IsNull(F("countersigned_at"), True),
        )
    )
    yield (
        LetterText.objects.filter(round=letters).order_by("pk").values_list("pk", "post", "number")
    )
