"""Where the things of inspections are found, and who may see them."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.registry import Period
from dutyline.modules.inspections.models import (
    Answer,
    Checklist,
    Finding,
    PlaceReport,
    Plan,
    Round,
    StatisticsReport,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter


def url_for_key(key: str) -> str:
    """Return the page of a source key such as `inspections.round:12`."""
    kind, _separator, number = key.partition(":")
    return {"inspections.round": url_for_round}.get(kind, url_for_finding)(
        int(number.partition(".")[0])
    )


def url_for_finding(finding_id: int) -> str:
    """Return the page of a finding."""
    return reverse("inspections:finding", args=[finding_id])


def url_for_round(round_id: int) -> str:
    """Return the page of a round."""
    return reverse("inspections:round", args=[round_id])


def url_for_report(report_id: int) -> str:
    """Return the page of a report made without sign-in."""
    return reverse("inspections:place_report", args=[report_id])


def url_for_answer(answer_id: int) -> str:
    """Return the page of the round an answer belongs to; "" if gone."""
    round_id = Answer.objects.filter(pk=answer_id).values_list("round", flat=True).first()
    return url_for_round(round_id) if round_id else ""


def url_for_checklist(checklist_id: int) -> str:
    """Return the page of a checklist."""
    return reverse("inspections:checklist", args=[checklist_id])


def url_for_plan(plan_id: int) -> str:
    """Return the page of a plan."""
    return reverse("inspections:plan", args=[plan_id])


def url_for_statistics(report_id: int) -> str:
    """Return the page of a statistics report."""
    return reverse("inspections:statistics_report", args=[report_id])


def ledger_url(wanted: LedgerFilter) -> str:
    """Return the ledger narrowed to a filter."""
    query = urlencode(wanted.write(), doseq=True)
    return reverse("inspections:findings") + (f"?{query}" if query else "")


def ledger_of_indicator(which: str, path: str, period: Period) -> str:
    """Return the ledger page behind an indicator of rectification: `due`, `assigned`, `open`."""
    first, last = _days(period)
    if which == "due":
        return ledger_url(LedgerFilter(unit=path, first_due_from=first, first_due_to=last))
    if which == "open":
        return ledger_url(LedgerFilter(unit=path, state=("open",)))
    return ledger_url(LedgerFilter(unit=path, assigned_from=first, assigned_to=last))


def rounds_of_period(path: str, period: Period) -> str:
    """Return the rounds of a unit that fell due in a period."""
    first, last = _days(period)
    query = urlencode({"unit": path, "due_from": first, "due_to": last})
    return f"{reverse('inspections:rounds')}?{query}"


def _days(period: Period) -> tuple[date, date]:
    """Return the first and last day of a period for the reader, both included."""
    last = period.ends_at - timedelta(microseconds=1)
    return timezone.localdate(period.starts_at), timezone.localdate(last)


def sees_finding(actor: Actor, finding_id: int) -> bool:
    """Say whether the actor may see a finding."""
    return Finding.objects.visible_to(actor).filter(pk=finding_id).exists()


def sees_round(actor: Actor, round_id: int) -> bool:
    """Say whether the actor may see a round."""
    return Round.objects.visible_to(actor).filter(pk=round_id).exists()


def sees_answer(actor: Actor, answer_id: int) -> bool:
    """Say whether the actor may see an answer: its round, or the finding it opened."""
    answer = Answer.objects.filter(pk=answer_id).values_list("round", flat=True).first()
    if answer is None:
        return False
    return (
        sees_round(actor, answer)
        or Finding.objects.visible_to(actor).filter(answer=answer_id).exists()
    )


def sees_report(actor: Actor, report_id: int) -> bool:
    """Say whether the actor may see a report: where it is decided, or the finding it led to."""
    if PlaceReport.objects.visible_to(actor).filter(pk=report_id).exists():
        return True
    return Finding.objects.visible_to(actor).filter(reports=report_id).exists()


def sees_checklist(actor: Actor, checklist_id: int) -> bool:
    """Say whether the actor may see a checklist."""
    return Checklist.objects.visible_to(actor).filter(pk=checklist_id).exists()


def sees_plan(actor: Actor, plan_id: int) -> bool:
    """Say whether the actor may see a plan."""
    return Plan.objects.visible_to(actor).filter(pk=plan_id).exists()


def sees_statistics(actor: Actor, report_id: int) -> bool:
    """Say whether the actor may see a statistics report: findings of the whole company."""
    companies = StatisticsReport.objects.filter(pk=report_id).values("company")
    path = Unit.objects.filter(pk__in=companies).values_list("path", flat=True).first()
    return path is not None and actor.can(Inspections.FINDING_VIEW, path)
