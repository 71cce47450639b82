"""Collects what every room and module tells, within what whoever asked may see."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.ledger.models import Checkpoint, Entry, Removal
from dutyline.kernel.registry import FileAbout, FileEntry, FileSource, file_sources
from dutyline.kernel.registry.filing import MOST
from dutyline.modules.diligence.models import DiligenceFile
from dutyline.modules.diligence.operations.refusals import TooLong
from dutyline.modules.diligence.operations.subjects import meet

AT_ONCE = 1_000
MOST_FILES = 300
"""Attachments in one file; a mail or a memory stick still takes it."""
ATTACHMENT = "files.attachment"


@dataclass(frozen=True)
class Section:
    """A section of a file; `withheld` where whoever asked may not see any of its kind."""

    source: FileSource
    entries: Sequence[FileEntry]
    withheld: bool = False


@dataclass(frozen=True)
class Erased:
    """That the words of a record were taken out, by whom, when, and by which law."""

    by: str
    at: datetime
    basis: str


@dataclass(frozen=True)
class Proved:
    """Where records lie in the log, and which were erased; what is not there has no proof."""

    places: dict[tuple[str, int], int]
    erased: dict[int, Erased]
    left_out: int = 0
    """Attachments too many to carry along."""
    parts: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    """What records bind, by kind and id of the record: each is proved alone."""

    def of(self, entry: FileEntry) -> list[int]:
        """Return the places in the log of an entry's records."""
        return [self.places[record] for record in entry.records if record in self.places]


def sections_of(
    actor: Actor, asked: FileAbout, progress: Callable[[int, int], None]
) -> list[Section]:
    """Return the sections of a file in their order; raises TooLong for more than anybody reads."""
    sources = file_sources()
    found: list[Section] = []
    left = MOST
    for done, source in enumerate(sources):
        progress(done, len(sources) + 3)
        reach = asked
        if not asked.whole and source.permission:
            reach = replace(asked, paths=meet(asked.paths, actor.paths(source.permission)))
        if not reach.whole and not reach.paths:
            found.append(Section(source, (), withheld=True))
            continue
        entries = list(islice(source.entries(reach), left + 1))
        left -= len(entries)
        if left < 0:
            raise TooLong(most=MOST)
        found.append(Section(source, entries))
    return found


def proved(sections: Iterable[Section]) -> Proved:
    """Find the records of all entries in the log, with a statement for every thousand of a kind."""
    wanted: dict[str, dict[int, None]] = {}
    for section in sections:
        for entry in section.entries:
            for kind, pk in entry.records:
                wanted.setdefault(kind, {})[pk] = None
    places: dict[tuple[str, int], int] = {}
    left_out = 0
    for kind, known in wanted.items():
        ids = list(known)
        if kind == ATTACHMENT and len(ids) > MOST_FILES:
            left_out = len(ids) - MOST_FILES
            ids = ids[:MOST_FILES]
        for start in range(0, len(ids), AT_ONCE):
            some = Entry.objects.filter(kind=kind, record_id__in=ids[start : start + AT_ONCE])
            for index, pk in some.values_list("index", "record_id"):
                places[kind, pk] = index
    parts = _parts(sections, places)
    return Proved(places, _erased(set(places.values())), left_out, parts)


def _parts(
    sections: Iterable[Section], places: Container[tuple[str, int]]
) -> dict[tuple[str, int], list[int]]:
    """Return which parts of which records are proved alone."""
    found: dict[tuple[str, int], list[int]] = {}
    for section in sections:
        for entry in section.entries:
            for kind, pk, part in entry.parts:
                if (kind, pk) in places:
                    found.setdefault((kind, pk), []).append(part)
    return found


def _erased(places: set[int]) -> dict[int, Erased]:
    """Return which of these places were erased; removals are few in every log."""
    rows = Removal.objects.order_by("id")
    return {
        row.entry_id: Erased(row.by_name, row.at, row.basis or row.reason)
        for row in rows.iterator(AT_ONCE)
        if row.entry_id in places
    }


@dataclass(frozen=True)
class Made:
    """Everything a file says, at the moment it was put together."""

    file: DiligenceFile
    sections: Sequence[Section]
    proof: Proved
    signed: Checkpoint
    at: datetime
