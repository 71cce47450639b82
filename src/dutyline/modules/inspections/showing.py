"""What inspections adds to the site's search and to the pages of people and places."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Person, Place
from dutyline.kernel.registry import Lead, PageLink, Panel, SearchSource
from dutyline.modules.inspections.addresses import (
    ledger_url,
    url_for_checklist,
    url_for_finding,
    url_for_round,
)
from dutyline.modules.inspections.models import Checklist, Finding, FindingState, Round, RoundState
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.modules.inspections.queries.findings import LEDGER_ORDER
from dutyline.modules.inspections.queries.rounds import ROUND_ORDER
from dutyline.modules.inspections.tables import where_of
from dutyline.toolkit.search.columns import in_columns
from dutyline.toolkit.wording import in_a_row

CHECKLIST_NAMES = ("name_en", "name_zh")
ROUND_NAMES = ("title", "place__name")
DUE, FOUND = pgettext_lazy("before a date", "due"), pgettext_lazy("before a date", "found")
ROUNDS_BACK = timedelta(days=400)
"""How far back the search of the site looks for rounds; the list of rounds goes further."""


def find_findings(actor: Actor, words: str, limit: int) -> Sequence[Lead]:
    """Return the newest hidden dangers that hold every word."""
    wanted = LedgerFilter(words=words)
    rows = Finding.objects.visible_to(actor).matching(wanted, timezone.localdate())
    return _dangers(rows.select_related("unit", "place").order_by(*LEDGER_ORDER)[:limit])


def find_checklists(actor: Actor, words: str, limit: int) -> Sequence[Lead]:
    """Return the checklists in use whose name holds every word."""
    rows = Checklist.objects.visible_to(actor).in_use().filter(in_columns(words, *CHECKLIST_NAMES))
    return [
        Lead(row.name, url_for_checklist(row.pk), note=row.unit.name)
        for row in rows.select_related("unit").order_by("name_en", "id")[:limit]
    ]


def find_rounds(actor: Actor, words: str, limit: int) -> Sequence[Lead]:
    """Return the newest rounds of the last year whose title or place holds every word."""
    since = timezone.localdate() - ROUNDS_BACK
    rows = Round.objects.visible_to(actor).filter(
        in_columns(words, *ROUND_NAMES), due_on__gte=since
    )
    return _walks(rows.select_related("unit", "place").order_by(*ROUND_ORDER)[:limit])


def due_here(actor: Actor, place: Place, limit: int) -> Sequence[Lead]:
    """Return the rounds that may be walked at a place now, the most urgent first."""
    now = timezone.now()
    rows = Round.objects.visible_to(actor).waiting(now).filter(place=place.pk, due_at__gt=now)
    return _walks(rows.select_related("unit", "place").order_by("due_at", "id")[:limit])


def last_rounds(actor: Actor, place: Place, limit: int) -> Sequence[Lead]:
    """Return the rounds last finished at a place, with who walked them."""
    rows = Round.objects.visible_to(actor).done().filter(place=place.pk)
    rows = rows.select_related("unit", "place").prefetch_related("inspectors__person")
    found = list(rows.order_by("-finished_at", "-id")[:limit])
    names = {row.pk: [each.person.name for each in row.inspectors.all()] for row in found}
    return [
        replace(lead, note=in_a_row(names[row.pk]))
        for lead, row in zip(_walks(found), found, strict=True)
    ]


def open_here(actor: Actor, place: Place, limit: int) -> Sequence[Lead]:
    """Return the open hidden dangers of a place, the newest first."""
    rows = Finding.objects.visible_to(actor).open().filter(place=place.pk)
    found = list(rows.select_related("unit", "place", "owner").order_by(*LEDGER_ORDER)[:limit])
    return [
        replace(lead, note=row.owner.name if row.owner else row.spot)
        for lead, row in zip(_dangers(found), found, strict=True)
    ]


def on_watch(actor: Actor, person: Person, limit: int) -> Sequence[Lead]:
    """Return the open hidden dangers a person answers for, the newest first."""
    rows = Finding.objects.open().filter(owner=person.pk).select_related("unit", "place")
    found = list(rows.order_by(*LEDGER_ORDER)[:limit])
    ids = [row.pk for row in found]
    open_to_actor = (
        Finding.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)
    )
    return _dangers(found, set(open_to_actor))


def walked(actor: Actor, person: Person, limit: int) -> Sequence[Lead]:
    """Return the rounds a person finished last."""
    rows = Round.objects.done().filter(inspectors__person=person.pk)
    found = list(rows.select_related("unit", "place").order_by("-finished_at", "-id")[:limit])
    ids = [row.pk for row in found]
    open_to_actor = Round.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)
    return _walks(found, set(open_to_actor))


def _dangers(rows: Iterable[Finding], seen: set[int] | None = None) -> list[Lead]:
    today = timezone.localdate()
    return [
        Lead(
            f"{row.number} {row.title}",
            url_for_finding(row.pk) if seen is None or row.pk in seen else "",
            note=where_of(row) or row.unit.name,
            at=row.due_on or row.found_on,
            at_word=DUE if row.due_on else FOUND,
            state=FindingState(row.state).label,
            broken=bool(row.in_repair and row.due_on and row.due_on < today),
        )
        for row in rows
    ]


def _walks(rows: Iterable[Round], seen: set[int] | None = None) -> list[Lead]:
    now = timezone.now()
    return [
        Lead(
            row.title,
            url_for_round(row.pk) if seen is None or row.pk in seen else "",
            note=row.place.name if row.place else row.unit.name,
            at=row.finished_at or row.due_at,
            state=RoundState(row.state).label,
            broken=row.state in ("due", "started") and row.due_at <= now,
        )
        for row in rows
    ]


def _list(name: str, **query: object) -> str:
    return f"{reverse(f'inspections:{name}')}?{urlencode(query)}"


def _change_url(actor: Actor, place: Place) -> str:
    return _managed(actor, place, "inspections:place_change")


def _move_url(actor: Actor, place: Place) -> str:
    return _managed(actor, place, "inspections:place_move")


def _close_url(actor: Actor, place: Place) -> str:
    return _managed(actor, place, "inspections:place_closure")


def _managed(actor: Actor, place: Place, name: str) -> str:
    if place.valid_to is not None or not actor.can(Access.PLACES_MANAGE, place.unit_path):
        return ""
    return reverse(name, args=[place.pk])


def _label_url(_actor: Actor, place: Place) -> str:
    return "" if place.valid_to else _list("place_labels", place=place.pk)


def _scan_url(_actor: Actor, place: Place) -> str:
    return "" if place.valid_to else reverse("inspections:scan", args=[place.public_key])


SEARCH = (
    SearchSource(
        "inspections.findings",
        _("Hidden dangers"),
        find_findings,
        lambda words: ledger_url(LedgerFilter(words=words)),
        50,
        Inspections.FINDING_VIEW,
    ),
    SearchSource(
        "inspections.rounds",
        _("Rounds"),
        find_rounds,
        lambda words: _list("rounds", which="all", q=words),
        60,
        Inspections.ROUND_VIEW,
    ),
    SearchSource(
        "inspections.checklists",
        _("Checklists"),
        find_checklists,
        lambda words: _list("checklists", q=words),
        70,
        Inspections.ROUND_VIEW,
    ),
)
PANELS = (
    Panel(
        "inspections.due_here",
        "place",
        _("Due here"),
        due_here,
        lambda place: _list("rounds", which="due", place=place.pk),
        10,
        Inspections.ROUND_VIEW,
    ),
    Panel(
        "inspections.open_here",
        "place",
        _("Open hidden dangers"),
        open_here,
        lambda place: ledger_url(LedgerFilter(place=place.pk, state=("open",))),
        20,
        Inspections.FINDING_VIEW,
    ),
    Panel(
        "inspections.last_rounds",
        "place",
        _("Last rounds"),
        last_rounds,
        lambda place: _list("rounds", which="done", place=place.pk),
        30,
        Inspections.ROUND_VIEW,
    ),
    Panel(
        "inspections.on_watch",
        "person",
        _("Open hidden dangers to answer for"),
        on_watch,
        lambda person: ledger_url(LedgerFilter(owner=person.pk, state=("open",))),
        10,
        Inspections.FINDING_VIEW,
    ),
    Panel(
        "inspections.walked",
        "person",
        _("Last rounds"),
        walked,
        lambda person: _list("rounds", which="done", person=person.pk),
        20,
        Inspections.ROUND_VIEW,
    ),
)
PAGE_LINKS = (
    PageLink("inspections.label", "place", _("Print the label"), _label_url),
    PageLink("inspections.scan", "place", _("What a scan opens"), _scan_url),
    PageLink("inspections.change", "place", pgettext_lazy("place", "Change"), _change_url),
    PageLink("inspections.move", "place", pgettext_lazy("place", "Move"), _move_url),
    PageLink("inspections.close", "place", pgettext_lazy("place", "Take out of use"), _close_url),
)
