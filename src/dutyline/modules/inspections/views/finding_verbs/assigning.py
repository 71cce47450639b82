"""Giving the repair to somebody with the five implementations, and his receipt."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.actions.rules import Five
from dutyline.kernel.actions.verifier import told_beforehand
from dutyline.kernel.criteria.lookup import criterion, criterion_row
from dutyline.kernel.organisation.line import holders_of, nearest_head
from dutyline.kernel.organisation.models import Person
from dutyline.modules.inspections.forms.finding_base import reachable
from dutyline.modules.inspections.forms.finding_repair import AssignmentForm, ReceiptForm
from dutyline.modules.inspections.models import Finding, Grade
from dutyline.modules.inspections.operations.rectifying import (
    accept_notice,
    assign_finding,
    reassign_finding,
)
from dutyline.modules.inspections.views.finding_scope import actor_of, finding_or_404, posted
from dutyline.modules.inspections.views.finding_verbs.page import Verb, answer

MOST_OFFERED = 80


@login_required
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the repair to the person who answers for it, with everything proposed filled in."""
    actor = actor_of(request)
    finding = finding_or_404(actor, pk)
    today = timezone.localdate()
    form = AssignmentForm(
        posted(request),
        initial=_proposed(finding, today),
        people=_near(finding, today),
        within=_people(actor, finding, today),
        major=finding.grade == Grade.MAJOR,
    )
    form.fields["due_on"].help_text = _usual_limit(finding, today)
    form.fields["verifier"].help_text = _who_verifies(finding, actor, today)
    verb = Verb(
        "assignment",
        gettext_lazy("Who repairs it, how, with what, by when"),
        gettext_lazy("Assign"),
        gettext_lazy("Assigned; the notice is on its way"),
        lead=gettext_lazy("A major hidden danger needs all five before it can be assigned.")
        if finding.grade == Grade.MAJOR
        else "",
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: assign_finding(by=actor, finding=finding, five=_five(form), at=at),
    )


@login_required
def reassignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a repair that is not done to somebody else, or on other terms."""
    actor = actor_of(request)
    finding = finding_or_404(actor, pk)
    today = timezone.localdate()
    form = AssignmentForm(
        posted(request),
        initial=_standing(finding),
        people=_near(finding, today),
        within=_people(actor, finding, today),
        again=True,
        major=finding.grade == Grade.MAJOR,
    )
    form.fields["verifier"].help_text = _who_verifies(finding, actor, today)
    verb = Verb(
        "reassignment",
        gettext_lazy("Assign anew"),
        gettext_lazy("Assign anew"),
        gettext_lazy("Assigned anew; a new notice is on its way"),
        lead=gettext_lazy("The first deadline stays on record."),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: reassign_finding(
            by=actor,
            finding=finding,
            five=_five(form),
            at=at,
            reason=form.cleaned_data["reason"],
        ),
    )


@login_required
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the notice has arrived."""
    actor, form = actor_of(request), ReceiptForm(posted(request))
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "receipt",
        gettext_lazy("Have you received the notice?"),
        gettext_lazy("I have received the notice"),
        gettext_lazy("Receipt recorded"),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: accept_notice(by=actor, finding=finding, at=at),
    )


def _five(form: AssignmentForm) -> Five:
    said = form.cleaned_data
    names = ("owner", "due_on", "measures", "funds", "contingency_plan", "interim_control")
    return Five(**{name: said[name] for name in names}, verifier=said["verifier"])


def _proposed(finding: Finding, today: date) -> dict[str, Any]:
    """Return what most likely will be said: the head of the unit repairs, by the usual limit."""
    days = criterion("findings.deadline_days", today)[finding.grade]
    return {
        "owner": _head(finding, today),
        "due_on": today + timedelta(days=int(days)),
        "measures": finding.proposed_measures,
        "interim_control": finding.interim_control,
    }


def _standing(finding: Finding) -> dict[str, Any]:
    """Return the terms as they are."""
    rectification = finding.rectification
    if rectification is None:
        return {}
    return {
        "owner": rectification.owner,
        "due_on": rectification.due_on,
        "measures": rectification.measures,
        "funds": rectification.funds_planned,
        "contingency_plan": rectification.contingency_plan,
        "interim_control": rectification.interim_control,
    }


def _who_verifies(finding: Finding, actor: Actor, today: date) -> str:
    """Say who will verify if the field is left empty, whoever repairs it."""
    rectification = finding.rectification
    first, second = told_beforehand(
        finding.unit_path,
        today,
        standing=rectification.verifier if rectification else None,
        found_by=finding.finder,
        assigned_by=actor.person,
    )
    if first is None:
        return _("Another person than who repairs it. Left empty: the superior of who repairs it.")
    if second is None:
        return _("Left empty: %(first)s. If %(first)s repairs it, name another person.") % {
            "first": first.name
        }
    return _("Left empty: %(first)s; if %(first)s repairs it, %(second)s.") % {
        "first": first.name,
        "second": second.name,
    }


def _head(finding: Finding, today: date) -> Person | None:
    post = nearest_head(finding.unit, today)
    holders = holders_of(post, today) if post else []
    return holders[0].person if holders else None


def _near(finding: Finding, today: date) -> list[Person]:
    """Return the people of the unit and the one above it, offered while typing."""
    above = finding.unit.parent
    path = above.path if above else finding.unit_path
    rows = reachable([path], today).order_by("name", "id")
    return list(rows[:MOST_OFFERED])


def _people(actor: Actor, finding: Finding, today: date) -> Any:
    """Return everybody of the company, and whom the actor may see beyond it."""
    return reachable([finding.company.path, *actor.paths(Access.ORGANISATION_VIEW)], today)


def _usual_limit(finding: Finding, today: date) -> str:
    row = criterion_row("findings.deadline_days", today)
    days = row.value[finding.grade]
    source = f"{row.instrument} {row.clause}".strip()
    return _("Usually %(days)s days (%(source)s).") % {"days": days, "source": source or row.label}
