"""Pages of holders: for administrators, and the one page anybody may compare with."""

import base64
import json

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.holders.forms import FORMS, OtherLog
from dutyline.kernel.holders.models import Holder, Way
from dutyline.kernel.holders.operations import (
    add_holder,
    deliver_now,
    keep_note,
    know_log,
    remove_holder,
)
from dutyline.kernel.holders.reading_back import READABLE
from dutyline.kernel.holders.seal import SHOWN
from dutyline.kernel.holders.standing import ENOUGH, held, keepings, kept_of
from dutyline.kernel.ledger.models import Checkpoint, SigningKey
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.toolkit.ui.messages import done

LARGEST_NOTE = 4_096


def _operator(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    actor.require(Access.OPERATE)
    return actor


@login_required
@require_safe
def holders(request: HttpRequest) -> HttpResponse:
    """Show who keeps our checkpoints, and whose we keep; who only watches changes nothing."""
    actor = actor_of(request)
    if not actor.can(Access.OPERATE):
        actor.require(Access.LOG_WATCH)
    now = timezone.now()
    context = {
        "held": held(now),
        "enough": ENOUGH,
        "may_operate": actor.can(Access.OPERATE),
        "readable": READABLE,
        "holders": Holder.objects.filter(removed_at=None).order_by("name", "id"),
        "ways": Way.choices,
        "keepings": keepings(),
        "keys": [
            (key.origin, base64.b64encode(bytes(key.public)).decode(), key.since)
            for key in SigningKey.objects.order_by("-id")
        ],
        "now": now,
    }
    return render(request, "holders/holders.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def holder_new(request: HttpRequest, way: str) -> HttpResponse:
    """Add a holder that is reached in this way."""
    actor = _operator(request)
    if way not in FORMS:
        raise Http404
    form = FORMS[way](request.POST if request.method == "POST" else None)

    def act() -> str:
        given = {name: each for name, each in form.cleaned_data.items() if name != "once"}
        add_holder(by=actor, way=way, at=timezone.now(), **given)
        done(request, _("Added. The next checkpoint goes there too; test it now."))
        return reverse("holders:holders")

    if form.is_valid() and (sent := carry_out(request, form, act)):
        return sent
    status = 422 if form.errors else 200
    context = {"form": form, "heading": Way(way).label}
    return render(request, "holders/holder.html", context, status=status)


@login_required
@require_POST
def holder_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Deliver the newest checkpoint at once."""
    actor = _operator(request)
    holder = get_object_or_404(Holder, pk=pk, removed_at=None)
    try:
        if deliver_now(by=actor, holder=holder, at=timezone.now()):
            done(request, _("It arrived at %(name)s.") % {"name": holder.name})
        else:
            name = {"name": holder.name, "problem": holder.get_problem_display()}
            done(request, _("Not delivered to %(name)s: %(problem)s") % name)
    except Refusal as refusal:
        done(request, str(refusal))
    return redirect("holders:holders")


@login_required
@require_POST
def holder_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Send nothing there any more."""
    actor = _operator(request)
    holder = get_object_or_404(Holder, pk=pk, removed_at=None)
    remove_holder(by=actor, holder=holder, at=timezone.now())
    done(request, _("%(name)s gets nothing any more.") % {"name": holder.name})
    return redirect("holders:holders")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def log_new(request: HttpRequest) -> HttpResponse:
    """Keep the checkpoints of another house."""
    actor = _operator(request)
    form = OtherLog(request.POST if request.method == "POST" else None)

    def act() -> str:
        given = form.cleaned_data
        know_log(by=actor, name=given["name"], public=given["public"], at=timezone.now())
        done(request, _("Added. Its checkpoints are kept from now on."))
        return reverse("holders:holders")

    if form.is_valid() and (sent := carry_out(request, form, act)):
        return sent
    status = 422 if form.errors else 200
    context = {"form": form, "heading": _("Keep for another house")}
    return render(request, "holders/holder.html", context, status=status)


@csrf_exempt  # another server sends it; what is signed by a known key is taken from anybody
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep a checkpoint of a log that is known here; tell whose it is what is kept of it."""
    if request.content_type != "text/plain":
        return _answer(422, "a checkpoint is plain text")
    if int(request.headers.get("Content-Length") or 0) > LARGEST_NOTE:
        return _answer(413, "too large for a checkpoint")
    try:
        kept = keep_note(note=request.body.decode("utf-8", "replace"), at=timezone.now())
    except Refusal as refusal:
        return _answer(422, str(refusal))
    return _answer(200, f"kept {kept.size}", kept=kept_of(kept.log))


@never_cache
@require_safe
def checkpoint(request: HttpRequest, size: int) -> HttpResponse:
    """Show what was signed of so many entries, to whoever has something to compare."""
    row = get_object_or_404(Checkpoint.objects.select_related("key"), size=size)
    root = bytes(row.root).hex()
    given = request.GET.get("root", "").strip().lower()
    shown = given if len(given) >= SHOWN else ""
    context = {
        "checkpoint": row,
        "root": root,
        "shown": shown,
        "fits": root.startswith(shown),
        "public": base64.b64encode(bytes(row.key.public)).decode(),
    }
    return render(request, "holders/checkpoint.html", context)


def _answer(status: int, said: str, **more: object) -> HttpResponse:
    told = json.dumps({"said": said, **more})
    return HttpResponse(told, status=status, content_type="application/json")
