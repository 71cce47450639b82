"""Pages on which a goal is set, passed on, promised, decided on, changed, withdrawn, reported."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.receipts.asking import Question, Text, ask
from dutyline.modules.responsibility.forms.goal import (
    AnswerForm,
    GoalForm,
    MarkForm,
    PassForm,
    ResultForm,
    WithdrawForm,
)
from dutyline.modules.responsibility.models import Goal, GoalAct, GoalMeasure
from dutyline.modules.responsibility.operations.goals import (
    answer_promise,
    change_goal,
    pass_on,
    promise_goal,
    report_result,
    set_goal,
    withdraw_goal,
)
from dutyline.modules.responsibility.operations.goals.changing import leads
from dutyline.modules.responsibility.operations.goals.line import (
    led_by,
    speaks_for,
)
from dutyline.modules.responsibility.operations.goals.saying import mark_words
from dutyline.modules.responsibility.operations.goals.shared import passed, promised
from dutyline.modules.responsibility.operations.letters import next_year_unsigned
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.promising import Mark
from dutyline.modules.responsibility.views.goals.offers import decides
from dutyline.modules.responsibility.views.goals.scope import goal_or_404
from dutyline.modules.responsibility.views.scope import require
from dutyline.toolkit.ui.parts import Link


@login_required
def goal_new(request: HttpRequest) -> HttpResponse:
    """Set a goal of the year for a unit one heads."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Responsibility.GOAL_SET)
    held = [each.post_id for each in actor.appointments if each.post.heads_unit]
    posts = Post.objects.filter(pk__in=held).select_related("unit").order_by("unit__path", "id")
    first = posts.first()
    year = next_year_unsigned(first.unit, today.year) if first else today.year
    form = GoalForm(request.POST or None, posts=posts, initial={"year": year})

    def act(at: datetime) -> str:
        said = form.cleaned_data
        made = set_goal(
            by=actor, post=said["post"], year=said["year"], aim=form.aim(), on=today, at=at
        )
        return reverse("responsibility:goal", args=[made.pk])

    question = Question(
        _("Set a goal of the year"),
        pgettext_lazy("goal", "Set it"),
        reverse("responsibility:goals"),
        lead=_("You promise it for your own unit thereby. Then pass it on to those you lead."),
        done=gettext_lazy("Set. Pass it on now."),
        crumbs=[Link(pgettext("of a year", "Goals"), reverse("responsibility:goals"))],
        template="responsibility/goal_new.html",
    )
    return ask(request, form, question, act)


