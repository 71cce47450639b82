"""Who carries which clause, and what is missing with the step that mends it."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.criteria.lookup import catalogue_ever, clause_words
from dutyline.kernel.duties.models import Duty, DutyVersion
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.receipts.asking import Question, ask
from dutyline.modules.responsibility.forms.lead import LeadForm
from dutyline.modules.responsibility.operations import name_lead
from dutyline.modules.responsibility.operations.carrying import posts_carrying
from dutyline.modules.responsibility.operations.coverage import clause_rows, gaps_in, posts_owing
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.scope import (
    require,
    unit_asked,
    units_with,
)
from dutyline.modules.responsibility.views.tabs import tabs
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Column, Link

SIZE = 50
BY_TITLE = ("title", "id")
MOST_UNITS = 300


@login_required
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Show each clause with who carries it, and every gap with the step that mends it."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Responsibility.CARD_VIEW)
    unit = unit_asked(actor, request.GET.get("unit", "")[:255])
    paths = [unit.path] if unit else list(actor.paths(Responsibility.CARD_VIEW))
    rows = clause_rows(paths, today)
    units = units_with(actor, Responsibility.CARD_VIEW)[:MOST_UNITS]
    chosen = unit.path if unit else ""
    choices = [Choice(each.path, each.name, each.path == chosen) for each in units]
    context = {
        "rows": rows,
        "gaps": gaps_in(paths, today, rows),
        "unit": unit,
        "tabs": tabs("coverage"),
        "bar": FilterBar([Dimension("unit", _("Unit"), choices, many=False)]),
        "may_give": actor.can(Access.DUTIES_MANAGE),
        "may_name": actor.can(Responsibility.CARD_WRITE),
        "may_organise": actor.can(Access.ORGANISATION_MANAGE),
    }
    return render(request, "responsibility/coverage.html", context)


@login_required
@require_safe
def clause(request: HttpRequest, key: str) -> HttpResponse:
    """List the posts that carry a clause."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Responsibility.CARD_VIEW)
    unit = unit_asked(actor, request.GET.get("unit", "")[:255])
    found = catalogue_ever("clause").get(key)
    if found is None:
        raise Http404
    paths = [unit.path] if unit else list(actor.paths(Responsibility.CARD_VIEW))
    rows = posts_carrying(key, paths, today).select_related("unit")
    context = {
        "key": key,
        "words": clause_words(key),
        "says": found.label,
        "page": page_of(request, rows, BY_TITLE, SIZE),
        "columns": (Column(_("Post")), Column(pgettext("column", "Unit"), css="cell-end")),
        "crumbs": [Link(_("Who carries what"), reverse("responsibility:coverage"))],
    }
    return render(request, "responsibility/clause.html", context)


@login_required
def lead(request: HttpRequest, unit: int, duty: int) -> HttpResponse:
    """Say which of several posts of a unit leads in a duty they all owe."""
    actor, today = actor_of(request), timezone.localdate()
    where = get_object_or_404(Unit, pk=unit)
    if not actor.can(Responsibility.CARD_WRITE, where.path):
        raise Http404
    what = get_object_or_404(Duty, pk=duty)
    among = posts_owing(where, what, today)
    form = LeadForm(request.POST or None, posts=among)

    def act(at: datetime) -> str:
        name_lead(by=actor, post=form.cleaned_data["post"], duty=what, on=today, at=at)
        return reverse("responsibility:coverage")

    version = DutyVersion.objects.filter(as_of(today), duty=what).first()
    question = Question(
        _("Who leads?"),
        gettext_lazy("Save"),
        reverse("responsibility:coverage"),
        lead=f"{version.text if version else what.key} · {where.name}",
        done=gettext_lazy("Saved."),
        crumbs=[Link(_("Who carries what"), reverse("responsibility:coverage"))],
    )
    return ask(request, form, question, act)
