"""The tree that tells nothing of its size: every place leads to the root, empty ones look alike."""

import random

import pytest

from dutyline.kernel.ledger.rules.merkle import leaf_hash
from dutyline.kernel.ledger.rules.sparse import HEIGHT, drawn, placed, raised
from dutyline.kernel.ledger.tests.outsider import proves

SECRET = bytes(range(32))


def tree(size):
    """Return the leaves of a tree by their places, and its root."""
    places = placed(SECRET, range(size), 0)
    leaves = {place: leaf_hash(str(number).encode()) for number, place in places.items()}
    return leaves, raised(SECRET, leaves, (0, HEIGHT))[0]


@pytest.mark.parametrize("size", [1, 2, 3, 200])
def test_every_record_leads_to_the_root_and_no_other_does(size):
    leaves, root = tree(size)
    for place in random.Random(size).sample(sorted(leaves), min(size, 20)):
        path = []
        assert raised(SECRET, leaves, (0, HEIGHT), along=place, path=path) == {0: root}
        assert len(path) == HEIGHT
        assert proves(leaves[place], place, 1 << HEIGHT, path, root)
        assert not proves(leaf_hash(b"another"), place, 1 << HEIGHT, path, root)
        assert not proves(leaves[place], place ^ 1, 1 << HEIGHT, path, root)


def test_a_tree_raised_in_two_parts_has_the_same_root():
    leaves, root = tree(200)
    middle = raised(SECRET, leaves, (0, 15))
    assert raised(SECRET, middle, (15, HEIGHT)) == {0: root}


def test_another_secret_hides_the_same_records_under_another_root():
    leaves, root = tree(3)
    assert raised(bytes(32), leaves, (0, HEIGHT))[0] != root


def test_who_draws_a_place_that_is_taken_gets_another():
    places = placed(SECRET, range(10_000), 0)
    moved = [number for number, place in places.items() if place != drawn(SECRET, number)]
    assert len(set(places.values())) == 10_000
    assert moved


def test_numbers_of_several_parts_are_refused():
    parts = {drawn(SECRET, number) >> HEIGHT - 8 for number in range(50)}
    assert len(parts) > 1
    with pytest.raises(ValueError, match="several parts"):
        placed(SECRET, range(50), 8)
