"""A version of a pack against the one before: on the shelf, or loaded on a day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from dutyline.kernel.criteria.changes.words import Then, Turn, entry_change
from dutyline.kernel.criteria.lookup import CITED
from dutyline.kernel.criteria.models import (
    Catalogue,
    CatalogueItem,
    Criterion,
    LoadedPack,
    Rewording,
    Sourced,
)
from dutyline.kernel.criteria.operations.guards import day_of
from dutyline.kernel.criteria.packs.reading import Pack, Row
from dutyline.kernel.criteria.reworded import by_row, wordings
from dutyline.kernel.criteria.rules.timeline import Span, follow
from dutyline.kernel.criteria.shipped import shipped_content
from dutyline.kernel.registry import Change, EntryChange
from dutyline.kernel.registry.touching import PACK

DAY = timedelta(days=1)
Name = tuple[str, str]
"""A catalogue ("" of criteria) and a key in it."""


def loads_of(name: str) -> list[LoadedPack]:
    """Return the versions of a pack that were loaded, the newest first."""
    return list(LoadedPack.objects.filter(name=name).order_by("-loaded_at", "-id"))


def change_on_the_shelf(name: str, today: date) -> Change | None:
    """Return what loading the version that comes with Dutyline would change; None if it is loaded.

    Three statements.
    """
    stated = shipped_content(name)
    loaded = LoadedPack.objects.filter(name=name).order_by("-loaded_at", "-id").first()
    if stated is None or (loaded is not None and loaded.digest == stated.digest):
        return None
    entries = tuple(_coming(stated, today))
    return Change(
        kind=PACK,
        day=today,
        today=today,
        known=True,
        before=loaded.version if loaded else "",
        after=stated.version,
        clauses=_cited(entries),
        entries=entries,
        pack=name,
        sections=stated.sections,
    )


def change_of_load(loads: Sequence[LoadedPack], index: int, today: date) -> Change:
    """Return what loading a version changed, of `loads` from the newest; four statements.

    Rules are dated, so what held before is still there, and what they said is kept with its day.
    """
    load = loads[index]
    former = loads[index + 1] if index + 1 < len(loads) else None
    entries = tuple(_loaded(load, former))
    return Change(
        kind=PACK,
        day=day_of(load.loaded_at),
        today=today,
        known=True,
        before=former.version if former else "",
        after=load.version,
        clauses=_cited(entries),
        entries=entries,
        pack=load.name,
        loaded_at=load.loaded_at,
    )


def _cited(entries: Sequence[EntryChange]) -> frozenset[str]:
    return frozenset(each.key for each in entries if each.catalogue in CITED)


def _coming(stated: Pack, today: date) -> Iterator[EntryChange]:
    """Yield what differs once a pack is loaded, on the first day on which it does."""
    standing = _standing(stated.name)
    said: dict[Name, list[Row]] = defaultdict(list)
    for row in (*stated.criteria, *stated.entries):
        said[_name(dict(row.identity))].append(row)
    fields = {each["kind"]: each["fields"] for each in stated.catalogues}
    for name in standing | said:
        old, new = standing.get(name, []), said.get(name, [])
        then = [Then.of(row) for row in old]
        turn = _first_difference(then, _once_loaded(old, new, today), today)
        if turn is not None:
            yield entry_change(*name, turn, fields.get(name[0], {}))


def _once_loaded(old: Sequence[Sourced], new: Sequence[Row], today: date) -> list[Then]:
    """Return how a rule will stand through time once a pack is loaded today."""
    spans = [
        Span(row.valid_from, row.valid_to, row.declared_from or row.valid_from, Then.of(row).matter)
        for row in old
    ]
    stated = [Span(row.valid_from, row.valid_to, row.valid_from, row.matter) for row in new]
    declared = {row.valid_from: row for row in new}
    words = {row.declared_from: Then.of(row).words for row in old}
    found = []
    for span in follow(spans, stated, today):
        row = declared.get(span.declared_from)
        said = row.words if row and row.matter == span.matter else words[span.declared_from]
        found.append(Then(span.valid_from, span.valid_to, span.matter, said))
    return found


def _first_difference(old: Sequence[Then], new: Sequence[Then], today: date) -> Turn | None:
    """Return the first day on which two timelines differ, and what each says then.

    What was only reworded reads so from today; a rule already over is nobody's affair any more.
    """
    edges = {edge for each in (*old, *new) for edge in (each.valid_from, each.valid_to) if edge}
    for day in sorted({today} | edges):
        turn = Turn(day, _on(old, day), _on(new, day))
        # Before today only a law that changed meanwhile counts, on its own day.
        meanwhile = turn.is_now is not None and turn.is_now.valid_from == day
        reworded = turn.was and turn.is_now and turn.is_now.matter == turn.was.matter
        if turn and (day >= today or (meanwhile and not reworded)):
            return turn
    return None


def _loaded(load: LoadedPack, former: LoadedPack | None) -> Iterator[EntryChange]:
    """Yield what a load changed: where rows it wrote begin, are reworded, or end for good."""
    since = day_of(former.loaded_at) if former else date.min
    known = by_row(Rewording.objects.filter(pack=load.name))
    fields = {
        each.kind: each.fields for each in Catalogue.objects.filter(pack=load.name).order_by("id")
    }
    for name, rows in _standing(load.name).items():
        written = [row for row in rows if row.pack_version == load.version]
        edges = {row.valid_from for row in written}
        edges |= {row.valid_to for row in written if row.valid_to is not None}
        edges = {edge for edge in edges if edge > since}
        edges |= {
            each.on
            for row in rows
            for each in known.get((name[0], row.key, row.pack, row.valid_from), ())
            if each.at <= load.loaded_at and (former is None or each.at > former.loaded_at)
        }
        then = [Then.of(each) for row in rows for each in wordings(name[0], row, known)]
        for day in sorted(edges):
            turn = Turn(day, _on(then, day - DAY), _on(then, day))
            if turn:
                yield entry_change(*name, turn, fields.get(name[0], {}))
                break


def _standing(pack: str) -> dict[Name, list[Any]]:
    """Return the rows a pack has brought, by name."""
    found: dict[Name, list[Any]] = defaultdict(list)
    for model in (Criterion, CatalogueItem):
        for row in model.objects.filter(pack=pack).order_by("valid_from", "id"):
            found[_name({name: getattr(row, name) for name in model.IDENTITY})].append(row)
    return found


def _name(identity: Mapping[str, str]) -> Name:
    return identity.get("kind", ""), identity["key"]


def _on(rows: Sequence[Then], day: date) -> Then | None:
    return next((each for each in rows if each.runs_on(day)), None)
