"""Reports by anybody who scans the code of a place: sent, followed, taken up, answered."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.ladder import local_day
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.history.operations import record
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.organisation.calendar import day_of_enterprise
from dutyline.kernel.organisation.models import Place
from dutyline.modules.inspections.keys import REPORT
from dutyline.modules.inspections.models import (
    Finding,
    FindingState,
    Origin,
    PlaceReport,
    ReportCount,
    ReportState,
)
from dutyline.modules.inspections.operations.details import Details
from dutyline.modules.inspections.operations.recording import enter_finding
from dutyline.modules.inspections.operations.refusals import (
    CodeUnknown,
    NothingSaid,
    PlaceUnknown,
    ReasonMissing,
    ReportDecided,
    TooManyReports,
)
from dutyline.modules.inspections.operations.shared import line_heads
from dutyline.modules.inspections.permissions import Inspections

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No letter or digit that is mistaken for another when read aloud or copied by hand."""
CODE_LENGTH = 10
"""49 bits: with the limit on questions nobody finds a code by trying."""
SPAN = timedelta(hours=1)


@dataclass(frozen=True)
class Sent:
    """What a reporter is given: his report and the code by which he follows it, shown once."""

    report: PlaceReport
    code: str


@dataclass(frozen=True)
class Followed:
    """What a reporter sees of his report: how it stands, never who found fault with whom."""

    report: PlaceReport
    step: str
    """received, taken_up, in_work, repaired, verified, closed or answered."""
    number: str = ""


@transaction.atomic
def report_danger(
    *,
    public_key: str,
    sentence: str,
    at: datetime,
    contact: str = "",
    address: str = "",
    language: str = "",
) -> Sent:
    """Send a report for the place whose printed code was scanned; no sign-in, no person behind it.

    Photos are attached to the report (`inspections.place_report`, role `before`). `address` is
    the sender's network address, kept as a keyed hash for the limit only. Raises PlaceUnknown,
    NothingSaid, TooManyReports.
    """
    place = place_scanned(public_key, at)
    if place is None:
        raise PlaceUnknown
    if not sentence.strip():
        raise NothingSaid
    _count(f"address:{address}", at, "inspections.public_reports_per_hour")
    _count(f"place:{place.pk}", at, "inspections.public_reports_per_place")
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    report = PlaceReport.objects.create(
        place=place,
        unit=place.unit,
        unit_path=place.unit_path,
        sentence=sentence.strip()[:500],
        contact=contact.strip()[:200],
        language=language,
        code_digest=digest_of(code),
        at=at,
    )
    _write(Actor.public(), report, "report_sent", at)
    heads = line_heads(place.unit_path, local_day(place.unit, at))
    notify(
        persons=heads[:1],
        kind="inspections.report_sent",
        subject=(REPORT, report.pk),
        key=f"{REPORT}:{report.pk}",
        at=at,
        place=place.name,
        sentence=report.sentence,
    )
    return Sent(report, f"{code[:5]}-{code[5:]}")


def place_scanned(public_key: str, at: datetime) -> Place | None:
    """Return the place of a printed code, where it is in use there and then."""
    place = Place.objects.select_related("unit").filter(public_key=public_key).first()
    return place if place and place.runs_on(local_day(place.unit, at)) else None


def follow_report(*, code: str, at: datetime, address: str = "") -> Followed:
    """Return how a report stands to whoever has its code; raises CodeUnknown, TooManyReports."""
    with transaction.atomic():
        _count(f"follow:{address}", at, "inspections.follow_ups_per_hour")
    report = (
        PlaceReport.objects.filter(code_digest=digest_of(code))
        .select_related("finding", "place__unit")
        .first()
    )
    if report is None:
        raise CodeUnknown
    if report.state == ReportState.DECLINED:
        return Followed(report, "answered")
    if report.finding is None:
        return Followed(report, "received")
    return Followed(report, _step(report.finding), report.finding.number)


