"""The page for operators."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dutyline.jobs.operating import job_rows, vitals
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.permissions import Access


@login_required
@require_safe
def health_page(request: HttpRequest) -> HttpResponse:
    """Show what an operator watches: worker, mail, disk, backup, version and every job."""
    actor = actor_of(request)
    actor.require(Access.OPERATE)
    now = timezone.now()
    facts, rows = vitals(now), job_rows(now)
    wrong = [fact for fact in facts if fact.wrong]
    context = {
        "vitals": facts,
        "jobs": rows,
        "wrong": len(wrong) + sum(row.wrong for row in rows),
        "now": now,
    }
    return render(request, "jobs/health.html", context)
