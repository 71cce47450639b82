"""My duties: what I owe now, by when, and the one tap to where it is done."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dutyline.kernel.duties.reading import my_duties
from dutyline.shell.duties.lines import kept, line_of
from dutyline.shell.duties.months import Month
from dutyline.shell.duties.rows import done_rows, due_rows, posts_words, waiting_rows
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.ui.parts import Link

WAITING = 20


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the person his own duties; without a person or post, say why there are none."""
    actor, now, today = actor_of(request), timezone.now(), timezone.localdate()
    if actor.person is None:
        return render(request, "shell/duties/nobody.html", {"today": today})
    mine = my_duties(actor.person.pk, today=today, now=now)
    month = Month(today.replace(day=1))
    on_time, decided = kept(mine.line)
    context = {
        "today": today,
        "posts": posts_words(each.post for each in actor.appointments),
        "person": actor.person,
        "month": month,
        "line": line_of(mine.line, month.first, month.last, today),
        "kept": on_time,
        "decided": decided,
        "over": due_rows(mine.over, state="missed"),
        "due_today": due_rows(mine.today),
        "later": due_rows(mine.later),
        "waiting": waiting_rows(actor.person.pk, WAITING),
        "by_duty": [
            (
                Link(each.text),
                line_of(each.ticks, month.first, month.last, today),
                f"{each.on_time}/{each.decided}" if each.decided else "–",
            )
            for each in mine.by_duty
        ],
        "done": done_rows(mine.done),
        "has_posts": bool(actor.appointments),
    }
    return render(request, "shell/duties/home.html", context)
