"""The sweep compares nothing where nothing changed, and misses no change."""

from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutyline.kernel.criteria.models import CatalogueItem, Origin
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.organisation.models import Appointment, Post
from dutyline.kernel.organisation.operations import (
    appoint,
    change_post,
    close_post,
    end_appointment,
    move_post,
    move_unit,
)
from dutyline.kernel.registry import Refusal
from dutyline.modules.responsibility.models import (
    CardState,
    CardVersion,
    Goal,
    GoalState,
    Letter,
    LetterRound,
    LetterText,
)
from dutyline.modules.responsibility.operations import approve, ask_review, draft_next, publish
from dutyline.modules.responsibility.operations.letters import follow_letters, follow_round
from dutyline.modules.responsibility.operations.letters.quiet import mark_of
from dutyline.modules.responsibility.tests.desk import AT
from dutyline.modules.responsibility.tests.letters import YEAR, Letters

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def sweep(letters):
    return follow_letters(letters.at)


def is_quiet(letters):
    row = LetterRound.objects.get()
    return row.quiet == mark_of(row, letters.day)


def settle(letters):
    """Sweep until there is nothing to do: what was done is compared once more."""
    sweep(letters)
    assert sweep(letters) == 0
    assert is_quiet(letters)


def go_on(letters, days=1):
    letters.day, letters.at = letters.day + days * DAY, letters.at + days * DAY


@pytest.fixture
def letters(here):
    """Return open letters on which Zhao and Zhang have signed, with nothing left to do."""
    found = Letters(here)
    found.opened()
    found.down("zhao", "zhang")
    clause(here, "Walk round each week")
    CardVersion.objects.filter(card__post__code="operator_a").update(clauses=["toy.law.4"])
    settle(found)
    return found


def clause(here, words):
    with changing():
        CatalogueItem.objects.update_or_create(
            kind="clause",
            key="toy.law.4",
            defaults={
                "label_en": words,
                "data": {},
                "origin": Origin.PACK,
                "pack": "toy",
                "rank": 1,
                "valid_from": date(2000, 1, 1),
            },
        )


def post(letters, name) -> Post:
    found: Post = getattr(letters.here.plant.posts, name)
    found.refresh_from_db()
    return found


def changed(letters, name, **facts):
    row = post(letters, name)
    names = ("title", "superior", "heads_unit", "level", "headcount", "standard")
    said = {each: getattr(row, each) for each in names} | facts
    change_post(by=letters.here.plant.by, post=row, on=letters.day, at=letters.at, **said)


def new_card(letters, name, days=0):
    by = letters.here.plant.by
    card = CardVersion.objects.filter(card__post__code=name, number=1).get().card
    draft = card.versions.at_work().first() or draft_next(
        by=by, card=card, on=letters.day, at=letters.at
    )
    if draft.state == CardState.DRAFT:
        draft = ask_review(by=by, version=draft, at=letters.at)
    if draft.state == CardState.REVIEW:
        draft = approve(by=by, version=draft, at=letters.at)
    publish(by=by, version=draft, valid_from=letters.day + days * DAY, at=letters.at)


def arrives(letters, name="stranger", at="operator_b", days=0):
    appoint(
        by=letters.here.plant.by,
        person=letters.person(name),
        post=post(letters, at),
        on=letters.day + days * DAY,
        at=letters.at,
    )


def leaves(letters, name="sun", days=0):
    held = Appointment.objects.get(person=letters.person(name), valid_to=None)
    on = letters.day + days * DAY
    end_appointment(by=letters.here.plant.by, appointment=held, on=on, at=letters.at)


def promised(letters, name="operator_a", target=1, year=YEAR):
    """Return a promised goal as it stands once all was done with it."""
    row, _new = Goal.objects.update_or_create(
        post=post(letters, name),
        year=year,
        defaults={
            "text_en": "No accident",
            "measure": "figure",
            "figure_unit": "cases",
            "comparison": "lte",
            "target": Decimal(target),
            "promised_target": Decimal(target),
            "state": GoalState.PROMISED,
        },
    )
    return row


def moved(letters):
    by, units = letters.here.plant.by, letters.here.plant.units
    unit = units.team_b
    unit.refresh_from_db()
    units.safety.refresh_from_db()
    move_unit(by=by, unit=unit, parent=units.safety, on=letters.day, at=letters.at)


def post_moved(letters):
    plant = letters.here.plant
    row = post(letters, "operator_a")
    unit = plant.units.team_b
    move_post(by=plant.by, post=row, unit=unit, on=letters.day, at=letters.at)


def closed(letters, name="team_leader_b"):
    row = post(letters, name)
    close_post(by=letters.here.plant.by, post=row, on=letters.day, at=letters.at)


def by_hand(rows, **facts):
    """Change rows past every operation, as a repair of the database would."""
    assert rows.update(**facts)


CHANGES = {
    "somebody arrives": arrives,
    "somebody leaves": leaves,
    "somebody holds a second post": lambda on: arrives(on, "li", "operator_b"),
    "a post has another name": lambda on: changed(on, "operator_a", title="Operator of A"),
    "a post reports to another": lambda on: changed(
        on, "operator_b", superior=post(on, "safety_manager")
    ),
    "a post heads no more": lambda on: changed(on, "team_leader_a", heads_unit=False),
    "a post moves": post_moved,
    "a post ends": closed,
    "a unit moves": moved,
    "a card is published": lambda on: new_card(on, "operator_a"),
    "a goal is promised": promised,
    "a clause is reworded": lambda on: clause(on.here, "Walk round each day"),
    "the terms are others": lambda on: by_hand(LetterRound.objects, terms_en="Praised"),
    "the partner is another": lambda on: by_hand(LetterRound.objects, partner_for="the owner"),
    "somebody signs": lambda on: on.sign("li"),
    "a letter is shut": lambda on: by_hand(
        Letter.objects.filter(person=on.person("li")), opened_at=None
    ),
    "a letter names nobody above": lambda on: by_hand(
        Letter.objects.filter(person=on.person("wang")), superior=None
    ),
    "a letter is gone": lambda on: by_hand(
        Letter.objects.filter(person=on.person("wang")), ended_at=AT, ended_why="person"
    ),
    "a day passes": go_on,
}


