"""What is found at a place of the story is new there, or comes back now and then."""

from random import Random

from dutyline.modules.inspections.demo.book import dangers
from dutyline.modules.inspections.demo.returning import Returning

PLACE = "mixing-hall"
THERE = [each for each in dangers() if PLACE in each.places]


def test_few_of_the_dangers_found_at_a_place_are_of_a_kind_found_there_before() -> None:
    returning, chance = Returning(), Random(1)
    found = [returning.choose(PLACE, THERE, chance) for _turn in range(20)]
    kinds, clauses = set(), set()
    again = 0
    for each in found:
        assert each is not None
        again += each.category in kinds or str(each.clause) in clauses
        kinds.add(each.category)
        clauses.add(str(each.clause))
    assert 0 < again <= 4


def test_nothing_new_is_found_where_all_was_found_before() -> None:
    returning, only = Returning(), THERE[:1]
    assert returning.choose(PLACE, only, Random(3)) == only[0]
    later = [returning.choose(PLACE, only, Random(seed)) for seed in range(50)]
    assert 0 < later.count(only[0]) < 15
    assert all(each in (only[0], None) for each in later)


def test_what_was_found_at_one_place_is_new_at_another() -> None:
    returning, only = Returning(), THERE[:1]
    assert returning.choose(PLACE, only, Random(3)) == only[0]
    assert returning.choose("raw-store", only, Random(3)) == only[0]
