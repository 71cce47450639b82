"""Loads the section `duties` of a pack: what the holders of standard posts owe."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.packs.documents import Rows
from dutyline.kernel.criteria.packs.problems import Problems, Where
from dutyline.kernel.criteria.packs.shapes import (
    Flag,
    Key,
    ListOf,
    Number,
    OneOf,
    Record,
    Words,
)
from dutyline.kernel.duties.keys import duty_subject
from dutyline.kernel.duties.models import (
    Area,
    Cadence,
    Comparison,
    Duty,
    DutyVersion,
    Measure,
    Origin,
    Owed,
    SpanUnit,
)
from dutyline.kernel.duties.operations.defining import amend, checked
from dutyline.kernel.duties.refusals import DutyIncomplete
from dutyline.kernel.duties.rules.definition import unheard_of
from dutyline.kernel.duties.thresholds import grace_days
from dutyline.kernel.history.operations import Act, record_many
from dutyline.kernel.organisation.calendar import day_of_enterprise

WITHIN = Record({"value": Number(0, 3660, whole=True), "unit": OneOf(SpanUnit.values)})
SHAPE = ListOf(
    Record(
        {
            "key": Key(),
            "standard_post": Key(60),
            "text": Words(),
            "basis": Key(),
            "confirmed": Flag(),
            "measure": OneOf(Measure.values),
            "cadence": OneOf(Cadence.values),
        },
        {
            "evidence": (Key(60), ""),
            "amount": (Number(0), 1),
            "owed": (OneOf(Owed.values), Owed.EACH),
            "area": (OneOf([Area.OWN, Area.UNIT, Area.SUBTREE]), Area.OWN),
            "trigger": (Key(60), ""),
            "within": (WITHIN, None),
            "indicator": (Key(60), ""),
            "comparison": (OneOf(Comparison.values), ""),
            "target": (Number(), None),
            "weight": (Number(0), 1),
            "grace_days": (Number(0, 366, whole=True), None),
        },
    ),
    once="key",
)


def load(
    section: Sequence[dict[str, Any]], *, pack: str, version: str, by: Actor, at: datetime
) -> dict[str, Any]:
    """Load the duties of a pack and return counts of what that did.

    A duty changed here, or of our own, is `kept` as it is and named under `kept_keys`; one that
    names evidence, an event or an indicator nothing installed knows is `skipped`. A changed one
    begins with the next period, and one the pack no longer has ends.
    """
    read_section(section, pack)
    on = day_of_enterprise(at)
    loading = _Loading(pack, version, by, on)
    for entry in section:
        loading.take(entry)
    loading.end_missing({entry["key"] for entry in section})
    record_many(by=by, acts=loading.acts, at=at)
    return {**loading.counts, "kept_keys": loading.kept, "skipped_keys": loading.skipped}


class _Loading:
    """One pack being loaded."""

    def __init__(self, pack: str, version: str, by: Actor, on: date) -> None:
        self.pack, self.version, self.by, self.on = pack, version, by, on
        self.counts = dict.fromkeys(
            ("created", "changed", "ended", "unchanged", "kept", "skipped"), 0
        )
        self.kept: list[str] = []
        self.skipped: list[str] = []
        self.acts: list[Act] = []
        newest = DutyVersion.objects.select_related("duty").order_by("duty_id", "number")
        self.known = {each.duty.key: each for each in newest}

    def take(self, entry: dict[str, Any]) -> None:
        """Create or continue one duty."""
        facts = asked_by(entry, lambda: grace_days(self.on))
        newest = self.known.get(entry["key"])
        if newest is not None and (newest.duty.edited or newest.duty.origin == Origin.OWN):
            self._count("kept", entry["key"])
        elif unheard_of(facts) is not None:
            self._count("skipped", entry["key"])
        elif newest is None:
            self._create(entry, facts)
        else:
            self._continue(newest, entry, facts)

    def end_missing(self, keys: set[str]) -> None:
        """End the duties of this pack that it no longer has."""
        for key, newest in self.known.items():
            if newest.duty.pack != self.pack or key in keys or newest.valid_to is not None:
                continue
            if newest.duty.edited:
                self._count("kept", key)
                continue
            newest.valid_to = max(self.on, newest.valid_from)
            newest.save(update_fields=["valid_to"])
            self._tell("duties.retired", newest, day=self.on.isoformat())
            self.counts["ended"] += 1

    def _create(self, entry: dict[str, Any], facts: dict[str, Any]) -> None:
        duty = Duty.objects.create(
            key=entry["key"],
            origin=Origin.PACK,
            pack=self.pack,
            standard_post=entry["standard_post"],
        )
        # From when a post owes it is said when the post takes it up, perhaps for days gone by.
        begins = date(self.on.year, 1, 1)
        version = DutyVersion.objects.create(duty=duty, number=1, valid_from=begins, **facts)
        self._tell("duties.loaded", version, pack=self.pack, version=self.version)
        self.counts["created"] += 1

    def _continue(self, newest: DutyVersion, entry: dict[str, Any], facts: dict[str, Any]) -> None:
        duty = newest.duty
        if duty.standard_post != entry["standard_post"]:
            Duty.objects.filter(pk=duty.pk).update(standard_post=entry["standard_post"])
        if newest.valid_to is not None:
            begins = max(self.on, newest.valid_to)
            version = DutyVersion.objects.create(
                duty=duty, number=newest.number + 1, valid_from=begins, **facts
            )
        elif says_the_same(newest, facts):
            self.counts["unchanged"] += 1
            return
        else:
            on = max(self.on, newest.valid_from)
            changes = {name: value for name, value in facts.items() if name != "at_once"}
            version = amend(duty, on=on, at_once=False, by=self.by, **changes)
        self._tell("duties.loaded", version, pack=self.pack, version=self.version)
        self.counts["changed"] += 1

    def _count(self, what: str, key: str) -> None:
        self.counts[what] += 1
        (self.kept if what == "kept" else self.skipped).append(key)

    def _tell(self, verb: str, version: DutyVersion, /, **data: str) -> None:
        act = Act(verb, *duty_subject(version), "", data=data)
        self.acts.append(act)


def asked_by(entry: Mapping[str, Any], usual_grace: Callable[[], int]) -> dict[str, Any]:
    """Return the facts of a version as an entry of a pack asks them; raises DutyIncomplete.

    `usual_grace` is asked for the days of grace of an entry that names none.
    """
    within = entry["within"] or {"value": None, "unit": ""}
    grace, target = entry["grace_days"], entry["target"]
    facts = {
        "text_en": entry["text"]["en"],
        "text_zh": entry["text"]["zh"],
        "basis": entry["basis"],
        "basis_confirmed": entry["confirmed"],
        "measure": entry["measure"],
        "cadence": entry["cadence"],
        "evidence_kind": entry["evidence"],
        "amount": Decimal(str(entry["amount"])),
        "owed": entry["owed"],
        "area": entry["area"],
        "places": [],
        "trigger": entry["trigger"],
        "within": within["value"],
        "within_unit": within["unit"],
        "indicator": entry["indicator"],
        "comparison": entry["comparison"],
        "target": None if target is None else Decimal(str(target)),
        "weight": Decimal(str(entry["weight"])),
        "grace_days": usual_grace() if grace is None else grace,
    }
    try:
        return checked(facts, known=False)
    except DutyIncomplete as fault:
        raise DutyIncomplete(field=fault.field, reason=f"{entry['key']}: {fault}") from fault


def says_the_same(version: DutyVersion, facts: Mapping[str, Any]) -> bool:
    """Say whether a version asks what an entry of a pack asks."""
    return all(
        getattr(version, name) == value for name, value in facts.items() if name != "at_once"
    )


def read_section(section: Sequence[dict[str, Any]], pack: str) -> None:
    """Check the section of a pack and fill in what it leaves unsaid; raises PackInvalid."""
    problems = Problems(pack)
    where = section.where if isinstance(section, Rows) else Where(pack, 0)
    SHAPE.read(section, where, problems)
    problems.refuse()
