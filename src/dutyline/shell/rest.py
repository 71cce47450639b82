"""What the frame of the site brings to the API: its search, and the papers of its pages."""

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field, StringConstraints

from dutyline.kernel.access.callers import actor_of, whole_token
from dutyline.kernel.access.permissions import Access
from dutyline.shell.changes import api as changes
from dutyline.shell.duties.months import stretch_of
from dutyline.shell.duties.papers import person_paper
from dutyline.shell.duties.scope import person_with_line_or_404
from dutyline.shell.organisation.papers import post_paper
from dutyline.shell.search import api as search
from dutyline.toolkit.pdf.sent import PAPER, sent_pdf
from dutyline.toolkit.rest.shapes import Id, Strict

router = Router()
router.add_router("", search.router)
router.add_router("", changes.router)
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Year = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]


class StretchAsked(Strict):
    """The month or year a paper covers; this year without either."""

    month: Month | None = Field(None, description="for example 2026-11")
    year: Year | None = Field(None, description="for example 2026")


@router.get(
    "/people/{person_id}/person.pdf", summary="A person's line on paper", openapi_extra=PAPER
)
def read_person(request: HttpRequest, person_id: Id, asked: Query[StretchAsked]) -> HttpResponse:
    """Send a person's line duty by duty, with the posts he held: to himself and those above him."""
    actor = actor_of(request)
    whole_token(actor, Access.ORGANISATION_VIEW)
    found = person_with_line_or_404(actor, person_id)
    said = asked.model_dump(exclude_none=True)
    span = stretch_of(said, timezone.localdate())
    if said and span.named not in {f"{name}={value}" for name, value in said.items()}:
        raise Http404
    return sent_pdf(person_paper(actor, found, span), f"{found.name}.pdf")


@router.get("/posts/{post_id}/post.pdf", summary="A post card on paper", openapi_extra=PAPER)
def read_post(request: HttpRequest, post_id: Id) -> HttpResponse:
    """Send a post card of today: place in the organisation, duties with basis, holders."""
    return post_paper(actor_of(request), post_id)
