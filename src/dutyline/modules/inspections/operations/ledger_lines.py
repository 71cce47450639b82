"""Reads what the columns of the exported ledger ask for, some hundred findings at a time.

A line is one flat row: objects of a dozen models would take longer to make than the rows to read
and the file to write.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, QuerySet
from django.utils.translation import get_language

from dutyline.kernel.actions.models import Extension, Notice, Repair
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.organisation.calendar import zone
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.keys import ANSWER, FINDING
from dutyline.modules.inspections.models import (
    AuthorityReport,
    Closure,
    Finding,
    FindingVoid,
    ImportedFacts,
    Regrade,
    StaffNotice,
    Supervision,
)
from dutyline.toolkit.among import Among
from dutyline.toolkit.prepared import Prepared, Slot

Line = tuple[Any, ...]

AT_ONCE = 500
REPAIR = "actions.repair"
KEYS = ("id", "rectification_id", "answer_id", "unit_path", "repair__id")
"""The paths by which the rest is found, always read."""
ABOUT_LINE = ("today", "tz", "language", "before", "after")
"""What a line says besides: the day, its unit's zone, the language, the names of its photos."""


@dataclass(frozen=True)
class Latest:
    """Rows of which a line tells the latest; `about` names there what `of` names in the finding."""

    rows: Callable[[], QuerySet[Any]]
    of: str = "id"
    about: str = "finding_id"


MENDED = ("rectification_id", "rectification_id")
LATEST: dict[str, Latest] = {
    "regrade": Latest(Regrade.objects.all),
    "closure": Latest(Closure.objects.standing),
    "void": Latest(FindingVoid.objects.all),
    "supervision": Latest(Supervision.objects.all),
    "authority": Latest(AuthorityReport.objects.all),
    "staff": Latest(StaffNotice.objects.all),
    "imported": Latest(ImportedFacts.objects.all),
    "repair": Latest(Repair.objects.all, *MENDED),
    "notice": Latest(Notice.objects.all, *MENDED),
    "extension": Latest(Extension.objects.waiting, *MENDED),
}
"""What a path may begin with; one that begins otherwise is a finding's own."""


class LedgerReader:
    """Reads lines in which `places` says where the answer to each path stands."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Take the paths to read: of Finding, of a row of LATEST, or one of ABOUT_LINE."""
        asked = [path for path in dict.fromkeys((*KEYS, *paths)) if path not in ABOUT_LINE]
        self._own = [path for path in asked if path.split("__")[0] not in LATEST]
        self._followers = [_Follower(name, asked) for name in LATEST]
        followed = [path for each in self._followers for path in each.paths]
        known = (*self._own, *followed, *ABOUT_LINE)
        self.places = {path: place for place, path in enumerate(known)}

    def lines(self, rows: QuerySet[Finding], today: date) -> Iterator[Line]:
        """Yield a line of each finding, in the order of `rows`; memory holds AT_ONCE of them."""
        pk, answer, path, repair = (
            self.places[key] for key in ("id", "answer_id", "unit_path", "repair__id")
        )
        zone_at, language = _zones(), get_language() or ""
        found = rows.values_list(*self._own).iterator(chunk_size=AT_ONCE)
        while some := list(islice(found, AT_ONCE)):
            lines = self._followed(some)
            own = _photos(FINDING, [line[pk] for line in lines])
            answers = _photos(ANSWER, [line[answer] for line in lines])
            after = _photos(REPAIR, [line[repair] for line in lines])
            for line in lines:
                before = " ".join(filter(None, (own.get(line[pk]), answers.get(line[answer]))))
                mended = after.get(line[repair], "")
                yield (*line, today, zone_at(line[path]), language, before, mended)

    def _followed(self, findings: Sequence[Line]) -> list[list[Any]]:
        """Return findings with what the latest rows say of each."""
        lines = [list(finding) for finding in findings]
        for each in self._followers:
            key = self.places[LATEST[each.name].of]
            told = each.told([finding[key] for finding in findings])
            for line in lines:
                line.extend(told.get(line[key], each.nothing))
        return lines


class _Follower:
    """What paths ask of the latest rows of one kind."""

    def __init__(self, name: str, paths: Iterable[str]) -> None:
        self.name = name
        self.paths = [path for path in paths if path.startswith(f"{name}__")]
        self.nothing = (None,) * len(self.paths)
        columns = [path.removeprefix(f"{name}__") for path in self.paths]
        latest = LATEST[name]
        asked = {f"{latest.about.removesuffix('_id')}__in": Among("ids")}
        self._rows = Prepared(
            lambda: latest.rows().filter(**asked).order_by("id").values_list(latest.about, *columns)
        )

    def told(self, ids: Iterable[int | None]) -> dict[int, Line]:
        """Return the answers to the paths, by what they are about."""
        return {row[0]: row[1:] for row in _rows(self._rows, ids)}


def _rows(asked: Prepared[Line], ids: Iterable[int | None], **values: Any) -> list[Line]:
    known = [each for each in ids if each is not None]
    return asked.rows(ids=known, **values) if known else []


_ATTACHED: Prepared[Line] = Prepared(
    lambda: (
        Attachment.objects.filter(
            subject_type=Slot("subject", CharField()), subject_id__in=Among("ids")
        )
        .order_by("id")
        .values_list("subject_id", "sha256")
    )
)


def _photos(subject: str, ids: Iterable[int | None]) -> dict[int, str]:
    """Return the names of the photos of each subject, as one text."""
    found: dict[int, str] = {}
    for subject_id, digest in _rows(_ATTACHED, ids, subject=subject):
        name = digest[:16]
        found[subject_id] = f"{found[subject_id]} {name}" if subject_id in found else name
    return found


def _zones() -> Callable[[str], ZoneInfo]:
    """Return what tells the zone of the unit at a path."""
    named = dict(Unit.objects.exclude(time_zone="").values_list("id", "time_zone"))

    @lru_cache(maxsize=1024)
    def zone_at(path: str) -> ZoneInfo:
        return zone(next((named[unit] for unit in reversed(ancestors(path)) if unit in named), ""))

    return zone_at
