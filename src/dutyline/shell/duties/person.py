"""A person: his line, what he owes, the posts he holds and held."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.reading import my_duties, person_duties
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.paths import within
from dutyline.shell.duties.lines import kept, line_of
from dutyline.shell.duties.months import month_of
from dutyline.shell.duties.rows import done_rows, due_rows
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.ui.parts import Link

POSTS = 50


@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person to himself and to those above him, both the same; to others only his posts."""
    actor, now, today = actor_of(request), timezone.now(), timezone.localdate()
    found = get_object_or_404(_people_for(actor), pk=pk)
    held = list(
        Appointment.objects.filter(person=found)
        .select_related("post__unit")
        .order_by("-valid_from", "id")[:POSTS]
    )
    context = {"person": found, "held": held, "sees_line": _sees_line(actor, found, held)}
    if context["sees_line"]:
        month = month_of(request, today)
        lines = person_duties(found.pk, month.first, month.last, now)
        ticks = sorted((t for each in lines for t in each.ticks), key=lambda t: t.on or today)
        mine = my_duties(found.pk, today=today, now=now)
        on_time, decided = kept(ticks)
        context |= {
            "month": month,
            "line": line_of(ticks, month.first, month.last, today),
            "kept": on_time,
            "decided": decided,
            "by_duty": [
                (
                    Link(each.text),
                    line_of(each.ticks, month.first, month.last, today),
                    f"{each.on_time}/{each.decided}" if each.decided else "–",
                )
                for each in lines
            ],
            "over": due_rows(mine.over, state="missed"),
            "ahead": due_rows([*mine.today, *mine.later]),
            "done": done_rows(mine.done),
        }
    return render(request, "shell/duties/person.html", context)


def _people_for(actor: Actor) -> QuerySet[Person]:
    seen = within(actor.paths(Access.ORGANISATION_VIEW), "post__unit__path")
    there = Appointment.objects.filter(seen).values("person")
    own = actor.person.pk if actor.person else None
    return Person.objects.filter(Q(pk__in=there) | Q(pk=own))


def _sees_line(actor: Actor, found: Person, held: list[Appointment]) -> bool:
    if actor.is_person(found.pk):
        return True
    today = timezone.localdate()
    return any(
        actor.can(Access.LINE_VIEW, each.post.unit.path) for each in held if each.runs_on(today)
    )
