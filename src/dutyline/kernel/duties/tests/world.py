"""The plant, some criteria and short words to owe and to show with."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.tests.plant import Plant, plant
from dutyline.kernel.criteria.models import Criterion, Origin
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.duties.models import Duty, Evidence, Obligation
from dutyline.kernel.duties.operations import (
    define_duty,
    submit_evidence,
    submit_group_evidence,
    take_up_duty,
)
from dutyline.kernel.organisation.models import Person, Post
from dutyline.kernel.registry import Fact

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 1, 1)
CRITERIA: dict[str, Any] = {
    "duties.back_fill_days": 2,
    "duties.back_fill_counts": "late",
    "duties.close_after_days": 5,
    "duties.default_grace_days": 2,
    "duties.vacancy": "cover",
    "duties.vacancy_report_days": 30,
}


def at(text: str) -> datetime:
    """Return a moment in Shanghai: "2026-03-05" is noon, "2026-03-05 18:30" to the minute."""
    moment = datetime.fromisoformat(text)
    if len(text) == 10:
        moment += timedelta(hours=12)
    return moment.replace(tzinfo=SHANGHAI).astimezone(UTC)


@dataclass
class World:
    """What the tests of the chain say."""

    plant: Plant
    toy: ModuleType
    numbers: count = field(default_factory=count)

    def __getattr__(self, name: str) -> Any:
        """Return a person, post or unit of the plant by name."""
        for shelf in (self.plant.people, self.plant.posts, self.plant.units):
            if hasattr(shelf, name):
                return getattr(shelf, name)
        raise AttributeError(name)

    @property
    def by(self) -> Actor:
        """Return the actor of a test that is not about rights."""
        return Actor.system("test")

    def duty(self, *posts: Post, on: date = FIRST, **asks: Any) -> Duty:
        """Define a duty owed by these posts: a walk a month unless told otherwise."""
        facts = {
            "text_en": "Walk",
            "text_zh": "巡查",
            "measure": "count",
            "cadence": "monthly",
            "evidence_kind": "toy.walk",
            **asks,
        }
        facts = {name: value for name, value in facts.items() if value is not None}
        key = f"toy.{next(self.numbers)}"
        duty = define_duty(by=self.by, key=key, on=on, at=at("2026-01-01"), **facts)
        for post in posts:
            take_up_duty(by=self.by, post=post, duty=duty, on=on, at=at("2026-01-01"))
        return duty

    def show(
        self, person: Person, when: str, recorded: str = "", replayed: bool = True, **facts: Any
    ) -> Evidence:
        """Record a piece of evidence, a walk unless told otherwise."""
        told = self._told(when, recorded, facts)
        if replayed:
            self._remember(person, told)
        return submit_evidence(by=self.by, person=person, **told)

    def show_together(
        self, *persons: Person, when: str, recorded: str = "", **facts: Any
    ) -> list[Evidence]:
        """Record what several did together."""
        told = self._told(when, recorded, facts)
        for person in persons:
            self._remember(person, told)
        return submit_group_evidence(by=self.by, persons=persons, **told)

    def _told(self, when: str, recorded: str, facts: dict[str, Any]) -> dict[str, Any]:
        return {
            "kind": "toy.walk",
            "source": f"toy.walk:{next(self.numbers)}",
            "occurred_at": at(when),
            "recorded_at": at(recorded or when),
            **facts,
        }

    def _remember(self, person: Person, told: dict[str, Any]) -> None:
        facts = {name: each for name, each in told.items() if name not in {"post", "unit", "place"}}
        ids = {f"{name}_id": told[name].pk for name in ("post", "unit", "place") if name in told}
        facts["amount"] = Decimal(facts.get("amount", 1))
        self.toy.FACTS.append(Fact(person_id=person.pk, **facts, **ids))


def build(toy: ModuleType) -> World:
    """Build the plant with its criteria."""
    for key, value in CRITERIA.items():
        lay(key, value)
    return World(plant(), toy)


def lay(key: str, value: Any) -> None:
    """Set a criterion, for all time."""
    with changing():
        Criterion.objects.update_or_create(
            key=key,
            defaults={
                "label_en": key,
                "value": value,
                "origin": Origin.PACK,
                "pack": "test",
                "rank": 10,
                "valid_from": date(2000, 1, 1),
            },
        )


def stands(**where: Any) -> list[tuple[str, str, str, Decimal]]:
    """Return who owes what for when and how it stands: (who, period, state, done)."""
    found = Obligation.objects.filter(**where).select_related("person", "post")
    rows = [
        (each.due_at, each.person.number if each.person else each.post.code, each) for each in found
    ]
    rows.sort(key=lambda row: (row[0], row[1], row[2].period, row[2].version_id, row[2].pk))
    return [(who, each.period, each.state, each.done) for _, who, each in rows]
