"""Criteria: what holds, where it comes from, and our own values."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dutyline.kernel.criteria.lookup import criteria_on, criterion_timeline
from dutyline.kernel.criteria.models import Catalogue, Criterion, Origin, Standing
from dutyline.kernel.criteria.operations import set_criterion, withdraw_own
from dutyline.kernel.criteria.reworded import said_on, through_time
from dutyline.kernel.criteria.words import value_words
from dutyline.kernel.receipts.submission import carry_out
from dutyline.shell.organisation.days import day_of
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.criteria.forms import OwnValue, Withdraw
from dutyline.shell.setup.criteria.rights import may_change
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Column


@login_required
@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """List every criterion with the value of a day and its source."""
    on = day_of(request)
    words, mark = request.GET.get("q", "").strip()[:100], request.GET.get("mark", "")
    rows = [(row, value_words(row)) for row in said_on("", criteria_on(on), on)]
    shown = [entry for entry in rows if _fits(entry, words, mark)]
    marks = {**dict(Standing.choices), "own": Origin.OWN.label}
    choices = [Choice(key, str(label), key == mark) for key, label in marks.items()]
    context = {
        "rows": shown,
        "all": len(rows),
        "catalogues": _catalogues(),
        "bar": FilterBar(
            [Dimension("mark", _("Source"), choices, many=False)],
            search=words,
            placeholder=_("Search criteria"),
        ),
        "columns": [Column(_("Criterion")), Column(_("Value")), Column(_("Basis"))],
        "recalled": sum(row.standing == Standing.RECALLED for row, _said in rows),
    }
    return render(request, "shell/setup/criteria/criteria.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request: HttpRequest, key: str) -> HttpResponse:
    """Show one criterion through time; give it a value of our own."""
    row, timeline = _row(key)
    form = _own_value(request, row, data=True)
    if form.is_valid():

        def act() -> str:
            set_criterion(
                by=actor_of(request),
                key=key,
                value=form.value,
                valid_from=form.cleaned_data["valid_from"],
                note=form.cleaned_data["note"],
                at=timezone.now(),
            )
            return reverse("setup_criterion", args=[key])

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("Our own value is kept. The pack never overwrites it."))
            return done
    return _show(request, row, timeline, form=form)


@login_required
@require_POST
def withdrawal(request: HttpRequest, key: str) -> HttpResponse:
    """End our own value; the pack's holds again."""
    row, timeline = _row(key)
    form = Withdraw(request.POST, prefix="end")
    if form.is_valid():

        def act() -> str:
            on = form.cleaned_data["on"]
            withdraw_own(by=actor_of(request), key=key, on=on, at=timezone.now())
            return reverse("setup_criterion", args=[key])

        done = carry_out(request, form, act)
        if done:
            return done
    return _show(request, row, timeline, ending=form)


def _row(key: str) -> tuple[Criterion, list[Criterion]]:
    timeline = criterion_timeline(key)
    if not timeline:
        raise Http404
    today = timezone.localdate()
    return next((row for row in timeline if row.runs_on(today)), timeline[0]), timeline


def _own_value(request: HttpRequest, row: Criterion, *, data: bool = False) -> OwnValue:
    return OwnValue(
        request.POST if data and request.method == "POST" else None,
        shape=row.shape,
        value=row.value,
        initial={"valid_from": timezone.localdate()},
    )


def _show(
    request: HttpRequest,
    row: Criterion,
    timeline: list[Criterion],
    *,
    form: OwnValue | None = None,
    ending: Withdraw | None = None,
) -> HttpResponse:
    today: date = timezone.localdate()
    # The one that counts, or the newest where none does any more.
    now = today if row.runs_on(today) else row.valid_from
    context: dict[str, Any] = {
        "row": row,
        "value": value_words(row),
        "timeline": [
            (each, value_words(each), each.pk == row.pk and each.runs_on(now))
            for each in through_time("", timeline)
            if each.valid_to is None or each.valid_to > each.valid_from
        ],
        "may_change": may_change(actor_of(request)),
        "form": form or _own_value(request, row),
        "ending": ending or Withdraw(initial={"on": today}, prefix="end"),
        "own_now": row.is_own and row.runs_on(today),
    }
    failed = (form and form.errors) or (ending and ending.errors)
    status = 422 if failed else 200
    return render(request, "shell/setup/criteria/criterion.html", context, status=status)


def _fits(entry: tuple[Criterion, str], words: str, mark: str) -> bool:
    row, said = entry
    if mark == "own" and not row.is_own:
        return False
    if mark in Standing.values and row.standing != mark:
        return False
    text = f"{row.key} {row.label_en} {row.label_zh} {said} {row.instrument} {row.clause}".lower()
    return all(word in text for word in words.lower().split())


def _catalogues() -> list[Catalogue]:
    strongest: dict[str, Catalogue] = {}
    for each in Catalogue.objects.order_by("-rank", "kind", "id"):
        strongest.setdefault(each.kind, each)
    return sorted(strongest.values(), key=lambda each: each.kind)
