"""Brings today's rows in line with the versions in force: at once, or when a day has come.

Every path ends in its own unit's id, so rewriting paths can never make two alike, and a new path
never lies under an old one that is given up at the same time. Deeper units go first, so that a
unit that left a moved one is not carried along with it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Substr

from dutyline.kernel.organisation.calendar import day_at
from dutyline.kernel.organisation.models import (
    Place,
    PostVersion,
    Unit,
    UnitVersion,
    as_of,
)
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.registry import manifests

UNIT_FACTS = ("name", "kind", "parent")
LATEST = 1000
"""Versions, the newest first, whose units a sweep looks at for rows left behind."""
POST_FACTS = ("title", "unit", "superior", "heads_unit", "level", "headcount")


@transaction.atomic
def bring_into_effect(now: datetime) -> int:
    """Make the rows of units, posts and places what their versions say today; return how many."""
    changed = 0
    for root in Unit.objects.filter(parent__isnull=True).select_for_update().order_by("id"):
        day = day_at(now, root)
        changed += settle_units(root.path, day) + settle_posts(root.path, day)
    return changed + _mend_followers()


def settle_units(root: str, day: date) -> int:
    """Bring the units of one tree, and what follows them, in line with `day`."""
    differing = UnitVersion.objects.filter(as_of(day), subtree(root, "unit__path"))
    moves = _tops(differing)
    for old, new in sorted(moves, key=lambda move: move[0].count("/"), reverse=True):
        _rewrite(old, new)
    merged = _lay_under_heirs(root, day)
    settled = _settle(UnitVersion, "unit", UNIT_FACTS, root, day)
    return len(moves) + merged + settled + _keep_with_parents(root, day)


def settle_posts(root: str, day: date) -> int:
    """Bring the posts of one tree in line with `day`."""
    return _settle(PostVersion, "post", POST_FACTS, root, day)


def followers() -> Iterable[type[Model]]:
    """Return every table whose `unit_path` follows its unit."""
    return [apps.get_model(name) for each in manifests() for name in each.unit_followers]


def _in_force(day: date, row: str) -> Q:
    """Return the condition on versions "says what the row shows": also of what has yet to begin."""
    return as_of(day) | Q(**{f"{row}__valid_from__gt": day, "valid_from": F(f"{row}__valid_from")})


def _tops(versions: QuerySet[UnitVersion]) -> list[tuple[str, str]]:
    """Return (path of the row, path of the version) where they differ.

    What lies under a moved unit and moved only with it is left out.
    """
    pairs = versions.exclude(path=F("unit__path")).order_by("unit__path", "path")
    tops: list[tuple[str, str]] = []
    above: list[tuple[str, str]] = []
    for old, new in pairs.values_list("unit__path", "path"):
        # In the order of paths, only what stands on the way down to a unit can carry it along.
        above = [top for top in above if old.startswith(top[0])]
        if not any(new == n + old[len(o) :] for o, n in above):
            tops.append((old, new))
            above.append((old, new))
    return tops


def _lay_under_heirs(root: str, day: date) -> int:
    """Put merged units, closed, under the unit that took them over, and hand it their places.

    So whoever answers for the heir sees what the merged unit left behind.
    """
    merged = Unit.objects.filter(subtree(root), valid_to__lte=day, merged_into__isnull=False)
    places = Place.objects.filter(unit=OuterRef("pk"), valid_to__isnull=True)
    unlaid = merged.filter(~Q(parent=F("merged_into")) | Exists(places))
    waiting = list(unlaid.order_by("id").values_list("pk", flat=True))
    gone = set(merged.values_list("pk", flat=True)) if waiting else set()
    for pk in waiting:
        # Read anew each time: an heir may itself have been laid under another one just now.
        path, heir = Unit.objects.get(pk=pk).path, Unit.objects.get(merged_from=pk)
        Unit.objects.filter(pk=pk).update(parent=heir)
        _rewrite(path, f"{heir.path}{pk}/")
        # Whoever took over the heir, perhaps on the same day, takes over its places.
        while heir.pk in gone:
            heir = Unit.objects.get(merged_from=heir.pk)
        Place.objects.filter(unit=pk, valid_to__isnull=True).update(unit=heir, unit_path=heir.path)
    return len(waiting)


def _keep_with_parents(root: str, day: date) -> int:
    """Let units yet to begin lie under the unit they will begin under, wherever that is today."""
    waiting = Unit.objects.filter(subtree(root), valid_from__gt=day, parent__isnull=False)
    kept = 0
    for pk in waiting.order_by("depth", "id").values_list("pk", flat=True):
        unit = Unit.objects.select_related("parent").get(pk=pk)
        above = unit.parent.path if unit.parent else "/"
        if unit.path != f"{above}{pk}/":
            _rewrite(unit.path, f"{above}{pk}/")
            kept += 1
    return kept


def _mend_followers() -> int:
    """Bring along what was written while its unit moved, and return how many.

    On PostgreSQL a transaction may read a unit's path, wait while the unit moves, and then write
    a row under the path that was. Looks at the units whose versions were written last; nothing
    can lie rightly under a path its unit has given up.
    """
    latest = UnitVersion.objects.order_by("-id").values_list("unit_id", flat=True)
    given_up = UnitVersion.objects.filter(unit__in=set(latest[:LATEST]))
    pairs = sorted(_tops(given_up), key=lambda pair: pair[1].count("/"), reverse=True)
    return sum(_rewrite_followers(old=path, new=row) for row, path in pairs)


def _rewrite(old: str, new: str) -> None:
    deeper = new.count("/") - old.count("/")
    path = Concat(Value(new), Substr("path", len(old) + 1))
    Unit.objects.filter(subtree(old)).update(path=path, depth=F("depth") + deeper)
    _rewrite_followers(old, new)


def _rewrite_followers(old: str, new: str) -> int:
    path = Concat(Value(new), Substr("unit_path", len(old) + 1))
    return sum(
        model._default_manager.filter(subtree(old, "unit_path")).update(unit_path=path)
        for model in followers()
    )


def _settle(versions: type[Model], row: str, facts: tuple[str, ...], root: str, day: date) -> int:
    rows: Any = versions._meta.get_field(row).related_model
    path = "unit__path" if row == "unit" else "post__unit__path"
    differs = Q()
    for fact in facts:
        differs |= _differs(rows, fact, row)
    wrong = list(
        versions._default_manager.filter(_in_force(day, row), subtree(root, path))
        .filter(differs)
        .values_list("pk", flat=True)
    )
    for start in range(0, len(wrong), 500):
        part = versions._default_manager.filter(pk__in=wrong[start : start + 500])
        right = part.filter(**{row: OuterRef("pk")})
        rows._default_manager.filter(pk__in=part.values(row)).update(
            **{fact: Subquery(right.values(fact)) for fact in facts}
        )
    return len(wrong)


def _differs(rows: type[Model], fact: str, row: str) -> Q:
    column = rows._meta.get_field(fact)
    other = f"{row}__{fact}"
    unlike = ~Q(**{fact: F(f"{other}_id" if column.is_relation else other)})
    if not column.null:
        return unlike
    mine, its = Q(**{f"{fact}__isnull": True}), Q(**{f"{other}__isnull": True})
    return mine & ~its | ~mine & its | ~mine & ~its & unlike
