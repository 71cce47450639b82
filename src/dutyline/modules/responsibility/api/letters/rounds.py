"""Letters of a year: listed, set up, changed, generated, opened."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named, named_or_none, seen_by
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.organisation.models import Person, Post
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.responsibility.api.letters.shown import (
    RoundOut,
    StandingOut,
    plain_round,
    rounds_for,
)
from dutyline.modules.responsibility.api.scope import units_with
from dutyline.modules.responsibility.letter_errands import generate, open_up
from dutyline.modules.responsibility.models import Letter, LetterRound
from dutyline.modules.responsibility.operations.letters import (
    Setup,
    change_round,
    set_up_round,
)
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.queries.letters import ARRIVED, STATES, overdue
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id, Strict

router = Router()
ROUNDS = "/letter-rounds"
ROUND = f"{ROUNDS}/{{round_id}}"
Terms = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000)]
Year = Annotated[int, Field(ge=2000, le=2100)]


class RoundsAsked(Asked):
    """Which rounds."""

    year: Year | None = Field(None, description="every year without one")


class SetupSent(Strict):
    """What is decided: either a post or a person signs with the head of the unit.

    Without terms, those of the template hold.
    """

    language: Literal["en", "zh", "both"]
    due_days: int = Field(ge=1, le=366, description="days for each signature")
    partner_post_id: Id | None = None
    partner_person_id: Id | None = None
    partner_for: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    terms_en: Terms = ""
    terms_zh: Terms = ""
    drawn: bool = False


class RoundNew(SetupSent):
    """For which unit with everything under it, and which year."""

    unit_id: Id
    year: Year


class GeneratedOut(Schema):
    """How many letters were made now; how many held posts have no card to make one from.

    Of very many the worker makes them: nothing is counted yet, and `errand_id` says how far it is.
    """

    letters: int
    without_card: int
    errand_id: int | None


class OpenedOut(Schema):
    """How many letters of the top can be signed now.

    Of very many the worker opens them: nothing is counted yet, and `errand_id` says how far it is.
    """

    opened: int
    errand_id: int | None


@router.get(ROUNDS, response=Listing[RoundOut], summary="Letters of years")
def list_rounds(request: HttpRequest, asked: Query[RoundsAsked]) -> dict[str, Any]:
    """List the rounds of units in scope, the newest year first."""
    actor = actor_of(request)
    seen_by(actor, Responsibility.LETTER_VIEW)
    rows = rounds_for(actor)
    rows = rows if asked.year is None else rows.filter(year=asked.year)
    return listing(rows, ("-year", "-id"), asked)


@router.post(ROUNDS, response={201: RoundOut}, summary="Set up the letters of a year")
def begin(request: HttpRequest, body: RoundNew) -> HttpResponse:
    """Set up a round; letters are generated and opened afterwards."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        today, now = timezone.localdate(), timezone.now()
        unit = named(units_with(actor, Responsibility.LETTER_MANAGE), "unit_id", body.unit_id)
        setup = _setup(body, today)
        made = set_up_round(by=actor, unit=unit, year=body.year, setup=setup, on=today, at=now)
        return plain_round(actor, made)

    return carried_out(request, act, status=201)


@router.get(ROUND, response=RoundOut, summary="One round")
def read(request: HttpRequest, round_id: Id) -> LetterRound:
    """Return a round in scope."""
    return get_object_or_404(rounds_for(actor_of(request)), pk=round_id)


@router.get(f"{ROUND}/standing", response=StandingOut, summary="How the letters of a round stand")
def standing(request: HttpRequest, round_id: Id) -> dict[str, int]:
    """Count the letters of a round by how far they have come."""
    row = get_object_or_404(rounds_for(actor_of(request)), pk=round_id)
    states = {state: rows for state, rows in STATES.items() if state != "ended"}
    wanted = states | {"overdue": overdue(timezone.localdate()), "arrived": ARRIVED}
    counts = {f"in_{state}": Count("pk", filter=rows) for state, rows in wanted.items()}
    found = Letter.objects.filter(round=row).aggregate(**counts)
    return {state: found[f"in_{state}"] for state in wanted}


@router.put(f"{ROUND}/setup", response=RoundOut, summary="Change the setup of a round")
def change(request: HttpRequest, round_id: Id, body: SetupSent) -> HttpResponse:
    """Decide otherwise about letters that are not open yet; they take the newest template."""

    def verb(actor: Actor, row: LetterRound, on: date, at: datetime) -> dict[str, Any]:
        changed = change_round(by=actor, letters=row, setup=_setup(body, on), on=on, at=at)
        return plain_round(actor, changed)

    return _do(request, round_id, verb)


@router.post(f"{ROUND}/generation", response=GeneratedOut, summary="Generate the letters")
def generation(request: HttpRequest, round_id: Id) -> HttpResponse:
    """Make a letter for every holder of a post that has a card; nobody gets a second one."""

    def verb(actor: Actor, row: LetterRound, on: date, at: datetime) -> dict[str, Any]:
        made = generate(by=actor, letters=row, on=on, at=at)
        if isinstance(made, Errand):
            return {"letters": 0, "without_card": 0, "errand_id": made.pk}
        return {"letters": made.letters, "without_card": made.without_card, "errand_id": None}

    return _do(request, round_id, verb)


@router.post(f"{ROUND}/opening", response=OpenedOut, summary="Open the letters for signing")
def opening(request: HttpRequest, round_id: Id) -> HttpResponse:
    """Open the letters of the top; each signature opens those below it."""

    def verb(actor: Actor, row: LetterRound, on: date, at: datetime) -> dict[str, Any]:
        found = open_up(by=actor, letters=row, on=on, at=at)
        if isinstance(found, Errand):
            return {"opened": 0, "errand_id": found.pk}
        return {"opened": found, "errand_id": None}

    return _do(request, round_id, verb)


def _setup(body: SetupSent, today: date) -> Setup:
    """Return what was decided; the partner may stand outside the caller's scope: he is the owner.

    A person who does not work here cannot be named.
    """
    posts, people = Post.objects.on(today), Person.objects.employed(today)
    return Setup(
        language=body.language,
        due_days=body.due_days,
        partner_post=named_or_none(posts, "partner_post_id", body.partner_post_id),
        partner_person=named_or_none(people, "partner_person_id", body.partner_person_id),
        partner_for=body.partner_for,
        terms_en=body.terms_en,
        terms_zh=body.terms_zh,
        drawn=body.drawn,
    )


def _do(
    request: HttpRequest,
    round_id: int,
    verb: Callable[[Actor, LetterRound, date, datetime], dict[str, Any]],
) -> HttpResponse:
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        row = get_object_or_404(rounds_for(actor), pk=round_id)
        actor.require(Responsibility.LETTER_MANAGE, row.unit.path)
        return verb(actor, row, timezone.localdate(), timezone.now())

    return carried_out(request, act)
