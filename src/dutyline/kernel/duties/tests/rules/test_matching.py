"""Which evidence fits which obligation."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from dutyline.kernel.duties.models import Area
from dutyline.kernel.duties.rules.matching import Debt, Proof, fits

WANG, LI, ZHANG = 1, 2, 3
OPERATOR, LEADER, HEAD = 11, 12, 13
TEAM, WORKSHOP, OTHER = 21, 22, 23
ROUND = "inspections.round_done"

DEBT = Debt(
    id=1,
    duty_id=1,
    post_id=OPERATOR,
    person_id=WANG,
    covered_by=None,
    unit_id=TEAM,
    kind=ROUND,
    area=Area.OWN,
    places=frozenset(),
    about="",
    starts_at=datetime(2026, 11, 1, tzinfo=UTC),
    due_at=datetime(2026, 11, 30, 23, 59, tzinfo=UTC),
    grace_until=datetime(2026, 11, 30, 23, 59, tzinfo=UTC),
    amount=Decimal(1),
)
PROOF = Proof(
    id=1,
    kind=ROUND,
    source="inspections.round:1",
    person_id=WANG,
    occurred_at=datetime(2026, 11, 5, tzinfo=UTC),
    post_id=OPERATOR,
    unit_id=TEAM,
    path=f"/{WORKSHOP}/{TEAM}/",
    held=frozenset({(OPERATOR, TEAM)}),
)


def test_the_same_kind_by_the_person_fits():
    assert fits(DEBT, PROOF)
    assert not fits(DEBT, replace(PROOF, kind="training.attended"))
    assert not fits(DEBT, replace(PROOF, person_id=LI))


def test_the_holders_own_acts_count_wherever_they_were_done():
    assert fits(DEBT, replace(PROOF, unit_id=OTHER, path=f"/{OTHER}/", post_id=None))


def test_the_area_of_the_posts_unit_is_that_unit_alone():
    debt = replace(DEBT, area=Area.UNIT)
    assert fits(debt, PROOF)
    assert not fits(debt, replace(PROOF, unit_id=WORKSHOP, path=f"/{WORKSHOP}/"))
    assert not fits(replace(debt, unit_id=WORKSHOP), replace(PROOF, held=frozenset()))


def test_the_area_of_a_subtree_is_the_unit_and_everything_under_it():
    debt = replace(DEBT, area=Area.SUBTREE, unit_id=WORKSHOP)
    assert fits(debt, PROOF)
    assert fits(debt, replace(PROOF, unit_id=WORKSHOP, path=f"/{WORKSHOP}/"))
    assert not fits(debt, replace(PROOF, path="/221/220/"))


def test_the_area_of_places_is_the_listed_ones():
    debt = replace(DEBT, area=Area.PLACES, places=frozenset({5, 6}))
    assert fits(debt, replace(PROOF, place_id=6))
    assert not fits(debt, replace(PROOF, place_id=7))
    assert not fits(debt, PROOF)


def test_a_unit_that_moved_is_still_the_same_unit():
    debt = replace(DEBT, area=Area.SUBTREE)
    assert fits(debt, replace(PROOF, path=f"/{OTHER}/{TEAM}/"))


def test_a_post_that_moved_counts_where_it_lay_on_the_day():
    debt = replace(DEBT, area=Area.UNIT)
    moved = replace(PROOF, unit_id=OTHER, path=f"/{OTHER}/", held=frozenset({(OPERATOR, OTHER)}))
    assert fits(debt, moved)
    assert not fits(debt, replace(moved, held=frozenset({(LEADER, OTHER)})))


TOGETHER = replace(DEBT, person_id=None, post_id=LEADER)


def test_what_is_owed_together_is_shown_by_any_holder_acting_ones_too():
    assert fits(TOGETHER, replace(PROOF, person_id=LI, held=frozenset({(LEADER, TEAM)})))
    assert fits(TOGETHER, replace(PROOF, person_id=ZHANG, held=frozenset({(LEADER, TEAM)})))
    assert not fits(TOGETHER, PROOF)


def test_a_holder_need_not_name_the_post_he_acts_from():
    held = frozenset({(HEAD, WORKSHOP), (LEADER, TEAM)})
    assert fits(TOGETHER, replace(PROOF, post_id=HEAD, held=held))
    assert fits(TOGETHER, replace(PROOF, post_id=LEADER, held=frozenset()))


def test_who_covers_a_vacancy_shows_it_by_his_own_acts():
    covering = replace(PROOF, person_id=ZHANG, held=frozenset({(HEAD, WORKSHOP)}))
    assert not fits(TOGETHER, covering)
    assert fits(replace(TOGETHER, covered_by=HEAD), covering)
    elsewhere = replace(covering, unit_id=OTHER, path=f"/{OTHER}/")
    assert not fits(replace(TOGETHER, covered_by=HEAD, area=Area.UNIT), elsewhere)


def test_an_event_is_answered_about_the_same_thing_wherever_that_lies():
    debt = replace(DEBT, area=Area.UNIT, about="actions.repair:7")
    assert fits(debt, replace(PROOF, about="actions.repair:7", unit_id=OTHER))
    assert not fits(debt, replace(PROOF, about="actions.repair:8"))
    assert not fits(debt, PROOF)
