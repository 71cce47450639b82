"""The papers of the pages through the API: above both, which know nothing of each other."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from dutyline.kernel.access.callers import actor_of
from dutyline.modules.responsibility import api
from dutyline.modules.responsibility.api.scope import version_or_404
from dutyline.modules.responsibility.views.papers import card_as_docx, card_as_pdf
from dutyline.toolkit.documents.word import DOCX
from dutyline.toolkit.pdf.sent import PAPER
from dutyline.toolkit.rest.shapes import Id, Strict

router = Router()
VERSION = "/cards/{card_id}/versions/{version_id}"
WORD = {"responses": {200: {"description": "The Word file", "content": {DOCX: {}}}}}


class PaperAsked(Strict):
    """In which language."""

    language: Literal["", "both"] = Field(
        "", description="`both` prints the caller's language and the other one after it"
    )


@router.get(f"{VERSION}/card.pdf", summary="A post card on paper", openapi_extra=PAPER)
def read_pdf(
    request: HttpRequest, card_id: Id, version_id: Id, asked: Query[PaperAsked]
) -> HttpResponse:
    """Send a version of a card: place, words, measured duties, who signed what and when."""
    actor = actor_of(request)
    return card_as_pdf(actor, version_or_404(actor, card_id, version_id), asked.language)


@router.get(f"{VERSION}/card.docx", summary="A post card as a Word file", openapi_extra=WORD)
def read_docx(
    request: HttpRequest, card_id: Id, version_id: Id, asked: Query[PaperAsked]
) -> HttpResponse:
    """Send a version of a card as a Word file, with the same words as on paper."""
    actor = actor_of(request)
    return card_as_docx(actor, version_or_404(actor, card_id, version_id), asked.language)


router.add_router("", api.router)
