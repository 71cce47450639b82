"""A post card: what is in force, what it said before, what is being written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.criteria.models.sourced import in_language
from dutyline.kernel.duties.models import Cadence
from dutyline.kernel.organisation.line import holders_of
from dutyline.kernel.organisation.models import Appointment, Place
from dutyline.modules.responsibility.models import (
    CardState,
    CardVersion,
    Part,
    PostCard,
)
from dutyline.modules.responsibility.operations.days import accept_by
from dutyline.modules.responsibility.operations.drift import Drift, drift_of
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.comparing import (
    Said,
    difference,
    duties_apart,
    is_changed,
    sentences,
)
from dutyline.modules.responsibility.views.card_deputies import deputy_changes, standing_in
from dutyline.modules.responsibility.views.scope import (
    card_or_404,
    version_or_404,
)
from dutyline.toolkit.ui.parts import Entry, Link
from dutyline.toolkit.ui.when import full_date

MOST_PLACES = 8


@dataclass(frozen=True)
class PartShown:
    """A part of a card: its sentences, and what they say otherwise than the version before."""

    label: str
    sentences: Sequence[str]
    changes: Sequence[Said]
    places: Sequence[Place] = ()
    """Beside the scope: what the post's unit, and those under it, answer for."""


@dataclass(frozen=True)
class DutyShown:
    """A measured duty of a card as its reader understands it."""

    text: str
    cadence: str
    basis: str


@login_required
@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the version in force, or the one on its way where there is none."""
    actor = actor_of(request)
    found = card_or_404(actor, pk)
    versions = found.versions.visible_to(actor).select_related("card__post__unit")
    shown = versions.on(timezone.localdate()).first() or versions.order_by("-id").first()
    return _shown(request, actor, found, shown)


@login_required
@require_safe
def card_version(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Show one version of a card."""
    actor = actor_of(request)
    found = card_or_404(actor, pk)
    return _shown(request, actor, found, version_or_404(actor, found, version))


@login_required
@require_safe
def my_cards(request: HttpRequest) -> HttpResponse:
    """Show the cards of the reader's own posts; the only one at once."""
    actor = actor_of(request)
    held = [each.post_id for each in actor.appointments]
    rows = CardVersion.objects.on(timezone.localdate()).filter(card__post__in=held)
    found = list(rows.select_related("card__post__unit").order_by("id"))
    if len(found) == 1:
        return redirect("responsibility:card", found[0].card_id)
    accepted = set()
    if actor.person is not None:
        given = actor.person.pk
        accepted = {row.pk for row in found if row.acceptances.filter(person=given).exists()}
    context = {"rows": [(row, row.pk in accepted) for row in found]}
    return render(request, "responsibility/my_cards.html", context)


def _shown(
    request: HttpRequest, actor: Actor, found: PostCard, version: CardVersion | None
) -> HttpResponse:
    today = timezone.localdate()
    former = _former(found, version)
    holders = holders_of(found.post, today)
    context: dict[str, Any] = {
        "card": found,
        "post": found.post,
        "version": version,
        "former": former,
        "versions": found.versions.filter(number__isnull=False).order_by("-number"),
        "holders": holders,
        "sees_register": actor.can(Responsibility.CARD_VIEW),
        **_rights(actor, found),
    }
    if version is not None:
        in_force = version.is_in_force(today)
        context |= {
            "parts": parts_of(version, former, _places(actor, found, today)),
            "most_places": MOST_PLACES,
            "sees_unit": actor.can(Access.ORGANISATION_VIEW, found.post.unit.path),
            "duties": duties_of(version),
            "duty_changes": duties_apart(former.duties, version.duties) if former else None,
            "place": _place(actor, version, today),
            "deputy_changes": deputy_changes(former, version),
            "in_force": in_force,
            "drift": _drift(version, today) if in_force or version.number is None else None,
            "reviews": version.reviews.order_by("-at"),
            **_accepting(actor, version, holders, today if in_force else None),
        }
    # The first offer is the button of the page, unless the card waits to be accepted.
    context["others"] = context["offers"][0 if context.get("may_accept") else 1 :]
    return render(request, "responsibility/card.html", context)


def parts_of(
    version: CardVersion, former: CardVersion | None, places: Sequence[Place] = ()
) -> list[PartShown]:
    """Return the parts that say something, with what they changed of the version before."""
    shown = []
    for part in Part:
        now = sentences(getattr(version, part.value))
        before = sentences(getattr(former, part.value)) if former else []
        told = difference(before, now) if former else []
        if now or before:
            changes = told if is_changed(told) else ()
            around = places if part == Part.SCOPE else ()
            shown.append(PartShown(str(part.label), now, changes, around))
    return shown