@login_required
def goal_passing(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass a goal on to some of those who report to its post."""
    actor, today = actor_of(request), timezone.localdate()
    goal = goal_or_404(actor, pk)
    if not speaks_for(actor, goal.post, today):
        raise Http404
    has = set(goal.children.in_force().values_list("post", flat=True))
    posts = [post for post in led_by(goal.post, today) if post.pk not in has]
    form = PassForm(request.POST or None, goal=goal, mark=promised(goal), posts=posts)

    @transaction.atomic
    def act(at: datetime) -> str:
        reason, mark = form.cleaned_data["reason"], form.mark()
        for post in form.cleaned_data["posts"]:
            pass_on(by=actor, goal=goal, post=post, mark=mark, reason=reason, on=today, at=at)
        return _page(goal)

    question = _about(
        goal,
        _("Pass this goal on"),
        pgettext_lazy("goal", "Pass it on"),
        lead=_(
            "Whoever holds these posts is asked to promise it. What falls short of it needs your "
            "consent."
        )
        if posts
        else _("Everybody who reports to this post has this goal, or nobody reports to it."),
        done=gettext_lazy("Passed on. They have been told."),
    )
    return ask(request, form, question, act)


@login_required
def goal_promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Promise a goal for a post one holds, or ask to promise less."""
    actor, today = actor_of(request), timezone.localdate()
    goal = goal_or_404(actor, pk)
    if not actor.holds([goal.post_id]):
        raise Http404
    lead, why = _promise_words(goal)
    form = MarkForm(request.POST or None, goal=goal, mark=passed(goal), why=why, why_required=False)

    def act(at: datetime) -> str:
        reason = form.cleaned_data["reason"]
        promise_goal(by=actor, goal=goal, mark=form.mark(), reason=reason, on=today, at=at)
        return _page(goal)

    question = _about(
        goal,
        _("Promise this goal"),
        pgettext_lazy("goal", "Promise it"),
        lead=lead,
    )
    return ask(request, form, question, act)


def _promise_words(goal: Goal) -> tuple[str, str]:
    """Return what may be promised, and the label of the reason for a weaker promise.

    Weaker is less of "at least", more of "at most", and a later day.
    """
    if goal.measure == GoalMeasure.MILESTONE:
        told = _("Passed to you: %(mark)s. A later day needs the consent of your superior.")
        why = _("Why later")
    else:
        told = _("Passed to you: %(mark)s. What falls short of it needs your superior's consent.")
        why = _("Why it falls short")
    return told % {"mark": mark_words(goal, passed(goal))}, why


@login_required
def goal_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Consent to a smaller promise, or refuse it."""
    actor, today = actor_of(request), timezone.localdate()
    goal = goal_or_404(actor, pk)
    step = goal.steps.filter(act=GoalAct.ASKED).order_by("-id").first()
    asked_of_him = request.method == "POST" or decides(actor, goal, today)
    if step is None or not asked_of_him:
        raise Http404
    form = AnswerForm(request.POST or None)

    def act(at: datetime) -> str:
        said = form.cleaned_data
        answer_promise(
            by=actor,
            goal=goal,
            granted=said["granted"] == "yes",
            reason=said["reason"],
            on=today,
            at=at,
        )
        return _page(goal)

    words = _("%(name)s was given %(passed)s and asks for %(asked)s: %(reason)s")
    told = {
        "name": step.by_name,
        "passed": mark_words(goal, passed(goal)),
        "asked": mark_words(goal, Mark(goal.comparison, step.target, step.due_on)),
        "reason": step.reason,
    }
    question = _about(
        goal,
        _("Decide on the smaller promise"),
        pgettext_lazy("goal", "Decide"),
        lead=words % told,
        done=gettext_lazy("Decided. Who asked has been told."),
    )
    return ask(request, form, question, act)


@login_required
def goal_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change target or day of a goal one passed on or set."""
    actor, today = actor_of(request), timezone.localdate()
    goal = _led_or_404(request, pk)
    form = MarkForm(request.POST or None, goal=goal, mark=passed(goal))

    def act(at: datetime) -> str:
        reason = form.cleaned_data["reason"]
        change_goal(by=actor, goal=goal, mark=form.mark(), reason=reason, on=today, at=at)
        return _page(goal)

    question = _about(
        goal,
        _("Change this goal"),
        pgettext_lazy("goal", "Change it"),
        lead=_("Where the promise falls behind, it is asked for again."),
        done=gettext_lazy("Changed."),
    )
    return ask(request, form, question, act)


@login_required
def goal_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a goal with everything it was passed down to."""
    actor, today = actor_of(request), timezone.localdate()
    goal = _led_or_404(request, pk)
    form = WithdrawForm(request.POST or None)

    def act(at: datetime) -> str:
        reason = form.cleaned_data["reason"]
        withdraw_goal(by=actor, goal=goal, reason=reason, on=today, at=at)
        return _page(goal)

    question = _about(
        goal,
        _("Withdraw this goal?"),
        pgettext_lazy("goal", "Withdraw it"),
        kind="refuse",
        lead=_("It is withdrawn from everybody it was passed down to."),
        done=gettext_lazy("Withdrawn."),
    )
    return ask(request, form, question, act)


@login_required
def goal_result(request: HttpRequest, pk: int) -> HttpResponse:
    """Report how far a number has come, or that a milestone was reached."""
    actor, today = actor_of(request), timezone.localdate()
    goal = goal_or_404(actor, pk)
    if not actor.holds([goal.post_id]):
        raise Http404
    form = ResultForm(request.POST or None, request.FILES or None, goal=goal, initial={"on": today})

    def act(at: datetime) -> str:
        said = form.cleaned_data
        report_result(
            by=actor,
            goal=goal,
            on=said["on"],
            words=said["words"],
            value=said.get("value"),
            files=said["proof"],
            at=at,
            today=today,
        )
        return _page(goal)

    question = _about(
        goal, _("What came of this goal"), pgettext_lazy("goal", "Report"), done=_("Reported.")
    )
    return ask(request, form, question, act)


def _led_or_404(request: HttpRequest, pk: int) -> Goal:
    actor, today = actor_of(request), timezone.localdate()
    goal = goal_or_404(actor, pk)
    if not leads(actor, goal, today):
        raise Http404
    return goal


def _about(goal: Goal, title: str, button: Text, **more: Any) -> Question:
    crumbs = [Link(str(goal.text), _page(goal))]
    return Question(title, button, _page(goal), crumbs=crumbs, **more)


def _page(goal: Goal) -> str:
    return reverse("responsibility:goal", args=[goal.pk])
