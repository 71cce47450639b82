"""Templates: the words every letter of a unit has beside card and goals."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import StringConstraints

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.responsibility.api.letters.shown import TemplateOut
from dutyline.modules.responsibility.api.scope import units_with
from dutyline.modules.responsibility.operations.letters import write_template
from dutyline.modules.responsibility.operations.letters.templates import template_for, words_for
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.rest.shapes import Id, Strict

router = Router()
TEMPLATE = "/units/{unit_id}/letter-template"
Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000)]


class TemplateNew(Strict):
    """The words by part and language; what is promised cannot be empty in both.

    Places are named in braces: post, unit, superior, year, enterprise.
    """

    opening_en: Said = ""
    opening_zh: Said = ""
    promise_en: Said = ""
    promise_zh: Said = ""
    terms_en: Said = ""
    terms_zh: Said = ""
    closing_en: Said = ""
    closing_zh: Said = ""


@router.get(TEMPLATE, response=TemplateOut, summary="The template letters of a unit would have")
def read(request: HttpRequest, unit_id: Id) -> dict[str, Any]:
    """Return the unit's own template, else that of the nearest unit above, else the packs'."""
    units = units_with(actor_of(request), Responsibility.LETTER_VIEW)
    return _shown(get_object_or_404(units, pk=unit_id))


@router.post(TEMPLATE, response={201: TemplateOut}, summary="Write a template")
def write(request: HttpRequest, unit_id: Id, body: TemplateNew) -> HttpResponse:
    """Write the next template of a unit; rounds that stand keep theirs until they are set up anew.

    The template is part of its round: letters already open are not changed by it.
    """
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = get_object_or_404(units_with(actor, Responsibility.LETTER_VIEW), pk=unit_id)
        write_template(by=actor, unit=unit, words=body.model_dump(), at=timezone.now())
        return TemplateOut(**_shown(unit)).model_dump(mode="json")

    return carried_out(request, act, status=201)


def _shown(unit: Unit) -> dict[str, Any]:
    template = template_for(unit)
    words = words_for(unit, timezone.localdate())
    if template is None:
        return {**words, "unit": None, "number": None, "by_name": "", "at": None}
    return {
        **words,
        "unit": {"id": template.unit.pk, "name": template.unit.name},
        "number": template.number,
        "by_name": template.by_name,
        "at": template.at,
    }
