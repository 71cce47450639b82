"""A person: his line, what he owes, the posts he holds and held."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.duties.reading import my_duties, person_duties
from dutyline.kernel.organisation.models import Person
from dutyline.shell.duties.lines import (
    DutyRow,
    behind_urls,
    duty_rows,
    kept,
    line_over,
    month_rows,
    share_words,
    ticks_of,
)
from dutyline.shell.duties.months import Stretch, stretch_of
from dutyline.shell.duties.panels import links_of, panels_of
from dutyline.shell.duties.person_facts import lead_of, offers_of, running, strip_of
from dutyline.shell.duties.rows import OVER, done_rows, due_groups
from dutyline.shell.duties.scope import appointments_of, people_for, sees_line
from dutyline.shell.organisation.crumbs import crumbs_to
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.ui.line import Line, State, Tick

MOST_NAMED = 3


@dataclass(frozen=True)
class PersonLine:
    """What a person owed over a month or a year, drawn and counted."""

    span: Stretch
    ticks: list[Tick]
    line: Line
    kept: int
    decided: int
    duties: list[DutyRow]

    @property
    def missed(self) -> int:
        """Return how many were missed."""
        return self.line.counts[State.MISSED]

    @property
    def missed_words(self) -> str:
        """Name the duties that were missed, the first few."""
        named = [str(each.name.label) for each in self.duties if each.line.counts[State.MISSED]]
        return pgettext("between duties", "; ").join(named[:MOST_NAMED])

    @property
    def share(self) -> str:
        """Return "15/17", a dash where nothing is decided."""
        return share_words(self.kept, self.decided)


@login_required
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person to himself and to those above him, both the same; to others only his posts."""
    actor, now, today = actor_of(request), timezone.now(), timezone.localdate()
    found = get_object_or_404(people_for(actor), pk=pk)
    held = appointments_of(found)
    posts = running(held, today)
    path = posts[0].post.unit.path if posts else ""
    context = {
        "person": found,
        "held": held,
        "main": posts[0].post if posts else None,
        "lead": lead_of(posts, today),
        "crumbs": crumbs_to(actor, path, today, own=True) if path else [],
        "sees_line": sees_line(actor, found, held),
        "offers": [*offers_of(actor, found, path), *links_of(actor, "person", found)],
    }
    if context["sees_line"]:
        own = person_over(found, stretch_of(request.GET, today), today, now)
        mine = my_duties(found.pk, today=today, now=now)
        behind = reverse("person_obligations", args=[pk])
        to_do = [(mine.over, OVER), ((*mine.today, *mine.later), "")]
        over, ahead = due_groups(to_do, own=actor.is_person(pk))
        context |= {
            "span": own.span,
            "own": own,
            "urls": behind_urls(behind, own.span),
            "strip": strip_of(found, posts, today, own.span, own.share),
            "months": month_rows(own.ticks, today) if own.span.is_year else [],
            "over": over,
            "ahead": ahead,
            "done": done_rows(mine.done),
            "panels": panels_of(actor, "person", found),
        }
    return render(request, "shell/duties/person.html", context)


def person_over(found: Person, span: Stretch, today: date, now: datetime) -> PersonLine:
    """Return a person's line over a month or a year."""
    lines = person_duties(found.pk, span.first, span.last, now)
    ticks = ticks_of(lines)
    return PersonLine(
        span,
        ticks,
        line_over(ticks, span, today),
        *kept(ticks),
        duty_rows(lines, reverse("person_obligations", args=[found.pk]), span, today),
    )
