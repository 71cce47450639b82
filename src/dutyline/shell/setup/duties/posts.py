"""Duties given to posts and taken from them."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.duties.models import Duty, DutyVersion, PostDuty
from dutyline.kernel.duties.operations import apply_standard_duties, give_up_duty, take_up_duty
from dutyline.kernel.duties.reading import duties_of
from dutyline.kernel.organisation.calendar import today as today_of
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.organisation.queries import PostQuerySet
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.duties.forms import GiveDuty
from dutyline.shell.setup.duties.words import basis_of, proof_of
from dutyline.shell.setup.organisation.choosing import Chooser, chosen_from
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.parts import Column, Link


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def post_duties(request: HttpRequest, pk: int) -> HttpResponse:
    """List what a post owes; give it another duty, or take one away."""
    actor = actor_of(request)
    post = get_object_or_404(_posts(request).select_related("unit"), pk=pk)
    today = today_of(post.unit)
    rows = duties_of(post.pk, today)
    form = GiveDuty(
        request.POST if request.method == "POST" else None,
        what=_DutyChoice(_others(post, today), label=pgettext("what is owed", "Duty")),
        initial={"on": today},
    )
    if form.is_valid():

        def act() -> str:
            version: DutyVersion = form.cleaned_data["what"]
            on = form.cleaned_data["on"]
            take_up_duty(by=actor, post=post, duty=version.duty, on=on, at=timezone.now())
            return reverse("setup_post_duties", args=[pk])

        done = carry_out(request, form, act)
        if done:
            given = form.cleaned_data["what"]
            undo = reverse("setup_post_duty_end", args=[pk, given.duty_id])
            messages.done(request, _("Given: %(duty)s") % {"duty": given.text}, undo=undo)
            return done
    lacking = Duty.objects.filter(standard_post=post.standard).exclude(posts__post=post)
    lacking = lacking.filter(as_of(today, "versions__"))
    context = {
        "post": post,
        "rows": [(row, proof_of(row.version), basis_of(row.version)) for row in rows],
        "form": form,
        "lacking": lacking.distinct().count() if post.standard else 0,
        "columns": [
            Column(pgettext("what is owed", "Duty")),
            Column(_("How often")),
            Column(_("What counts")),
            Column(_("Weight"), number=True),
            Column(_("Take off the post"), unseen=True),
        ],
        "crumbs": _crumbs(request, post),
    }
    status = 422 if form.errors else 200
    return render(request, "shell/setup/duties/post.html", context, status=status)


@login_required
@require_POST
def post_duty_end(request: HttpRequest, pk: int, duty_id: int) -> HttpResponse:
    """Take a duty from a post, from today on; giving it back is one tap."""
    post = get_object_or_404(_posts(request).select_related("unit"), pk=pk)
    duty = get_object_or_404(Duty, pk=duty_id)
    try:
        give_up_duty(
            by=actor_of(request), post=post, duty=duty, on=today_of(post.unit), at=timezone.now()
        )
    except Refusal as refusal:
        messages.done(request, str(refusal))
    else:
        undo = reverse("setup_post_duty_back", args=[pk, duty_id])
        messages.done(request, _("Taken away. What was owed until today stays on record."), undo)
    return redirect("setup_post_duties", pk=pk)


@login_required
@require_POST
def post_duty_back(request: HttpRequest, pk: int, duty_id: int) -> HttpResponse:
    """Give a duty back that was just taken away."""
    post = get_object_or_404(_posts(request).select_related("unit"), pk=pk)
    duty = get_object_or_404(Duty, pk=duty_id)
    try:
        take_up_duty(
            by=actor_of(request), post=post, duty=duty, on=today_of(post.unit), at=timezone.now()
        )
        messages.done(request, _("The post owes it again."))
    except Refusal as refusal:
        messages.done(request, str(refusal))
    return redirect("setup_post_duties", pk=pk)


@login_required
@require_POST
def post_standard_duties(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a post what it lacks of the duties of its standard post."""
    post = get_object_or_404(_posts(request).select_related("unit"), pk=pk)
    today = today_of(post.unit)
    apply_standard_duties(by=actor_of(request), posts=[post], on=today, at=timezone.now())
    messages.done(request, _("The post owes the duties of its standard post."))
    return redirect("setup_post_duties", pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def duty_posts(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a duty to a post."""
    actor, today = actor_of(request), timezone.localdate()
    actor.require(Access.DUTIES_MANAGE)
    duty = get_object_or_404(Duty, pk=pk)
    version = get_object_or_404(duty.versions, valid_to=None)
    posts = _posts(request).filter(as_of(today)).select_related("unit")
    posts = posts.exclude(pk__in=PostDuty.objects.filter(as_of(today), duty=duty).values("post"))
    form = GiveDuty(
        request.POST if request.method == "POST" else None,
        what=chosen_from(
            posts.order_by("unit__path", "title", "id"), _("Post"), name="title", code="code",
            beside="unit",
        ),
        initial={"on": max(today, version.valid_from)},
    )  # fmt: skip
    if form.is_valid():

        def act() -> str:
            post: Post = form.cleaned_data["what"]
            on = form.cleaned_data["on"]
            take_up_duty(by=actor, post=post, duty=duty, on=on, at=timezone.now())
            return reverse("duty", args=[pk])

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("%(post)s owes it.") % {"post": form.cleaned_data["what"]})
            return done
    context: dict[str, Any] = {
        "form": form,
        "title": _("Give this duty to a post"),
        "lead": version.text,
        "button": _("Give the duty"),
        "kind": "main",
        "crumbs": [
            Link(_("Duties of posts"), reverse("setup_duties")),
            Link(version.text, reverse("duty", args=[pk])),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "shell/setup/question.html", context, status=status)


class _DutyChoice(Chooser):
    """A duty by its text and rhythm."""

    def label_from_instance(self, obj: Any) -> str:
        """Return text and rhythm."""
        return f"{obj.text} ({obj.get_cadence_display()})"


def _others(post: Post, today: date) -> Any:
    """Return the duties in force the post does not owe, those of our own first."""
    owed = PostDuty.objects.filter(as_of(today), post=post).values("duty")
    rows = DutyVersion.objects.filter(valid_to=None)
    return (
        rows.exclude(duty__in=owed)
        .select_related("duty")
        .order_by("duty__origin", "duty__standard_post", "duty__key", "id")
    )


def _posts(request: HttpRequest) -> PostQuerySet:
    rows: PostQuerySet = Post.objects.all()
    return visible_to(rows, actor_of(request), Access.DUTIES_MANAGE, path_field="unit__path")


def _crumbs(request: HttpRequest, post: Post) -> list[Link]:
    crumbs = [Link(_("Duties of posts"), reverse("setup_duties"))]
    if actor_of(request).can(Access.ORGANISATION_MANAGE, post.unit.path):
        crumbs.append(Link(post.unit.name, reverse("setup_unit", args=[post.unit_id])))
    return crumbs
