"""The checklist of a new installation."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.registry import FirstStep, Text, manifests, permission_label
from dutyline.shell.organisation.scope import actor_of


@dataclass(frozen=True)
class StepRow:
    """A step as the page shows it; `right` is what the person would need to do it himself."""

    step: FirstStep
    done: bool
    url: str
    right: Text
    next: bool


@login_required
@require_safe
def first_steps(request: HttpRequest) -> HttpResponse:
    """Show what is done and what comes next."""
    actor = actor_of(request)
    steps = sorted(
        (step for manifest in manifests() for step in manifest.first_steps),
        key=lambda step: step.order,
    )
    if not actor.can(steps[0].permission):
        raise Http404
    rows: list[StepRow] = []
    for step in steps:
        done = step.done()
        first_open = not done and all(row.done for row in rows)
        allowed = actor.can(step.permission)
        right = "" if allowed else permission_label(step.permission)
        rows.append(StepRow(step, done, _address(actor, step), right, first_open))
    context: dict[str, object] = {
        "rows": rows,
        "done": sum(row.done for row in rows),
        "all": len(rows),
    }
    context["may_see_roles"] = actor.can(Access.ROLES_MANAGE)
    return render(request, "shell/setup/first_steps.html", context)


def _address(actor: Actor, step: FirstStep) -> str:
    try:
        return reverse(step.url_name) if actor.can(step.permission) else ""
    except NoReverseMatch:
        return ""