def _places(actor: Actor, found: PostCard, on: date) -> Sequence[Place]:
    """Return what of the unit and those under it the actor may open; one more than is shown."""
    rows = Place.objects.on(on).within([found.post.unit.path])
    seen = visible_to(rows, actor, Access.ORGANISATION_VIEW)
    return list(seen.order_by("unit_path", "name", "id")[: MOST_PLACES + 1])


def duties_of(version: CardVersion) -> list[DutyShown]:
    """Return the measured duties of a card in the reader's language."""
    cadences = dict(Cadence.choices)
    return [
        DutyShown(
            in_language({"en": each["text_en"], "zh": each["text_zh"]}),
            str(cadences.get(each["cadence"], "")),
            clause_words(each["basis"]) if each["basis"] else "",
        )
        for each in version.duties
    ]


def _former(found: PostCard, version: CardVersion | None) -> CardVersion | None:
    """Return the published version before this one; of a draft, the newest published."""
    rows = found.versions.filter(state=CardState.PUBLISHED)
    if version is None:
        return None
    if version.number is not None:
        rows = rows.filter(number__lt=version.number)
    before: CardVersion | None = rows.order_by("-number").first()
    return before


def _place(actor: Actor, version: CardVersion, on: date) -> list[Entry]:
    place = version.place
    facts = [
        Entry(_("Unit"), place.get("unit", "")),
        Entry(_("Superior"), place.get("superior") or _("none: the top of the line")),
        Entry(pgettext("post card", "Leads"), "\n".join(place.get("leads", [])) or _("nobody")),
        Entry(pgettext("post card", "Stands in"), standing_in(actor, version, on) or _("nobody")),
    ]
    if version.responsible:
        facts.insert(0, Entry(_("Responsible person"), version.responsible))
    if version.valid_from is not None:
        facts.append(Entry(_("In force from"), full_date(version.valid_from)))
    if version.last_day is not None:
        facts.append(Entry(_("In force until"), full_date(version.last_day)))
    return facts


def _drift(version: CardVersion, today: date) -> Drift | None:
    drift = drift_of([version], today)[version.pk]
    return drift or None


def _accepting(
    actor: Actor, version: CardVersion, holders: Sequence[Appointment], on: date | None
) -> dict[str, Any]:
    """Return who accepted, and who still has to: by when, and whether that is over; `on` a day."""
    given = list(version.acceptances.order_by("at", "id"))
    done = {each.person_id for each in given}
    waiting: list[dict[str, Any]] = []
    if on is not None:
        for each in holders:
            if each.person_id not in done:
                by = accept_by(version.valid_from or on, each.valid_from, on)
                waiting.append({"person": each.person, "by": by, "late": by < on})
    mine = any(actor.is_person(each["person"].pk) for each in waiting)
    return {"acceptances": given, "waiting": waiting, "may_accept": mine}


def _rights(actor: Actor, found: PostCard) -> dict[str, Any]:
    path = found.post.unit.path
    at_work = found.versions.at_work().first()
    may_write = actor.can(Responsibility.CARD_WRITE, path)
    may_review = actor.can(Responsibility.CARD_REVIEW, path) and not actor.holds([found.post_id])
    offers: list[Link] = []
    if at_work is None and may_write:
        offers.append(_offer(found, "next", _("Write the next version")))
    elif at_work is not None and at_work.state == CardState.DRAFT and may_write:
        offers += [
            _offer(found, "draft", _("Go on writing")),
            _offer(found, "review", pgettext("post card", "Ask for review")),
        ]
    elif at_work is not None and at_work.state == CardState.REVIEW and may_review:
        if not actor.is_person(at_work.drafted_by_id):
            offers.append(_offer(found, "approval", pgettext("post card", "Approve")))
            offers.append(_offer(found, "return", pgettext("post card", "Send back")))
    elif at_work is not None and at_work.state == CardState.APPROVED:
        may_publish = actor.can(Responsibility.CARD_PUBLISH, path)
        if may_publish and not actor.holds([found.post_id]):
            offers.append(_offer(found, "publication", pgettext("post card", "Publish")))
    sees_work = actor.can(Responsibility.CARD_VIEW, path)
    return {
        "offers": offers,
        "at_work": at_work if sees_work else None,
        "may_discard": may_write and at_work is not None and at_work.state == CardState.DRAFT,
    }


def _offer(found: PostCard, verb: str, word: str) -> Link:
    return Link(word, reverse(f"responsibility:card_{verb}", args=[found.pk]))
