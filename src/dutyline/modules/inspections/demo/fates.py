"""Decides what becomes of a hidden danger: how long each step takes, who does it, how it ends."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from dutyline.kernel.registry import Stage
from dutyline.modules.inspections.demo.book import said, words
from dutyline.modules.inspections.demo.cases import Care, Case, Extension, Funds, Mending
from dutyline.modules.inspections.demo.people import (
    CRAFTS,
    LEADERS,
    SAFETY,
    WORKSHOPS,
    company_of,
    somebody,
    workshop_of,
)

PROMPT = 0.95
MONEY_ASKED = 1000
GRANTED = 0.85
CRAFT = 0.55


@dataclass(frozen=True)
class Pace:
    """How a workshop mends: how often by the day given, for good, and with more time asked for."""

    on_time: float
    effective: float
    extension: float


STEADY, SLOW = Pace(0.994, 0.99, 0.01), Pace(0.95, 0.95, 0.06)
SLOW_WORKSHOPS = ("mixing",)
"""Where a director sees at once who needs help: his indicators fail, those of others hold."""


@dataclass(frozen=True)
class Fates:
    """Decides with chance that falls the same way each time, among who was at work."""

    stage: Stage
    tz: ZoneInfo

    def care(self, case: Case, days: int, done: str) -> Care | None:
        """Return who cared for a danger and how; None where nobody was there to give it to."""
        chance = self.stage.chance("care", case.key)
        assigned_at = self._assigned(case, chance)
        on = assigned_at.astimezone(self.tz).date()
        workshop = workshop_of(self.stage.place(case.place).unit.code)
        company = company_of(workshop)
        head = WORKSHOPS.get(workshop, "group-safety-head")
        owner = self._owner(case, workshop, on, chance)
        assigner = somebody(self.stage, (head, f"{company}-safety-head"), on)
        verifier = self._verifier(head, company, on, (owner or "", case.finder), chance)
        closer = somebody(self.stage, SAFETY[company], on, besides=(owner or "",), seed=case.key)
        if not (owner and assigner and verifier and closer) or assigner == owner:
            return None
        due_on = on + timedelta(days=max(1, days + chance.choice((-1, 0, 0, 0, 1))))
        care = Care(
            assigned_at=assigned_at,
            assigner=assigner,
            owner=owner,
            verifier=verifier,
            due_on=due_on,
            accepted_at=self._soon(assigned_at, chance, 0.1, 6),
            closer=closer,
            closing=said(self.stage, "closed", case.key),
        )
        care = self._questions(care, case, chance)
        return self._mended(care, case, done, chance)

    def _assigned(self, case: Case, chance: Random) -> datetime:
        slow = chance.random() < 0.08
        return self._at_work(
            case.recorded_at + timedelta(hours=chance.uniform(0.4, 18 + 40 * slow))
        )

    def _owner(self, case: Case, workshop: str, on: date, chance: Random) -> str | None:
        posts = list(LEADERS[workshop])
        chance.shuffle(posts)
        craft = CRAFTS.get(case.category)
        if craft and company_of(workshop) == "resin" and chance.random() < CRAFT:
            posts.insert(0, craft)
        return somebody(self.stage, posts, on, besides=(case.finder,), seed=case.key)

    def _verifier(
        self, head: str, company: str, on: date, besides: tuple[str, ...], chance: Random
    ) -> str | None:
        engineer = SAFETY[company][0]
        posts = (head, engineer) if chance.random() < 0.6 else (engineer, head)
        return somebody(self.stage, posts, on, besides=besides)

    def _decider(self, case: Case, at: datetime) -> str:
        """Return who decides above the owner on the day it is decided."""
        workshop = workshop_of(self.stage.place(case.place).unit.code)
        safety = f"{company_of(workshop)}-safety-head"
        posts = (WORKSHOPS.get(workshop, safety), safety, "group-safety-head")
        return somebody(self.stage, posts, self._day(at)) or ""

    def _questions(self, care: Care, case: Case, chance: Random) -> Care:
        if case.money > MONEY_ASKED:
            asked_at = self._soon(care.accepted_at or care.assigned_at, chance, 2, 20)
            decided_at = self._soon(asked_at, chance, 3, 30)
            granted = case.money if chance.random() < 0.8 else case.money * 9 // 10
            funds = Funds(
                asked_at, case.money, decided_at, self._decider(case, decided_at), granted
            )
            care = replace(care, funds=funds)
        if chance.random() < self._pace(case).extension and care.due_on > self._day(
            care.assigned_at
        ):
            asked = chance.choice(words("said")["extension"])
            granted = chance.random() < GRANTED
            asked_at = self.stage.at(care.due_on, chance.uniform(8, 11))
            decided_at = self._soon(asked_at, chance, 0.5, 5)
            extension = Extension(
                asked_at=asked_at,
                to_on=care.due_on + timedelta(days=asked["days"]),
                reason=self.stage.say(asked),
                decided_at=decided_at,
                decider=self._decider(case, decided_at),
                granted=granted,
                note=said(self.stage, "granted" if granted else "refused", case.key),
            )
            care = replace(care, extension=extension)
        return care

    def _mended(self, care: Care, case: Case, done: str, chance: Random) -> Care:
        begun = max(
            moment
            for moment in (
                care.accepted_at or care.assigned_at,
                care.funds.decided_at if care.funds else None,
                care.extension.decided_at if care.extension else None,
            )
            if moment is not None
        )
        due_on = care.due_on
        if care.extension and care.extension.granted:
            due_on = care.extension.to_on
        mendings = [self._mending(care, case, begun=begun, due_on=due_on, done=done, chance=chance)]
        if not mendings[0].effective and mendings[0].verified_at and mendings[0].due_on:
            again = self._mending(
                care,
                case,
                begun=mendings[0].verified_at,
                due_on=mendings[0].due_on,
                done=done,
                chance=chance,
            )
            mendings.append(replace(again, effective=True, opinion=self._good(case, 2), spent=None))
        last = mendings[-1].verified_at
        closed_at = self._soon(last, chance, 1, 50) if last else None
        return replace(care, mendings=tuple(mendings), closed_at=closed_at)

    def _mending(
        self,
        care: Care,
        case: Case,
        *,
        begun: datetime,
        due_on: date,
        done: str,
        chance: Random,
    ) -> Mending:
        last = self.stage.at(due_on, 17)
        pace = self._pace(case)
        if chance.random() < pace.on_time and last > begun + timedelta(hours=2):
            done_at = begun + (last - begun) * chance.uniform(0.3, 1)
        else:
            done_at = max(last, begun) + timedelta(days=chance.choice((1, 1, 2, 3, 4, 6, 9)))
        done_at = self._at_work(done_at)
        reported_at = done_at + timedelta(minutes=chance.randint(6, 150))
        wait = chance.uniform(2, 60) if chance.random() < PROMPT else chance.uniform(100, 170)
        verified_at = self._at_work(reported_at + timedelta(hours=wait))
        effective = chance.random() < pace.effective
        returned = chance.choice(words("said")["returned"])
        return Mending(
            done_at=done_at,
            reported_at=reported_at,
            text=done,
            spent=case.money * chance.randint(80, 104) // 100 if case.money else None,
            verified_at=verified_at,
            effective=effective,
            opinion=self._good(case, 1) if effective else self.stage.say(returned),
            due_on=None if effective else self._day(verified_at) + timedelta(days=returned["days"]),
        )

    def _pace(self, case: Case) -> Pace:
        workshop = workshop_of(self.stage.place(case.place).unit.code)
        return SLOW if workshop in SLOW_WORKSHOPS else STEADY

    def _good(self, case: Case, turn: int) -> str:
        return said(self.stage, "effective", case.key, turn)

    def _soon(self, at: datetime, chance: Random, least: float, most: float) -> datetime:
        return self._at_work(at + timedelta(hours=chance.uniform(least, most)))

    def _at_work(self, at: datetime) -> datetime:
        """Return the moment, or the next morning when nobody decides anything at that hour."""
        local = at.astimezone(self.tz)
        if time(7, 30) <= local.time() <= time(18, 30):
            return at
        day = local.date() + timedelta(days=1 if local.time() > time(18, 30) else 0)
        minutes = self.stage.chance("morning", at).randint(0, 150)
        return self.stage.at(day, 7.5 + minutes / 60)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.tz).date()
