"""Writes the rows of a newer pack over those of an older one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from dutyline.kernel.criteria.models import CatalogueItem, Origin, Rewording, Sourced
from dutyline.kernel.criteria.operations.report import Counts
from dutyline.kernel.criteria.packs.reading import Pack, Row
from dutyline.kernel.criteria.rules.timeline import Span, follow

Identity = tuple[tuple[str, str], ...]
TOLD = (
    *("label_en", "label_zh", "instrument_en", "instrument_zh"),
    *("clause_en", "clause_zh", "note_en", "note_zh", "standing"),
)
"""What of a row is kept when a newer version of its pack says it otherwise."""
LOADED = ("valid_to", "declared_from", "rank", "pack_version")


class Continuation:
    """Loads the rows of one table: creates, ends and rewords, and counts what it did."""

    def __init__(self, model: type[Sourced], pack: Pack, today: date, at: datetime) -> None:
        """Begin for one table."""
        self.model = model
        self.pack = pack
        self.today, self.at = today, at
        self.counts = Counts()
        self.created: list[Any] = []
        self.changed: list[Any] = []
        self.reworded: list[Rewording] = []
        self.fields: set[str] = set(LOADED)

    def load(self, rows: Iterable[Row]) -> Counts:
        """Bring the table to what the pack says."""
        stated: dict[Identity, list[Row]] = defaultdict(list)
        for row in rows:
            stated[row.identity].append(row)
        standing: dict[Identity, list[Any]] = defaultdict(list)
        for existing in self.model.objects.filter(pack=self.pack.name).order_by("valid_from", "id"):
            identity = tuple((name, getattr(existing, name)) for name in self.model.IDENTITY)
            standing[identity].append(existing)
        for identity in stated | standing:
            self._continue(identity, standing.get(identity, []), stated.get(identity, []))
        self.model.objects.bulk_create(self.created, batch_size=500)
        if self.changed:
            self.model.objects.bulk_update(self.changed, sorted(self.fields), batch_size=200)
        Rewording.objects.bulk_create(self.reworded, batch_size=500)
        return self.counts

    def _continue(self, identity: Identity, old: list[Any], new: list[Row]) -> None:
        spans = [
            Span(
                row.valid_from,
                row.valid_to,
                row.declared_from,
                {name: getattr(row, name) for name in self.model.MATTER},
            )
            for row in old
        ]
        stated = [Span(row.valid_from, row.valid_to, row.valid_from, row.matter) for row in new]
        by_declared = {row.valid_from: row for row in new}
        by_day = {row.valid_from: row for row in old}
        for span in follow(spans, stated, self.today):
            existing = by_day.pop(span.valid_from, None)
            fields = dict(span.matter)
            said = by_declared.get(span.declared_from)
            if said and said.matter == span.matter:
                fields |= said.words
            if existing is None:
                self._create(identity, span, fields)
            else:
                self._change(existing, span, fields)
        # Only rows that were never in force are left: the past is kept by `follow`.
        for row in by_day.values():
            row.delete()
            self.counts.ended += 1

    def _create(self, identity: Identity, span: Span, fields: dict[str, Any]) -> None:
        self.created.append(
            self.model(
                **dict(identity),
                **fields,
                valid_from=span.valid_from,
                valid_to=span.valid_to,
                declared_from=span.declared_from,
                origin=Origin.PACK,
                rank=self.pack.rank,
                pack=self.pack.name,
                pack_version=self.pack.version,
            )
        )
        self.counts.created += 1

    def _change(self, row: Any, span: Span, fields: dict[str, Any]) -> None:
        ends = row.valid_to != span.valid_to and span.valid_to is not None
        fields = fields | {"valid_to": span.valid_to, "declared_from": span.declared_from}
        differing = {name for name, value in fields.items() if getattr(row, name) != value}
        if not differing and row.rank == self.pack.rank:
            self.counts.unchanged += 1
            return
        self._keep_words(row, differing, fields)
        fields |= {"rank": self.pack.rank, "pack_version": self.pack.version}
        for name, value in fields.items():
            setattr(row, name, value)
        self.fields |= differing
        self.changed.append(row)
        if ends:
            self.counts.ended += 1
        else:
            self.counts.changed += 1

    def _keep_words(self, row: Any, differing: set[str], fields: dict[str, Any]) -> None:
        """Keep what a row said that held already; what is still to come was said to nobody."""
        told = [name for name in TOLD if name in differing]
        if not told or row.valid_from > self.today:
            return
        self.reworded.append(
            Rewording(
                catalogue=row.kind if isinstance(row, CatalogueItem) else "",
                key=row.key,
                pack=row.pack,
                valid_from=row.valid_from,
                on=self.today,
                at=self.at,
                pack_version=row.pack_version,
                before={name: getattr(row, name) for name in told},
                after={name: fields[name] for name in told},
            )
        )