@transaction.atomic
def take_up_report(
    *,
    by: Actor,
    report: PlaceReport,
    at: datetime,
    details: Details | None = None,
    finding: Finding | None = None,
    reply: str = "",
) -> Finding:
    """Turn a report into a finding, or count it towards one that exists already.

    `details` may say more than the reporter did; place, time and words come from the report.
    """
    report = _locked(by, report)
    if finding is None:
        said = details or Details(title="")
        finding = enter_finding(
            by=by,
            details=replace(
                said,
                title=said.title.strip() or report.sentence[:200],
                description=said.description or report.sentence,
                unit=report.unit,
                place=report.place,
                found_at=report.at,
                finder=None,
                finder_names=report.contact,
                origin=Origin.PUBLIC,
            ),
            at=at,
        )
    elif not finding.unit_path.startswith(report.unit_path):
        by.require(Inspections.FINDING_VIEW, finding.unit_path)
    _decide(by, report, at, state=ReportState.TAKEN_UP, finding=finding, reply=reply)
    _write(by, report, "report_taken_up", at, finding=str(finding))
    return finding


@transaction.atomic
def decline_report(*, by: Actor, report: PlaceReport, reply: str, at: datetime) -> PlaceReport:
    """Answer a report that is no hidden danger, in words the reporter reads with his code."""
    report = _locked(by, report)
    if not reply.strip():
        raise ReasonMissing
    _decide(by, report, at, state=ReportState.DECLINED, reply=reply)
    _write(by, report, "report_answered", at, reply)
    return report


def digest_of(code: str) -> str:
    """Return the keyed hash a follow-up code is kept as; case and dashes do not matter."""
    plain = "".join(code.upper().replace("-", "").split())
    return _keyed(f"report-code:{plain}")


def sweep_counts(now: datetime) -> int:
    """Forget the counts of spans long over; return how many."""
    return ReportCount.objects.filter(starts_at__lt=now - 2 * SPAN).delete()[0]


def _count(key: str, at: datetime, limit: str) -> None:
    starts_at = at.replace(minute=0, second=0, microsecond=0)
    counts = ReportCount.objects.filter(key=_keyed(key), starts_at=starts_at)
    if not counts.update(count=F("count") + 1):
        ReportCount.objects.bulk_create(
            [ReportCount(key=_keyed(key), starts_at=starts_at)], ignore_conflicts=True
        )
        counts.update(count=F("count") + 1)
    allowed = int(criterion(limit, day_of_enterprise(at)))
    if counts.values_list("count", flat=True).get() > allowed:
        raise TooManyReports


def _keyed(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _locked(by: Actor, report: PlaceReport) -> PlaceReport:
    report = (
        PlaceReport.objects.select_for_update(of=("self",))
        .select_related("unit", "place__unit")
        .get(pk=report.pk)
    )
    by.require(Inspections.REPORT_DECIDE, report.unit_path)
    if report.state != ReportState.WAITING or by.person is None:
        raise ReportDecided
    return report


def _decide(by: Actor, report: PlaceReport, at: datetime, **decision: object) -> None:
    for name, value in decision.items():
        setattr(report, name, value)
    report.decided_by, report.decided_at = by.person, at
    report.save(update_fields=[*decision, "decided_by", "decided_at"])


def _step(finding: Finding) -> str:
    if finding.state == FindingState.MERGED and finding.merged_into is not None:
        finding = finding.merged_into
    steps = {
        FindingState.REGISTERED: "taken_up",
        FindingState.REPORTED: "repaired",
        FindingState.VERIFIED: "verified",
        FindingState.CLOSED: "closed",
        FindingState.VOID: "answered",
    }
    return steps.get(FindingState(finding.state), "in_work")


def _write(
    by: Actor, report: PlaceReport, verb: str, at: datetime, reason: str = "", **data: object
) -> None:
    record(
        by=by,
        verb=f"inspections.{verb}",
        subject=(REPORT, report.pk, report.sentence[:200]),
        unit_path=report.unit_path,
        at=at,
        reason=reason,
        **data,
    )
