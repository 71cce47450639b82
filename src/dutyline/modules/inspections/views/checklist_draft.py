"""Writing the draft of a checklist, item by item; works without script."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.receipts.asking import ask
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.kernel.receipts.submission import carry_out
from dutyline.modules.inspections.forms.checklist import ItemForm, initial_of
from dutyline.modules.inspections.models import AnswerKind, Checklist, PhotoRule
from dutyline.modules.inspections.operations import ItemDraft, draft_from, write_draft
from dutyline.modules.inspections.operations.checklists import drafts_of
from dutyline.modules.inspections.views.checklist_changes import changes_between
from dutyline.modules.inspections.views.checklists import managed_checklist, question_about
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.toolkit.ui.messages import done


@dataclass(frozen=True)
class Written:
    """An item of the draft in the language of who reads it."""

    text: str
    section: str
    standard: str
    cited: str

    @classmethod
    def of(cls, item: ItemDraft) -> "Written":
        """Choose the words of an item."""
        text, section, standard = (item.said(part) for part in ("text", "section", "standard"))
        return cls(text, section, standard, clause_words(item.clause))


@login_required
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the draft; without one, POST begins it with the items of the version in force."""
    actor = actor_of(request)
    row = managed_checklist(actor, pk)
    form = OnceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = carry_out(request, form, lambda: _begin(actor, row))
        if sent:
            return sent
    items = items_of(row)
    newest = row.versions.exclude(number=None).order_by("-number").first()
    context = {
        "checklist": row,
        "items": [(number, Written.of(item)) for number, item in enumerate(items, 1)],
        "begun": row.versions.filter(number=None).exists(),
        "newest": newest,
        "changes": changes_between(drafts_of(newest), items) if newest and items else [],
        "form": form,
        "last": len(items),
    }
    return render(request, "inspections/checklist_draft.html", context)


@login_required
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a further item, at the end or after the one named."""
    actor = actor_of(request)
    row = managed_checklist(actor, pk)
    items = items_of(row)
    asked = request.GET.get("after", "")
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else len(items)
    beside = items[after - 1] if 0 < after <= len(items) else None
    initial = {
        "answer_kind": AnswerKind.CONFORMS,
        "photo_rule": PhotoRule.FAULT,
        "opens_finding": True,
        "section": beside.section if beside else "",
    }
    return _write(request, row, items, min(after, len(items)), before=None, initial=initial)


@login_required
def item_change(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Change an item of the draft."""
    row = managed_checklist(actor_of(request), pk)
    items = items_of(row)
    before = _item(items, number)
    return _write(request, row, items, number - 1, before=before, initial=initial_of(before))


@login_required
@require_POST
def item_move(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Move an item one place up or down."""
    actor = actor_of(request)
    row = managed_checklist(actor, pk)
    items = items_of(row)
    _item(items, number)
    to = number - 2 if request.POST.get("to") == "up" else number
    form = OnceForm(request.POST)
    if form.is_valid() and 0 <= to < len(items):
        moved = items.pop(number - 1)
        items.insert(to, replace(moved, **_section_at(items, to, moved)))
        sent = carry_out(request, form, lambda: _keep(actor, row, items, timezone.now()))
        if sent:
            return sent
    return draft(request, pk)


@login_required
def item_removal(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take an item out of the draft."""
    actor = actor_of(request)
    row, form = managed_checklist(actor, pk), OnceForm(request.POST or None)
    items = items_of(row)
    gone = _item(items, number)
    rest = [*items[: number - 1], *items[number:]]
    question = question_about(
        row,
        _("Take this item out?"),
        pgettext_lazy("item", "Take out"),
        lead=gone.said("text"),
        done=pgettext_lazy("item", "Taken out."),
        kind="refuse",
    )
    return ask(request, form, question, lambda at: _keep(actor, row, rest, at))


def items_of(row: Checklist) -> list[ItemDraft]:
    """Return the items of the draft, none where there is no draft."""
    version = row.versions.filter(number=None).first()
    return drafts_of(version) if version else []


def _write(
    request: HttpRequest,
    row: Checklist,
    items: list[ItemDraft],
    place: int,
    *,
    before: ItemDraft | None,
    initial: dict[str, object],
) -> HttpResponse:
    sections = list(dict.fromkeys(each.section for each in items if each.section))
    form = ItemForm(
        request.POST or None, on=timezone.localdate(), sections=sections, initial=initial
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            written = form.draft(before)
            rest = [*items[:place], written, *items[place + (before is not None) :]]
            actor = actor_of(request)
            sent = carry_out(request, form, lambda: _keep(actor, row, rest, timezone.now()))
            if sent:
                done(request, pgettext_lazy("item", "Saved in the draft."))
                return sent
    context = {
        "checklist": row,
        "form": form,
        "number": place + 1,
        "is_new": before is None,
        "title": pgettext("item", "New item") if before is None else before.said("text"),
        "lead": gettext_lazy("Nothing changes for anybody before the draft is published."),
    }
    return render(request, "inspections/checklist_item.html", context, status=status)


def _begin(actor: Actor, row: Checklist) -> str:
    newest = row.versions.exclude(number=None).order_by("-number").first()
    if newest is not None and not row.versions.filter(number=None).exists():
        draft_from(by=actor, version=newest, at=timezone.now())
    return _address(row)


def _keep(actor: Actor, row: Checklist, items: list[ItemDraft], at: datetime) -> str:
    write_draft(by=actor, checklist=row, items=_together(items), at=at)
    return _address(row)


def _together(items: list[ItemDraft]) -> list[ItemDraft]:
    """Return the items with those of one section together, sections as they first appear."""
    order = {title: place for place, title in enumerate(dict.fromkeys(i.section for i in items))}
    return sorted(items, key=lambda each: order[each.section])


def _section_at(items: list[ItemDraft], to: int, moved: ItemDraft) -> dict[str, str]:
    """Return the section of an item moved there: across a border it joins the next section."""
    around = [items[place] for place in (to - 1, to) if 0 <= place < len(items)]
    if any(each.section == moved.section for each in around) or not around:
        return {}
    return {"section": around[0].section, "section_zh": around[0].section_zh}


def _item(items: list[ItemDraft], number: int) -> ItemDraft:
    if not 1 <= number <= len(items):
        raise Http404
    return items[number - 1]


def _address(row: Checklist) -> str:
    return reverse("inspections:checklist_draft", args=[row.pk])
