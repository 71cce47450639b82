"""What the law wants on record about a major hidden danger."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.inspections.forms.finding_major import (
    AuthorityForm,
    MajorPlanForm,
    StaffNoticeForm,
    SupervisionForm,
)
from dutyline.modules.inspections.operations.major import (
    lift_supervision,
    list_for_supervision,
    plan_major,
    report_to_authority,
    tell_staff,
)
from dutyline.modules.inspections.rules.major import PLAN_PARTS
from dutyline.modules.inspections.views.finding_scope import actor_of, finding_or_404, posted
from dutyline.modules.inspections.views.finding_verbs.page import Verb, answer


@login_required
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the principal's plan; a newer one begins with the words of the last."""
    actor = actor_of(request)
    finding = finding_or_404(actor, pk)
    last = finding.major_plans.order_by("-id").first()
    initial = {name: getattr(last, name) for name in PLAN_PARTS} if last else {}
    form = MajorPlanForm(posted(request), initial=initial)
    verb = Verb("plan", _("Plan of removal"), _("Record the plan"), _("Plan recorded"))
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: plan_major(by=actor, finding=finding, parts=form.parts(), at=at),
    )


@login_required
def supervision(request: HttpRequest, pk: int) -> HttpResponse:
    """List a major danger for supervision."""
    actor, form = actor_of(request), SupervisionForm(posted(request))
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "supervision",
        _("Who supervises the removal?"),
        _("List for supervision"),
        _("Listed for supervision"),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: list_for_supervision(
            by=actor,
            finding=finding,
            supervisor=form.cleaned_data["supervisor"],
            due_on=form.cleaned_data["due_on"],
            at=at,
        ),
    )


@login_required
def supervision_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a major danger off the list of supervised ones."""
    actor, form = actor_of(request), OnceForm(posted(request))
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "supervision_end",
        _("End the supervision?"),
        _("End the supervision"),
        _("Supervision ended"),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: lift_supervision(by=actor, finding=finding, at=at),
    )


@login_required
def authority(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the authority was told."""
    actor = actor_of(request)
    form = AuthorityForm(posted(request), initial={"day": timezone.localdate()})
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "authority",
        _("To which authority was it reported?"),
        _("Record the report"),
        _("Report recorded"),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: report_to_authority(
            by=actor,
            finding=finding,
            authority=form.cleaned_data["authority"],
            day=form.cleaned_data["day"],
            at=at,
            number=form.cleaned_data["number"],
        ),
    )


@login_required
def staff_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that staff were told."""
    actor = actor_of(request)
    form = StaffNoticeForm(posted(request), initial={"day": timezone.localdate()})
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "staff_notice",
        _("When and how were staff told?"),
        _("Record the notice"),
        _("Notice to staff recorded"),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: tell_staff(
            by=actor,
            finding=finding,
            day=form.cleaned_data["day"],
            how=form.cleaned_data["how"],
            at=at,
        ),
    )