@contextmanager
def undone(letters):
    """Take back what a block did: building the letters anew takes longest."""
    day, at = letters.day, letters.at
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    letters.day, letters.at = day, at


def test_every_change_wakes_the_sweep(letters):
    for name, change in CHANGES.items():
        with undone(letters):
            change(letters)
            assert not is_quiet(letters), name
            sweep(letters)
            settle(letters)
    assert is_quiet(letters)


def test_a_changed_promise_and_a_goal_taken_back_wake_it_too(letters):
    goal = promised(letters)
    settle(letters)
    promised(letters, target=2)
    assert sweep(letters) == 2
    settle(letters)
    by_hand(Goal.objects.filter(pk=goal.pk), state=GoalState.WITHDRAWN)
    assert sweep(letters) == 2


PLANS = {
    "somebody arrives": lambda on: arrives(on, days=2),
    "somebody leaves": lambda on: leaves(on, days=2),
    "a card comes into force": lambda on: new_card(on, "operator_a", days=2),
}


def test_what_begins_by_itself_is_done_on_its_day(letters):
    for name, plan in PLANS.items():
        with undone(letters):
            plan(letters)
            settle(letters)
            go_on(letters)
            assert sweep(letters) == 0, name
            settle(letters)
            go_on(letters)
            assert sweep(letters) > 0, name
            settle(letters)


ELSEWHERE = {
    "in another company": lambda on: arrives(on, at="coatings_principal"),
    "a goal of another year": lambda on: promised(on, year=YEAR + 1),
    "a card that is only drafted": lambda on: draft_next(
        by=on.here.plant.by,
        card=CardVersion.objects.get(card__post__code="operator_a").card,
        on=on.day,
        at=on.at,
    ),
}


def test_what_no_letter_follows_leaves_it_asleep(letters):
    for name, elsewhere in ELSEWHERE.items():
        with undone(letters):
            elsewhere(letters)
            assert is_quiet(letters), name


def test_asleep_it_reads_what_a_mark_is_made_of_and_writes_nothing(letters):
    with CaptureQueriesContext(connection) as asked:
        assert sweep(letters) == 0
    assert len(asked) <= 13
    assert {each["sql"].split()[0] for each in asked} <= {"SELECT", "DECLARE"}


def test_who_asks_for_it_has_all_compared_whatever_the_mark_says(letters):
    row = LetterRound.objects.get()
    arrives(letters)
    by_hand(LetterRound.objects, quiet=mark_of(row, letters.day))
    assert sweep(letters) == 0, "as if a mark had been kept too early"
    assert letters.follow().made == 1


# Histories

PEOPLE = ("stranger", "li", "sun", "wang", "gao")
PLACES = ("operator_a", "operator_b", "team_leader_a", "team_leader_b", "workshop_head")
STEPS = {
    "arrives": lambda on, a, b: arrives(on, PEOPLE[a], PLACES[b], days=b % 3),
    "leaves": lambda on, a, b: leaves(on, PEOPLE[a], days=b % 3),
    "title": lambda on, a, b: changed(on, PLACES[a], title=f"Post {b}"),
    "superior": lambda on, a, b: changed(
        on, PLACES[a], superior=post(on, PLACES[b]) if a != b else None
    ),
    "heads": lambda on, a, b: changed(on, PLACES[a], heads_unit=b % 2 == 0),
    "closed": lambda on, a, b: closed(on, PLACES[a]),
    "card": lambda on, a, b: new_card(on, PLACES[a], days=b % 3),
    "goal": lambda on, a, b: promised(on, PLACES[a], target=b),
    "clause": lambda on, a, b: clause(on.here, f"Walk {b}"),
    "signs": lambda on, a, b: on.sign(PEOPLE[a]),
    "day": lambda on, a, b: go_on(on, 1 + b % 2),
}
STEP = st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 4), st.integers(0, 4))


def snapshot():
    columns = ("pk", "text", "superior", "opened_at", "signed_at", "ended_at", "due_on")
    return (
        list(Letter.objects.order_by("pk").values_list(*columns)),
        list(LetterText.objects.order_by("pk").values_list("pk", "post", "number")),
    )


@settings(
    max_examples=24,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(STEP, min_size=2, max_size=6), st.booleans())
def test_after_the_sweep_nothing_is_left_that_comparing_all_would_find(letters, steps, often):
    with undone(letters):
        for number, (name, one, other) in enumerate(steps):
            try:
                with transaction.atomic():
                    STEPS[name](letters, one, other)
            except (Refusal, Appointment.DoesNotExist, Letter.DoesNotExist):
                continue
            except (Letter.MultipleObjectsReturned, Appointment.MultipleObjectsReturned):
                continue
            if often or number == len(steps) - 1:
                sweep(letters)
                swept = snapshot()
                row = LetterRound.objects.select_related("unit").get()
                by = letters.here.plant.by
                whole = follow_round(by=by, letters=row, on=letters.day, at=letters.at)
                assert (whole.done, snapshot()) == (0, swept)
        sweep(letters)
        settle(letters)
