"""The words every letter has beside card and goals: of the packs, or the enterprise's own."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.history.operations import record
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.responsibility.keys import LETTER_TEMPLATE
from dutyline.modules.responsibility.models import LANGUAGES, LetterPart, LetterTemplate
from dutyline.modules.responsibility.operations.letters.refusals import (
    PlaceUnknown,
    PromiseMissing,
    TemplateMissing,
)
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.letters import PLACES, unknown_places

LINES = "letter_line"
"""The catalogue a template begins with."""
WORDS = tuple(f"{part}_{language}" for part in LetterPart.values for language in LANGUAGES)


def words_of_packs(on: date) -> dict[str, str]:
    """Return what the packs bring, by columns such as `promise_en`."""
    said: dict[str, list[str]] = {name: [] for name in WORDS}
    for line in catalogue(LINES, on):
        for language in LANGUAGES:
            name = f"{line.data['section']}_{language}"
            if name in said:
                said[name].append(getattr(line, f"label_{language}"))
    return {name: "\n".join(filter(None, lines)) for name, lines in said.items()}


def template_for(unit: Unit) -> LetterTemplate | None:
    """Return the newest template of a unit, else that of the nearest unit above that has one."""
    rows = LetterTemplate.objects.filter(unit__in=ancestors(unit.path))
    return rows.order_by("-unit__depth", "-number").first()


def words_for(unit: Unit, on: date) -> dict[str, str]:
    """Return the words letters of a unit would have: of its template, else of the packs."""
    template = template_for(unit)
    if template is None:
        return words_of_packs(on)
    return {name: getattr(template, name) for name in WORDS}


@transaction.atomic
def write_template(
    *, by: Actor, unit: Unit, words: Mapping[str, str], at: datetime
) -> LetterTemplate:
    """Write the next template of a unit; letters of rounds that stand keep theirs.

    Raises PromiseMissing, and PlaceUnknown where something in braces cannot be filled in.
    """
    by.require(Responsibility.LETTER_MANAGE, unit.path)
    said = {name: words.get(name, "").strip() for name in WORDS}
    _require_whole(said)
    Unit.objects.select_for_update().get(pk=unit.pk)
    template = _add(by, unit, said, at)
    record(
        by=by,
        verb="responsibility.letter_template_written",
        subject=(LETTER_TEMPLATE, template.pk, unit.name),
        unit_path=unit.path,
        at=at,
        number=template.number,
    )
    return template


def template_or_of_packs(by: Actor, unit: Unit, on: date, at: datetime) -> LetterTemplate:
    """Return the template of a unit; what the packs bring becomes its first one.

    Raises TemplateMissing.
    """
    template = template_for(unit)
    if template is not None:
        return template
    said = words_of_packs(on)
    if not (said["promise_en"] or said["promise_zh"]):
        raise TemplateMissing
    return _add(by, unit, said, at)


def _add(by: Actor, unit: Unit, said: Mapping[str, str], at: datetime) -> LetterTemplate:
    newest = LetterTemplate.objects.filter(unit=unit).aggregate(newest=Max("number"))["newest"]
    return LetterTemplate.objects.create(
        unit=unit, number=(newest or 0) + 1, by=by.person, by_name=by.name, at=at, **said
    )


def _require_whole(said: Mapping[str, str]) -> None:
    if not (said["promise_en"] or said["promise_zh"]):
        raise PromiseMissing
    for name, words in said.items():
        for place in unknown_places(words):
            refusal = PlaceUnknown(
                place=f"{{{place}}}", places=" ".join(f"{{{each}}}" for each in PLACES)
            )
            refusal.field = name
            raise refusal
