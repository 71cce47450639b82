"""One version as a whole, who accepted it and who has not, and what it says otherwise."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.modules.responsibility.api.scope import version_or_404, versions_for
from dutyline.modules.responsibility.api.shown import AcceptanceOut, DutyKept, Named, VersionOut
from dutyline.modules.responsibility.models import COLUMNS, CardVersion
from dutyline.modules.responsibility.operations.deputies import who_stands_in
from dutyline.modules.responsibility.rules.comparing import (
    difference,
    duties_apart,
    is_changed,
    sentences,
)
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id, Strict
from dutyline.toolkit.rest.versions import with_etag

router = Router()
VERSION = "/cards/{card_id}/versions/{version_id}"


class SaidOut(Schema):
    """A sentence, and whether the newer version keeps, drops (`gone`) or brings (`new`) it."""

    words: str
    fate: str


class PartChanged(Schema):
    """A part in one language that differs, both versions as one run of sentences."""

    part: str
    language: str
    sentences: list[SaidOut]


class DifferenceOut(Schema):
    """What a version says otherwise than the one before it."""

    before_id: int
    after_id: int
    parts: list[PartChanged]
    deputies: list[SaidOut] = Field(
        description="who stands in: posts as named, then words; empty where it is the same"
    )
    duties_gone: list[DutyKept]
    duties_new: list[DutyKept]


class DifferenceAsked(Strict):
    """Compared with which."""

    before: Id | None = Field(
        None, description="a version of the same card; without it the published one before"
    )


@router.get(VERSION, response=VersionOut, summary="One version of a post card")
def read(request: HttpRequest, response: HttpResponse, card_id: Id, version_id: Id) -> VersionOut:
    """Return a version as a whole; a published one never changes."""
    row = version_or_404(actor_of(request), card_id, version_id)
    return with_etag(response, VersionOut.from_orm(row))


@router.get(
    f"{VERSION}/difference", response=DifferenceOut, summary="What a version says otherwise"
)
def read_difference(
    request: HttpRequest, card_id: Id, version_id: Id, asked: Query[DifferenceAsked]
) -> dict[str, Any]:
    """Return what differs from another version of the card; of a first version there is none."""
    actor = actor_of(request)
    after = version_or_404(actor, card_id, version_id)
    if asked.before is not None:
        before = version_or_404(actor, card_id, asked.before)
    else:
        rows = versions_for(actor).filter(card=card_id, number__isnull=False)
        if after.number is not None:
            rows = rows.filter(number__lt=after.number)
        newest = rows.order_by("-number").first()
        if newest is None:
            raise Http404
        before = newest
    said = difference(who_stands_in(before), who_stands_in(after))
    gone, new = duties_apart(before.duties, after.duties)
    return {
        "before_id": before.pk,
        "after_id": after.pk,
        "parts": _parts(before, after),
        "deputies": said if is_changed(said) else [],
        "duties_gone": gone,
        "duties_new": new,
    }


@router.get(
    f"{VERSION}/acceptances", response=Listing[AcceptanceOut], summary="Who accepted a version"
)
def list_acceptances(
    request: HttpRequest, card_id: Id, version_id: Id, asked: Query[Asked]
) -> dict[str, Any]:
    """List who accepted a version, with his words, in the order it was done."""
    version = version_or_404(actor_of(request), card_id, version_id)
    return listing(version.acceptances.all(), ("id",), asked)


@router.get(
    f"{VERSION}/waiting", response=Listing[Named], summary="Holders who have not accepted a version"
)
def list_waiting(
    request: HttpRequest, card_id: Id, version_id: Id, asked: Query[Asked]
) -> dict[str, Any]:
    """List today's holders who have not accepted a version; none where it is not in force."""
    version, today = version_or_404(actor_of(request), card_id, version_id), timezone.localdate()
    if not version.is_in_force(today):
        return listing(Person.objects.none(), ("name", "id"), asked)
    holds = Appointment.objects.on(today).filter(post=version.card.post_id, person=OuterRef("pk"))
    accepted = version.acceptances.filter(person=OuterRef("pk"))
    rows = Person.objects.filter(Exists(holds), ~Exists(accepted))
    return listing(rows, ("name", "id"), asked)


def _parts(before: CardVersion, after: CardVersion) -> list[dict[str, Any]]:
    changed = []
    for column in COLUMNS:
        told = difference(sentences(getattr(before, column)), sentences(getattr(after, column)))
        if is_changed(told):
            part, _line, language = column.rpartition("_")
            changed.append({"part": part, "language": language, "sentences": told})
    return changed
