"""Checklists: the list, one of them with its versions, new, renamed, retired, published."""

import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.receipts.asking import Question, ask
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.inspections.forms.checklist import ChecklistForm, NewChecklistForm
from dutyline.modules.inspections.models import Checklist, ChecklistVersion
from dutyline.modules.inspections.operations import (
    create_checklist,
    publish,
    rename_checklist,
    retire_checklist,
    write_draft,
)
from dutyline.modules.inspections.operations.checklists import drafts_of
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.showing import CHECKLIST_NAMES
from dutyline.modules.inspections.views.checklist_changes import changes_between
from dutyline.modules.inspections.views.checklist_preview import preview_of
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.plan_tabs import plan_tabs
from dutyline.modules.inspections.views.round_scope import checklist_or_404, require, units_with
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.search.columns import in_columns
from dutyline.toolkit.ui.filters import FilterBar
from dutyline.toolkit.ui.parts import Column, Link

SIZE = 50
BY_NAME = ("name_en", "id")


@login_required
@require_safe
def checklists(request: HttpRequest) -> HttpResponse:
    """List the checklists in use, or the retired ones."""
    actor = actor_of(request)
    require(actor, Inspections.ROUND_VIEW)
    retired = request.GET.get("retired") == "1"
    rows = Checklist.objects.visible_to(actor)
    rows = rows.filter(retired_at__isnull=not retired).select_related("unit")
    words = request.GET.get("q", "").strip()
    if words:
        rows = rows.filter(in_columns(words, *CHECKLIST_NAMES))
    page = page_of(request, rows, BY_NAME, SIZE)
    context = {
        "page": page,
        "rows": [(each, *known) for each, known in _with_versions(page.rows)],
        "columns": (
            Column(pgettext("column", "Checklist"), css="cell-title"),
            Column(pgettext("column", "Items"), number=True),
            Column(pgettext("column", "Version"), css="cell-end"),
        ),
        "tabs": plan_tabs(actor, "checklists"),
        "bar": FilterBar(
            search=words,
            placeholder=_("Search checklists"),
            keep=[("retired", "1")] if retired else [],
        ),
        "words": words,
        "retired": retired,
        "may_manage": actor.can(Inspections.CHECKLIST_MANAGE),
    }
    return render(request, "inspections/checklists.html", context)


@login_required
@require_safe
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a checklist: its version in force as on the phone, its draft, what changed when."""
    actor = actor_of(request)
    row = checklist_or_404(actor, pk)
    versions = list(row.versions.exclude(number=None).order_by("-number"))
    draft = row.versions.filter(number=None).first()
    may_manage = row.retired_at is None and actor.can(Inspections.CHECKLIST_MANAGE, row.unit_path)
    context = {
        "checklist": row,
        "versions": versions,
        "newest": versions[0] if versions else None,
        "sections": preview_of(versions[0]) if versions else [],
        "draft": draft if draft is not None and may_manage else None,
        "drafted": draft.items.count() if draft is not None else 0,
        "may_manage": may_manage,
        "may_plan": bool(versions) and actor.can(Inspections.PLAN_MANAGE),
    }
    return render(request, "inspections/checklist.html", context)


@login_required
@require_safe
def checklist_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a published version, and what it changed of the one before."""
    row = checklist_or_404(actor_of(request), pk)
    version = get_object_or_404(row.versions, number=number)
    former = row.versions.filter(number=number - 1).first()
    context = {
        "checklist": row,
        "version": version,
        "former": former,
        "changes": changes_between(drafts_of(former), drafts_of(version)) if former else [],
        "sections": preview_of(version),
    }
    return render(request, "inspections/checklist_version.html", context)


@login_required
def checklist_new(request: HttpRequest) -> HttpResponse:
    """Begin a checklist, empty or with the items of another."""
    actor = actor_of(request)
    require(actor, Inspections.CHECKLIST_MANAGE)
    published = Checklist.objects.visible_to(actor).filter(versions__number__isnull=False)
    asked = request.GET.get("like", "")
    form = NewChecklistForm(
        request.POST or None,
        on=timezone.localdate(),
        units=units_with(actor, Inspections.CHECKLIST_MANAGE).order_by("depth", "name", "id"),
        models=published.distinct().order_by("name_en", "id"),
        initial={"like": asked} if asked.isascii() and asked.isdigit() else {},
    )

    def act(at: datetime) -> str:
        return reverse("inspections:checklist_draft", args=[_create(actor, form, at).pk])

    question = Question(
        _("New checklist"),
        pgettext_lazy("checklist", "Create"),
        reverse("inspections:checklists"),
        crumbs=[Link(_("Checklists"), reverse("inspections:checklists"))],
    )
    return ask(request, form, question, act)


