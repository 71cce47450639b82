"""More time and money: asked for by the owner, decided by the line."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.actions.operations import decide_funds
from dutyline.modules.inspections.forms.finding_repair import (
    ExtensionDecisionForm,
    ExtensionForm,
    FundsDecisionForm,
    FundsForm,
)
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.rectifying import (
    ask_extension,
    ask_funds,
    decide_extension,
)
from dutyline.modules.inspections.views.finding_scope import actor_of, finding_or_404, posted
from dutyline.modules.inspections.views.finding_verbs.page import Verb, answer


@login_required
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the line for a later deadline."""
    actor, form = actor_of(request), ExtensionForm(posted(request))
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "extension",
        _("How much more time, and why?"),
        _("Ask for more time"),
        _("Asked; your line decides"),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: ask_extension(by=actor, finding=finding, at=at, **_said(form)),
    )


@login_required
def extension_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or refuse more time."""
    actor, form = actor_of(request), ExtensionDecisionForm(posted(request))
    finding = finding_or_404(actor, pk)
    asked = repair_or_404(finding).extensions.select_related("asked_by").order_by("-id").first()
    if asked is None:
        raise Http404
    verb = Verb(
        "extension_decision",
        _("More time for this repair?"),
        _("Record decision"),
        _("Decision recorded"),
        extra={"extension": asked},
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: decide_extension(
            by=actor,
            finding=finding,
            extension=asked,
            granted=form.cleaned_data["granted"] == "yes",
            at=at,
            note=form.cleaned_data["note"],
        ),
    )


@login_required
def funds(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the line for the money the repair needs."""
    actor, form = actor_of(request), FundsForm(posted(request))
    finding = finding_or_404(actor, pk)
    verb = Verb(
        "funds",
        _("How much money, and what for?"),
        _("Ask for money"),
        _("Asked; your line decides"),
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: ask_funds(by=actor, finding=finding, at=at, **_said(form)),
    )


@login_required
def funds_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant money or refuse it."""
    actor = actor_of(request)
    finding = finding_or_404(actor, pk)
    asked = repair_or_404(finding).funds_requests.select_related("asked_by").order_by("-id").first()
    if asked is None:
        raise Http404
    form = FundsDecisionForm(posted(request), initial={"granted": asked.amount})
    verb = Verb(
        "funds_decision",
        _("Money for this repair?"),
        _("Record decision"),
        _("Decision recorded"),
        extra={"funds": asked},
    )
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: decide_funds(
            by=actor,
            request=asked,
            granted=form.cleaned_data["granted"],
            at=at,
            note=form.cleaned_data["note"],
        ),
    )


def repair_or_404(finding: Finding) -> Rectification:
    """Return the rectification of a finding, 404 where nobody repairs it."""
    if finding.rectification is None:
        raise Http404
    return finding.rectification


def _said(form: Any) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "once"}
