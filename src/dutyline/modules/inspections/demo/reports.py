"""Reports by strangers who scan the code of a place: sent, taken up, merged, answered, waiting."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.files.operations import attach
from dutyline.kernel.registry import Stage
from dutyline.modules.inspections.demo.book import words
from dutyline.modules.inspections.demo.cases import Case
from dutyline.modules.inspections.demo.lives import Step, details_of
from dutyline.modules.inspections.demo.numbering import Numbers
from dutyline.modules.inspections.demo.photos.shots import photo
from dutyline.modules.inspections.keys import REPORT
from dutyline.modules.inspections.models import OPEN, Finding, PlaceReport
from dutyline.modules.inspections.operations import (
    decline_report,
    report_danger,
    take_up_report,
)

WITH_PHOTO = 0.4


@dataclass(frozen=True)
class Reports:
    """The reports of the half-year; those that are taken up belong to a case."""

    stage: Stage
    tz: ZoneInfo

    def taken_up(self, case: Case, numbers: Numbers) -> Iterator[Step]:
        """Yield the report of a case, and its becoming a hidden danger."""
        yield case.found_at, lambda: self._send(case.place, case, case.report)
        yield case.recorded_at, partial(numbers.give, case, partial(self._take_up, case))

    def others(self) -> Iterator[tuple[datetime, Step]]:
        """Yield the reports that became nothing of their own, each step with its beginning."""
        told = words("reports")
        for number, row in enumerate(told["declined"]):
            sent_at = self._ago(24 + 40 * number, 13.4)
            reply = row["reply_zh" if self.stage.language.startswith("zh") else "reply_en"]
            yield sent_at, (sent_at, lambda row=row: self._write(row))
            answered_at = sent_at + timedelta(hours=3)
            yield (
                sent_at,
                (
                    answered_at,
                    lambda row=row, at=answered_at, reply=reply: self._decline(row, reply, at),
                ),
            )
        for row in told["merged"]:
            sent_at = self._ago(3, 12.2)
            yield sent_at, (sent_at, lambda row=row: self._write(row))
            taken_at = sent_at + timedelta(hours=5)
            yield sent_at, (taken_at, lambda row=row, at=taken_at: self._count_in(row, at))
        for number, row in enumerate(told["waiting"]):
            sent_at = self.stage.now - timedelta(hours=3 + 16 * number)
            yield sent_at, (sent_at, lambda row=row, at=sent_at: self._write(row, at))

    def _send(self, place: str, case: Case, sentence: str) -> None:
        sent = self._report(place, sentence, case.contact, case.found_at)
        if case.scene and self.stage.chance("report photo", case.key).random() < WITH_PHOTO:
            picture = photo(case.scene, case.key, repaired=False, taken_at=case.found_at)
            attach(
                by=Actor.public(),
                subject=(REPORT, sent.pk),
                role="before",
                file=BytesIO(picture),
                name="photo.jpg",
                at=case.found_at,
            )

    def _take_up(self, case: Case) -> None:
        take_up_report(
            by=self._actor(case.finder, case.recorded_at),
            report=self._waiting(case.place),
            details=details_of(self.stage, case),
            at=case.recorded_at,
        )

    def _write(self, row: Mapping[str, Any], at: datetime | None = None) -> None:
        moment = at or self._ago(3, 12.2)
        contact = str(self.stage.say(row["contact"])) if "contact" in row else ""
        self._report(row["at"], str(self.stage.say(row)), contact, moment)

    def _decline(self, row: Mapping[str, Any], reply: str, at: datetime) -> None:
        taker = "sun-li" if row["at"] != "office-building" else "chen-lan"
        decline_report(
            by=self._actor(taker, at), report=self._waiting(row["at"]), reply=reply, at=at
        )

    def _count_in(self, row: Mapping[str, Any], at: datetime) -> None:
        known = Finding.objects.filter(place=self.stage.place(row["at"]), state__in=OPEN)
        take_up_report(
            by=self._actor("sun-li", at),
            report=self._waiting(row["at"]),
            finding=known.order_by("-found_at", "-id")[0],
            at=at,
        )

    def _report(self, place: str, sentence: str, contact: str, at: datetime) -> PlaceReport:
        sent = report_danger(
            public_key=self.stage.place(place).public_key,
            sentence=sentence,
            contact=contact,
            language=self.stage.language,
            address="demo",
            at=at,
        )
        return sent.report

    def _waiting(self, place: str) -> PlaceReport:
        waiting = PlaceReport.objects.filter(place=self.stage.place(place), state="waiting")
        return waiting.order_by("-at", "-id")[0]

    def _ago(self, days: int, hour: float) -> datetime:
        today = self.stage.now.astimezone(self.tz).date()
        return self.stage.at(today - timedelta(days=days), hour)

    def _actor(self, person: str, at: datetime) -> Any:
        return self.stage.actor(person, at.astimezone(self.tz).date())
