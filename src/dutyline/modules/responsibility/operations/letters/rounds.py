"""Letters of a year are set up: for which unit, in which language, signed with whom."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from django.db import transaction
from django.db.models import QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.line import head_of, holders_of
from dutyline.kernel.organisation.models import Person, Post, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.responsibility.models import LetterRound
from dutyline.modules.responsibility.operations.letters.refusals import (
    PartnerIsHead,
    PartnerMissing,
    RoundExists,
    RoundOpened,
)
from dutyline.modules.responsibility.operations.letters.shared import locked_round, tell_round
from dutyline.modules.responsibility.operations.letters.templates import template_or_of_packs
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.queries.letters import around


@dataclass(frozen=True)
class Setup:
    """What is decided about letters of a year; empty terms are those of the template."""

    language: str
    due_days: int
    partner_post: Post | None = None
    partner_person: Person | None = None
    partner_for: str = ""
    terms_en: str = ""
    terms_zh: str = ""
    drawn: bool = False


def next_year(unit: Unit, beginning: int) -> int:
    """Return the first year, from one on, whose letters can still be set up for a unit."""
    return _first_without(LetterRound.objects.filter(around(unit.path)), beginning)


def next_year_unsigned(unit: Unit, beginning: int) -> int:
    """Return the first year, from one on, into whose letters what is set now for a unit gets.

    Once they are open, the next thing people set is for the next year.
    """
    above = LetterRound.objects.filter(unit__in=ancestors(unit.path), opened_at__isnull=False)
    return _first_without(above, beginning)


def _first_without(rows: QuerySet[LetterRound], beginning: int) -> int:
    taken = set(rows.filter(year__gte=beginning).values_list("year", flat=True))
    return next(year for year in count(beginning) if year not in taken)


@transaction.atomic
def set_up_round(
    *, by: Actor, unit: Unit, year: int, setup: Setup, on: date, at: datetime
) -> LetterRound:
    """Set up the letters of a year for a unit and everything under it.

    Raises RoundExists, PartnerMissing, PartnerIsHead, TemplateMissing.
    """
    by.require(Responsibility.LETTER_MANAGE, unit.path)
    # Two who set up a company and its workshop at once must meet: both hold the line above.
    line = Unit.objects.select_for_update().filter(pk__in=ancestors(unit.path))
    held = list(line.order_by("depth", "id"))[-1]
    near = LetterRound.objects.filter(around(held.path), year=year)
    there = near.select_related("unit").first()
    if there is not None:
        raise RoundExists(unit=there.unit.name, year=year)
    row = LetterRound(unit=held, year=year, made_by_name=by.name, made_at=at)
    _set(by, row, setup, on, at)
    row.save(force_insert=True)
    tell_round(by, row, "letters_set_up", at)
    return row


@transaction.atomic
def change_round(
    *, by: Actor, letters: LetterRound, setup: Setup, on: date, at: datetime
) -> LetterRound:
    """Decide otherwise about letters that are not open yet; they take the newest template.

    What was generated follows with the next `follow_round`. Raises RoundOpened.
    """
    row = locked_round(letters)
    by.require(Responsibility.LETTER_MANAGE, row.unit.path)
    if row.opened_at is not None:
        raise RoundOpened
    _set(by, row, setup, on, at)
    row.save()
    tell_round(by, row, "letters_set_up", at)
    return row


def _set(by: Actor, row: LetterRound, setup: Setup, on: date, at: datetime) -> None:
    if (setup.partner_post is None) == (setup.partner_person is None):
        raise PartnerMissing
    _require_another(row.unit, setup, on)
    row.template = template_or_of_packs(by, row.unit, on, at)
    row.language, row.due_days, row.drawn = setup.language, setup.due_days, setup.drawn
    row.partner_post, row.partner_person = setup.partner_post, setup.partner_person
    row.partner_for = setup.partner_for.strip()
    row.terms_en = setup.terms_en.strip() or row.template.terms_en
    row.terms_zh = setup.terms_zh.strip() or row.template.terms_zh


def _require_another(unit: Unit, setup: Setup, on: date) -> None:
    head = head_of(unit, on)
    if head is None:
        return
    if setup.partner_post is not None and setup.partner_post.pk == head.pk:
        raise PartnerIsHead(name=head.title)
    for held in holders_of(head, on):
        if setup.partner_person is not None and held.person_id == setup.partner_person.pk:
            raise PartnerIsHead(name=held.person.name)