@login_required
def checklist_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a checklist another name or inspection kind."""
    actor = actor_of(request)
    row = managed_checklist(actor, pk)
    form = ChecklistForm(
        request.POST or None,
        on=timezone.localdate(),
        initial={"name": row.name_en, "name_zh": row.name_zh, "kind": row.kind},
    )

    def act(at: datetime) -> str:
        said = form.cleaned_data
        rename_checklist(
            by=actor,
            checklist=row,
            name=said["name"],
            name_zh=said["name_zh"],
            kind=said["kind"],
            at=at,
        )
        return reverse("inspections:checklist", args=[row.pk])

    return ask(request, form, question_about(row, _("Name and kind"), _("Save")), act)


@login_required
def checklist_retirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a checklist out of use."""
    actor = actor_of(request)
    row, form = managed_checklist(actor, pk), OnceForm(request.POST or None)

    def act(at: datetime) -> str:
        retire_checklist(by=actor, checklist=row, at=at)
        return reverse("inspections:checklist", args=[row.pk])

    question = question_about(
        row,
        _("Take this checklist out of use?"),
        _("Take out of use"),
        lead=_("Plans and rounds that have it keep it; nothing new begins with it."),
        kind="refuse",
    )
    return ask(request, form, question, act)


@login_required
def checklist_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the draft as the next version, with what it changes shown before."""
    actor = actor_of(request)
    row, form = managed_checklist(actor, pk), OnceForm(request.POST or None)
    newest = row.versions.exclude(number=None).order_by("-number").first()
    draft = row.versions.filter(number=None).first()
    changes = changes_between(drafts_of(newest), drafts_of(draft)) if newest and draft else []

    def act(at: datetime) -> str:
        publish(by=actor, checklist=row, at=at)
        return reverse("inspections:checklist", args=[row.pk])

    question = question_about(
        row,
        _("Publish this draft?"),
        pgettext_lazy("checklist", "Publish"),
        done=pgettext_lazy("checklist", "Published. New rounds use it."),
        lead=_(
            "Rounds begun before keep the version they have. A published version never changes."
        ),
        extra={"changes": changes},
        template="inspections/checklist_publication.html",
    )
    return ask(request, form, question, act)


def managed_checklist(actor: Actor, pk: int) -> Checklist:
    """Return a checklist in use the actor may change; 404 for every other."""
    row = checklist_or_404(actor, pk)
    if row.retired_at is not None or not actor.can(Inspections.CHECKLIST_MANAGE, row.unit_path):
        raise Http404
    return row


def question_about(
    row: Checklist, title: Any, button: Any, *, lead: Any = "", done: Any = "", **more: Any
) -> Question:
    """Return the page of a verb about a checklist."""
    here = reverse("inspections:checklist", args=[row.pk])
    crumbs = [
        Link(_("Checklists"), reverse("inspections:checklists")),
        Link(row.name, here),
    ]
    return Question(title, button, here, done=done, lead=lead, crumbs=crumbs, **more)


@transaction.atomic
def _create(actor: Actor, form: NewChecklistForm, at: datetime) -> Checklist:
    said = form.cleaned_data
    created = create_checklist(
        by=actor,
        key=f"own.{secrets.token_hex(8)}",
        name=said["name"],
        name_zh=said["name_zh"],
        kind=said["kind"],
        unit=said["unit"],
        at=at,
    )
    if said["like"] is not None:
        newest = said["like"].versions.exclude(number=None).order_by("-number").first()
        write_draft(by=actor, checklist=created, items=drafts_of(newest), at=at)
    return created


def _with_versions(rows: list[Checklist]) -> list[tuple[Checklist, tuple[int, int | None, bool]]]:
    """Return with each checklist its items, its newest version and whether a draft waits."""
    newest = dict(
        ChecklistVersion.objects.filter(checklist__in=rows)
        .values_list("checklist")
        .annotate(Max("number"))
    )
    counted = (
        ChecklistVersion.objects.filter(checklist__in=rows)
        .order_by("id")
        .annotate(asked=Count("items"))
        .values_list("checklist", "number", "asked")
    )
    items: dict[int, int] = {}
    drafts: set[int] = set()
    for checklist_id, number, asked in counted:
        if number is None and asked:
            drafts.add(checklist_id)
        if number is not None and number == newest[checklist_id]:
            items[checklist_id] = asked
    return [
        (each, (items.get(each.pk, 0), newest.get(each.pk), each.pk in drafts)) for each in rows
    ]
