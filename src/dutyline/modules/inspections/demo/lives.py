"""Carries the life of one hidden danger out, step by step, each at its own moment."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from io import BytesIO
from zoneinfo import ZoneInfo

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions import operations as actions
from dutyline.kernel.actions.rules import Five
from dutyline.kernel.files.operations import attach
from dutyline.kernel.registry import Stage
from dutyline.modules.inspections.demo.cases import Care, Case, Mending
from dutyline.modules.inspections.demo.numbering import Numbers
from dutyline.modules.inspections.demo.photos.shots import photo
from dutyline.modules.inspections.keys import FINDING
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations import (
    accept_notice,
    ask_extension,
    ask_funds,
    assign_finding,
    close_finding,
    decide_extension,
    merge_findings,
    record_finding,
    report_repair,
    verify_repair,
    void_finding,
)
from dutyline.modules.inspections.operations.details import Details

REPAIR = "actions.repair"
Step = tuple[datetime, Callable[[], object]]


def details_of(stage: Stage, case: Case) -> Details:
    """Return what the finder of a danger says about it."""
    return Details(
        title=case.title,
        place=stage.place(case.place),
        kind=case.kind,
        category=case.category,
        clause=case.clause,
        ticked=case.ticked,
        risk=case.risk,
        accident_type=case.accident,
        proposed_measures=case.measures,
        interim_control=case.interim,
        found_at=case.found_at,
    )


@dataclass(frozen=True)
class Life:
    """The steps of a case; each finds the danger anew, so that telling may pause anywhere."""

    stage: Stage
    tz: ZoneInfo
    case: Case
    numbers: Numbers

    def steps(self) -> Iterator[Step]:
        """Yield every step with its moment; those to come are left out by whoever tells them."""
        case, care = self.case, self.case.care
        if not (case.from_round or case.report):
            yield case.recorded_at, partial(self.numbers.give, case, self._record)
        if case.merged_at:
            yield case.merged_at, self._merge
            return
        if case.void_at:
            yield case.void_at, self._void
            return
        if care is None:
            return
        yield care.assigned_at, self._assign
        if care.accepted_at:
            yield care.accepted_at, self._accept
        if care.funds:
            yield care.funds.asked_at, self._ask_funds
            if care.funds.decided_at:
                yield care.funds.decided_at, self._decide_funds
        if care.extension:
            yield care.extension.asked_at, self._ask_extension
            if care.extension.decided_at:
                yield care.extension.decided_at, self._decide_extension
        for mending in care.mendings:
            yield mending.reported_at, lambda mending=mending: self._report(mending)
            if mending.verified_at:
                yield mending.verified_at, lambda mending=mending: self._verify(mending)
        if care.closed_at:
            yield care.closed_at, self._close

    def finding(self) -> Finding:
        """Return the danger: nothing else was found there at that very moment."""
        return Finding.objects.get(
            place=self.stage.place(self.case.place), found_at=self.case.found_at
        )

    def _record(self) -> None:
        case = self.case
        finder = self._actor(case.finder, case.found_at)
        finding = record_finding(
            by=finder, details=details_of(self.stage, case), at=case.recorded_at
        )
        if case.scene:
            seed = case.photo_of or case.key
            picture = photo(case.scene, seed, repaired=False, taken_at=case.found_at)
            self._attach(finder, (FINDING, finding.pk), "before", picture, case.recorded_at)

    def _assign(self) -> None:
        care, case = self._care(), self.case
        five = Five(
            owner=self.stage.person(care.owner),
            verifier=self.stage.person(care.verifier),
            due_on=care.due_on,
            measures=case.measures,
            funds=Decimal(case.money),
            contingency_plan=case.plan,
            interim_control=case.interim,
        )
        assign_finding(
            by=self._actor(care.assigner, care.assigned_at),
            finding=self.finding(),
            five=five,
            at=care.assigned_at,
        )

    def _accept(self) -> None:
        care = self._care()
        at = care.accepted_at or care.assigned_at
        accept_notice(by=self._actor(care.owner, at), finding=self.finding(), at=at)

    def _ask_funds(self) -> None:
        care, funds = self._care(), self._care().funds
        if funds is None:
            return
        ask_funds(
            by=self._actor(care.owner, funds.asked_at),
            finding=self.finding(),
            amount=Decimal(funds.amount),
            purpose=self.case.measures,
            at=funds.asked_at,
        )

    def _decide_funds(self) -> None:
        funds = self._care().funds
        rectification = self.finding().rectification
        if funds is None or funds.decided_at is None or rectification is None:
            return
        actions.decide_funds(
            by=self._actor(funds.decider, funds.decided_at),
            request=rectification.funds_requests.waiting().get(),
            granted=Decimal(funds.granted),
            at=funds.decided_at,
        )

    def _ask_extension(self) -> None:
        care, extension = self._care(), self._care().extension
        if extension is None:
            return
        ask_extension(
            by=self._actor(care.owner, extension.asked_at),
            finding=self.finding(),
            to_on=extension.to_on,
            reason=extension.reason,
            interim_control=self.case.interim,
            at=extension.asked_at,
        )

    def _decide_extension(self) -> None:
        extension = self._care().extension
        finding = self.finding()
        if extension is None or extension.decided_at is None or finding.rectification is None:
            return
        decide_extension(
            by=self._actor(extension.decider, extension.decided_at),
            finding=finding,
            extension=finding.rectification.extensions.waiting().get(),
            granted=extension.granted,
            note=extension.note,
            at=extension.decided_at,
        )

    def _report(self, mending: Mending) -> None:
        care, case = self._care(), self.case
        owner = self._actor(care.owner, mending.reported_at)
        repair = report_repair(
            by=owner,
            finding=self.finding(),
            text=mending.text,
            done_at=mending.done_at,
            spent=None if mending.spent is None else Decimal(mending.spent),
            at=mending.reported_at,
        )
        if case.scene:
            picture = photo(case.scene, case.key, repaired=True, taken_at=mending.done_at)
            self._attach(owner, (REPAIR, repair.pk), "after", picture, mending.reported_at)

    def _verify(self, mending: Mending) -> None:
        at = mending.verified_at or mending.reported_at
        verify_repair(
            by=self._actor(self._care().verifier, at),
            finding=self.finding(),
            effective=mending.effective,
            opinion=mending.opinion,
            due_on=mending.due_on,
            at=at,
        )

    def _close(self) -> None:
        care = self._care()
        at = care.closed_at or care.assigned_at
        close_finding(
            by=self._actor(care.closer, at), finding=self.finding(), note=care.closing, at=at
        )

    def _merge(self) -> None:
        case, care = self.case, self._care()
        at = case.merged_at or case.recorded_at
        into = Finding.objects.get(place=self.stage.place(case.place), found_at=case.merged_into)
        merge_findings(by=self._actor(care.closer, at), finding=self.finding(), into=into, at=at)

    def _void(self) -> None:
        at = self.case.void_at or self.case.recorded_at
        void_finding(
            by=self._actor(self._care().closer, at),
            finding=self.finding(),
            reason=self.case.void,
            at=at,
        )

    def _care(self) -> Care:
        if self.case.care is None:
            raise LookupError(self.case.key)
        return self.case.care

    def _actor(self, person: str, at: datetime) -> Actor:
        return self.stage.actor(person, self._day(at))

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.tz).date()

    def _attach(
        self, by: Actor, subject: tuple[str, int], role: str, picture: bytes, at: datetime
    ) -> None:
        file = BytesIO(picture)
        attach(by=by, subject=subject, role=role, file=file, name=f"{role}.jpg", at=at)
