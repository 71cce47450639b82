"""My duties: what I owe now, by when, and the one tap to where it is done."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from dutyline.kernel.duties.reading import my_duties, person_line
from dutyline.shell.duties.lines import behind_urls, kept, line_of, share_words
from dutyline.shell.duties.months import month
from dutyline.shell.duties.panels import links_of
from dutyline.shell.duties.rows import (
    OVER,
    done_rows,
    due_groups,
    due_rows,
    posts_words,
    told_once,
    waiting_rows,
)
from dutyline.shell.frame import OwnLine
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.ui.parts import Link

WAITING = 20
REPORT = "inspections:report"
RECORD = "inspections.record_findings"
FRESH_SECONDS = 60


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the person his own duties; without a person or post, say why there are none."""
    actor, now, today = actor_of(request), timezone.now(), timezone.localdate()
    if actor.person is None:
        return render(request, "shell/duties/nobody.html", {"today": today})
    mine = my_duties(actor.person.pk, today=today, now=now)
    span = month(today.replace(day=1))
    on_time, decided = kept(mine.line)
    line = line_of(mine.line, span.first, span.last, today)
    behind = reverse("person_obligations", args=[actor.person.pk])
    month_end = [each for each in mine.later if each.due_on <= span.last]
    after = [each for each in mine.later if each.due_on > span.last]
    (over, due_today, later, ahead), waiting = told_once(
        due_groups([(mine.over, OVER), (mine.today, ""), (month_end, ""), (after, "")]),
        waiting_rows(actor.person.pk, WAITING),
    )
    context = {
        "today": today,
        "posts": posts_words(each.post for each in actor.appointments),
        "person": actor.person,
        "span": span,
        "line": line,
        "urls": behind_urls(behind, span),
        "own_line": OwnLine(line, on_time, decided) if actor.appointments else None,
        "kept": on_time,
        "decided": decided,
        "over": over,
        "due_today": due_today,
        "later": later,
        "ahead": ahead,
        "measured": due_rows(mine.measured, own=False),
        "waiting": waiting,
        "by_duty": [
            (
                Link(each.text, f"{behind}?{span.query}&duty={each.duty_id}"),
                line_of(each.ticks, span.first, span.last, today),
                share_words(each.on_time, each.decided),
            )
            for each in mine.by_duty
        ],
        "done": done_rows(mine.done),
        "has_posts": bool(actor.appointments),
        "links": links_of(actor, "person", actor.person),
        "report_url": _report_url() if actor.can(RECORD) else "",
    }
    return render(request, "shell/duties/home.html", context)


@login_required
@require_safe
@vary_on_headers("Cookie")
@cache_control(private=True, max_age=FRESH_SECONDS)
def own_line(request: HttpRequest) -> HttpResponse:
    """Answer with the line at the foot of the menu; the browser keeps it for a minute."""
    actor, now, today = actor_of(request), timezone.now(), timezone.localdate()
    if actor.person is None:
        return HttpResponse()
    span = month(today.replace(day=1))
    ticks = person_line(actor.person.pk, span.first, span.last, now)
    own = OwnLine(line_of(ticks, span.first, span.last, today), *kept(ticks))
    return render(request, "shell/own_line.html", {"own_line": own})


def _report_url() -> str:
    try:
        return reverse(REPORT)
    except NoReverseMatch:  # the module that takes reports is not built in
        return ""
