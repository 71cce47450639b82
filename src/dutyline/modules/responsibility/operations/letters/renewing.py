"""Letters get their next text where what they were made from changed; who signed signs again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from dutyline.kernel.access.actor import Actor
from dutyline.modules.responsibility.models import ChangeKind, Letter, LetterChange, LetterText
from dutyline.modules.responsibility.operations.letters.arriving import (
    days_to_sign,
    record_arrivals,
)
from dutyline.modules.responsibility.operations.letters.generating import newest_texts, written
from dutyline.modules.responsibility.operations.letters.marks import Line, Material, materials_of
from dutyline.modules.responsibility.operations.letters.shared import (
    AT_ONCE,
    held_round,
    let_many_know,
    tell_each,
)
from dutyline.modules.responsibility.rules.letters import apart


def renew(by: Actor, line: Line, posts: Sequence[int], at: datetime) -> tuple[int, int]:
    """Write the next text of each post whose letter says what is no longer so.

    Returns how many letters have it, and how many of them had been signed.
    """
    if not _apart(line, posts):
        return 0, 0
    with held_round(line.letters) as letters:
        changed = _apart(line, posts)  # somebody may have been faster
        fresh = [written(letters, text.number + 1, made, at) for text, made, _kinds in changed]
        LetterText.objects.bulk_create(fresh, batch_size=AT_ONCE)
        LetterChange.objects.bulk_create(
            LetterChange(text=text, kind=kind, reference=_reference(kind, made, before), at=at)
            for text, (before, made, kinds) in zip(fresh, changed, strict=True)
            for kind in kinds
        )
        moved = {
            text.post_id: made.post.valid_from
            for text, made, _kinds in changed
            if text.marks["post"][1] != made.post.unit_id
        }
        return _reopen(by, line, fresh, moved, at)


def _apart(line: Line, posts: Sequence[int]) -> list[tuple[LetterText, Material, list[ChangeKind]]]:
    """Return the texts of some posts that no longer hold, what they are made from, and why."""
    materials = materials_of(line, posts)
    changed: list[tuple[LetterText, Material, list[ChangeKind]]] = []
    for text in newest_texts(line.letters, posts):
        material = materials.get(text.post_id)
        # A post whose card was taken out of force keeps the words it had.
        kinds = apart(text.marks, material.marks) if material else []
        if material and kinds:
            changed.append((text, material, kinds))
    return changed


def _reopen(
    by: Actor,
    line: Line,
    fresh: Sequence[LetterText],
    moved: Mapping[int, date],
    at: datetime,
) -> tuple[int, int]:
    """Give the letters of some posts their new text: whoever signed the last one signs again.

    `moved` says since when posts stand in another unit.
    """
    letters = line.letters
    posts = [text.post_id for text in fresh]
    rows = Letter.objects.running().filter(round=letters, post__in=posts)
    touched = list(rows.select_related("person", "post__unit"))
    due = line.on + timedelta(days=letters.due_days)
    again = Q(signed_at__isnull=False) | Q(stale_at__isnull=False)
    text = LetterText.objects.filter(pk__in=[each.pk for each in fresh], post=OuterRef("post"))
    rows.update(
        text=Subquery(text.values("pk")[:1]),
        stale_at=Case(When(again, then=Coalesce(F("stale_at"), Value(at)))),
        due_on=Case(When(again, then=Value(due)), default=F("due_on")),
        # Who signed once is new no more.
        arrived_on=Case(When(signed_at=None, then=F("arrived_on"))),
        signed_at=None,
        countersigned_at=None,
        refused_at=None,
    )
    signed = [each for each in touched if each.signed_at is not None]
    for each in signed:
        each.due_on = due
    if letters.opened_at is not None and moved:
        _let_arrive(by, line, touched, moved, at)
    tell_each(by, touched, "letter_renewed", at)
    told = ((each, each.person_id) for each in signed)
    let_many_know(told, "letter_stale", by=by, at=at, year=letters.year)
    return len(touched), len(signed)


def _let_arrive(
    by: Actor, line: Line, touched: Iterable[Letter], moved: Mapping[int, date], at: datetime
) -> None:
    """Let those whose post moved sign within the days of who arrives, no sooner than others."""
    days, soonest = days_to_sign(line.on), line.on + timedelta(days=line.letters.due_days)
    by_day: dict[date, list[int]] = defaultdict(list)
    for each in touched:
        if (day := moved.get(each.post_id)) is not None:
            by_day[day].append(each.pk)
            each.due_on = max(day + days, soonest)
    for day, ids in by_day.items():
        Letter.objects.filter(pk__in=ids).update(arrived_on=day, due_on=max(day + days, soonest))
    record_arrivals(by, line.letters, [pk for ids in by_day.values() for pk in ids], at)


def _reference(kind: ChangeKind, made: Material, before: LetterText) -> str:
    """Return what changed, in names that say the same in every language."""
    if kind is ChangeKind.CARD:
        return str(made.card.number)
    if kind is ChangeKind.POST:
        return f"{made.post.title} · {made.post.unit.name}"[:300]
    if kind is ChangeKind.SUPERIOR:
        return made.superior.title if made.superior else ""
    if kind is ChangeKind.LAW:
        was: Mapping[str, Any] = before.marks.get("law", {})
        now = made.marks["law"]
        keys = sorted(key for key in {*was, *now} if was.get(key) != now.get(key))
        return " ".join(keys)[:300]
    return ""
