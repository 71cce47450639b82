"""History: what happened to an object, and what a person did."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from dutyline.api.routes.files import AboutAsked
from dutyline.api.scope import people_for
from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.reading import of_person, timeline
from dutyline.kernel.history.sentences import label_of, tell_plainly
from dutyline.toolkit.paging import Page
from dutyline.toolkit.rest.listing import Asked, Listing
from dutyline.toolkit.rest.shapes import Id

router = Router()


class EntryOut(Schema):
    """One act: in words, and who did what about what, when it happened and was written down."""

    id: int
    sentence: str
    verb: str
    subject_type: str
    subject_id: int
    subject_label: str
    by_kind: str
    by_person_id: int | None
    by_name: str
    by_post: str
    by_token_id: int | None
    occurred_at: datetime
    recorded_at: datetime
    reason: str

    @staticmethod
    def resolve_subject_label(entry: Entry) -> str:
        """Return what it was called, in the caller's language where both were kept."""
        return label_of(entry)

    @staticmethod
    def resolve_sentence(entry: Entry) -> str:
        """Say it in the caller's language."""
        return tell_plainly(entry)


@router.get("/history", response=Listing[EntryOut], summary="History of an object")
def list_history(request: HttpRequest, asked: Query[AboutAsked]) -> dict[str, Any]:
    """List what happened to an object the caller may see, the newest first."""
    about = (asked.subject_type, asked.subject_id)
    try:
        page = timeline(actor_of(request), about, asked.cursor, asked.limit)
    except NotPermitted as error:
        raise Http404 from error
    return _page(page)


@router.get("/people/{person_id}/history", response=Listing[EntryOut], summary="What a person did")
def list_acts(request: HttpRequest, person_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List what a person did to things the caller may see; a page may be shorter than asked."""
    actor = actor_of(request)
    person = get_object_or_404(people_for(actor), pk=person_id)
    return _page(of_person(actor, person.pk, asked.cursor, asked.limit))


def _page(page: Page[Entry]) -> dict[str, Any]:
    return {"items": page.rows, "next": page.next}
