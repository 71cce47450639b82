"""What stands open today and the three major dangers: told as the story says, not by chance."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dutyline.kernel.registry import Stage
from dutyline.modules.inspections.demo.book import cited, words
from dutyline.modules.inspections.demo.cases import Care, Case, Extension, Funds, Mending
from dutyline.modules.inspections.demo.lives import Life, Step
from dutyline.modules.inspections.demo.people import (
    WORKSHOPS,
    company_of,
    somebody,
    workshop_of,
)
from dutyline.modules.inspections.operations import (
    lift_supervision,
    list_for_supervision,
    plan_major,
    report_to_authority,
    tell_staff,
)

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Headlines:
    """Reads cases from their files; days count back from today."""

    stage: Stage
    tz: ZoneInfo

    def cases(self) -> Iterator[Case]:
        """Yield what stands open today."""
        for row in words("headlines"):
            case = self._case(row)
            if case.recorded_at <= self.stage.now:
                yield case

    def majors(self) -> Iterator[tuple[Case, Mapping[str, Any]]]:
        """Yield the major dangers with what the story says of them."""
        for row in words("majors"):
            case = self._case(row)
            assigned_at = case.found_at + 20 * HOUR
            care = Care(
                assigned_at=assigned_at,
                assigner=row["principal"],
                owner=row["owner"],
                verifier=row["verifier"],
                due_on=self._day(case.found_at) + timedelta(days=row["days"]),
                accepted_at=assigned_at + HOUR,
                mendings=self._mendings(row),
                closed_at=self._at(row["closed"]) if "closed" in row else None,
                closer="chen-lan",
                closing=self.stage.say(row)["done"],
            )
            yield replace(case, ticked=(row["ticked"],), care=care), row

    def _case(self, row: Mapping[str, Any]) -> Case:
        said = self.stage.say(row)
        hold = self.stage.say(words("holds")[row["hold"]])
        found_at = self._at(row["found"])
        case = Case(
            key=f"headline {row['key']}",
            place=row["place"],
            found_at=found_at,
            recorded_at=found_at + timedelta(minutes=2),
            finder=row["finder"],
            title=said["what"],
            measures=said["fix"],
            category=row["category"],
            risk=row["risk"],
            clause=cited(self.stage, row["clause"]),
            accident=said["accident"],
            interim=hold["interim"],
            plan=hold["plan"],
            scene=row["scene"],
            money=row.get("money", 0),
        )
        return replace(case, care=self._care(row)) if "assigned" in row else case

    def _care(self, row: Mapping[str, Any]) -> Care:
        assigned_at = self._at(row["assigned"])
        care = Care(
            assigned_at=assigned_at,
            assigner=self._assigner(row),
            owner=row["owner"],
            verifier=row["verifier"],
            due_on=self._today() + timedelta(days=row["due"]),
            accepted_at=None if row["state"] == "assigned" else assigned_at + HOUR / 12,
            mendings=self._mendings(row),
        )
        if "extension" in row:
            asked = row["extension"]
            to_on = care.due_on + timedelta(days=asked["days"])
            reason = self.stage.say(asked)
            care = replace(care, extension=Extension(self._at(asked["asked"]), to_on, reason))
        if "funds" in row:
            care = replace(care, funds=Funds(self._at(row["funds"]), row["money"]))
        return care

    def _assigner(self, row: Mapping[str, Any]) -> str:
        """Return the head of the workshop, or the safety manager where he mends it himself."""
        unit = self.stage.place(row["place"]).unit.code
        workshop = workshop_of(unit)
        on = self._day(self._at(row["assigned"]))
        posts = (WORKSHOPS[workshop], f"{company_of(workshop)}-safety-head")
        found = somebody(self.stage, posts, on, besides=(row["owner"],))
        return found or "chen-lan"

    def _mendings(self, row: Mapping[str, Any]) -> tuple[Mending, ...]:
        if "repaired" not in row:
            return ()
        done_at = self._at(row["repaired"])
        return (
            Mending(
                done_at=done_at,
                reported_at=done_at + timedelta(minutes=2),
                text=self.stage.say(row)["done"],
                spent=row.get("spent", row.get("money")),
                verified_at=self._at(row["verified"]) if "verified" in row else None,
                opinion=self.stage.say(words("said")["effective"][0]),
            ),
        )

    def _at(self, when: tuple[int, float]) -> datetime:
        ago, hour = when
        return self.stage.at(self._today() - timedelta(days=ago), hour)

    def _today(self) -> date:
        return self._day(self.stage.now)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.tz).date()


@dataclass(frozen=True)
class Major:
    """What the law wants beside the repair: plan, supervision, report, notice to staff."""

    life: Life
    row: Mapping[str, Any]

    def steps(self) -> Iterator[Step]:
        """Yield the steps of a major danger that others do not have."""
        found_at = self.life.case.found_at
        done: list[tuple[timedelta, Callable[[datetime], object]]] = [
            (4 * HOUR, self._report),
            (18 * HOUR, self._plan),
            (19 * HOUR, self._supervise),
            (42 * HOUR, self._tell),
        ]
        for after, act in done:
            at = found_at + after
            yield at, lambda act=act, at=at: act(at)
        care = self.life.case.care
        if care is not None and care.closed_at is not None:
            at = care.closed_at - HOUR
            yield at, lambda: self._lift(at)

    def _report(self, at: datetime) -> None:
        report_to_authority(
            by=self._by("chen-lan", at),
            finding=self.life.finding(),
            authority=self._said("authority"),
            number=self._said("number").replace("{year}", str(at.astimezone(self.life.tz).year)),
            day=at.astimezone(self.life.tz).date(),
            at=at,
        )

    def _plan(self, at: datetime) -> None:
        plan_major(
            by=self._by(self.row["principal"], at),
            finding=self.life.finding(),
            parts=dict(self.life.stage.say(self.row)["plan"]),
            at=at,
        )

    def _supervise(self, at: datetime) -> None:
        care = self.life.case.care
        day = at.astimezone(self.life.tz).date()
        list_for_supervision(
            by=self._by("chen-lan", at),
            finding=self.life.finding(),
            supervisor=self._said("supervisor"),
            due_on=care.due_on if care else day,
            at=at,
        )

    def _tell(self, at: datetime) -> None:
        tell_staff(
            by=self._by(self.row["safety"], at),
            finding=self.life.finding(),
            day=at.astimezone(self.life.tz).date(),
            how=self._said("told"),
            at=at,
        )

    def _lift(self, at: datetime) -> None:
        lift_supervision(by=self._by("chen-lan", at), finding=self.life.finding(), at=at)

    def _by(self, person: str, at: datetime) -> Any:
        return self.life.stage.actor(person, at.astimezone(self.life.tz).date())

    def _said(self, what: str) -> str:
        return str(self.life.stage.say(self.row)[what])
