"""The tree against the test vectors of Certificate Transparency, and against its own definition."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyline.kernel.ledger.rules.merkle import (
    EMPTY,
    consistency_path,
    grown,
    inclusion_path,
    leaf_hash,
    node_hash,
    root_of,
    split,
)
from dutyline.kernel.ledger.tests.outsider import goes_on, proves

# The reference tree of RFC 6962 implementations: eight entries and the roots of their beginnings.
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "60616263646566676869"]
ENTRIES[-1] += "6a6b6c6d6e6f"
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(each)) for each in ENTRIES]
MOST = 34


def root(leaves):
    """Return the root as the RFC defines it, by splitting."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaves[0]
    middle = split(len(leaves))
    return node_hash(root(leaves[:middle]), root(leaves[middle:]))


def leaves_of(size):
    return [leaf_hash(bytes([number])) for number in range(size)]


def part(leaves, start, end):
    return root(leaves[start:end])


@pytest.mark.parametrize("size", range(1, 9))
def test_the_reference_tree_has_the_known_roots(size):
    assert root_of(grown([], 0, LEAVES[:size])).hex() == ROOTS[size - 1]


def test_an_empty_tree_has_the_hash_of_nothing():
    assert root_of([]) == EMPTY


def test_the_reference_proofs_are_the_known_ones():
    complete = partial(part, LEAVES)
    assert [each.hex() for each in inclusion_path(0, 8, complete)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [each.hex() for each in consistency_path(1, 8, complete)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_a_tree_grown_by_any_steps_has_the_root_of_the_definition(steps):
    leaves = leaves_of(min(sum(steps), 256))
    edge, size = [], 0
    for step in steps:
        some = leaves[size : size + step]
        edge, size = grown(edge, size, some), size + len(some)
    assert root_of(edge) == root(leaves[:size])


@pytest.mark.parametrize("size", range(1, MOST))
def test_every_leaf_is_proved_in_its_place_and_in_no_other(size):
    leaves = leaves_of(size)
    for index in range(size):
        path = inclusion_path(index, size, partial(part, leaves))
        for other in range(size):
            proved = proves(leaves[index], other, size, path, root(leaves))
            assert proved == (other == index)


@pytest.mark.parametrize("size", range(1, MOST))
def test_every_beginning_is_proved_and_no_other_tree(size):
    leaves = leaves_of(size)
    for old in range(1, size + 1):
        path = consistency_path(old, size, partial(part, leaves))
        assert goes_on(old, root(leaves[:old]), size, root(leaves), path)
        assert not goes_on(old, leaf_hash(b"other"), size, root(leaves), path)
        assert not goes_on(old, root(leaves[:old]), size, leaf_hash(b"other"), path)


def test_a_longer_or_shorter_proof_proves_nothing():
    leaves = leaves_of(13)
    path = inclusion_path(5, 13, partial(part, leaves))
    assert not proves(leaves[5], 5, 13, path[:-1], root(leaves))
    assert not proves(leaves[5], 5, 13, [*path, leaves[0]], root(leaves))
    path = consistency_path(5, 13, partial(part, leaves))
    assert not goes_on(5, root(leaves[:5]), 13, root(leaves), path[:-1])
    assert not goes_on(5, root(leaves[:5]), 13, root(leaves), [*path, leaves[0]])


def test_parts_that_become_complete_are_told_with_their_place():
    leaves = [leaf_hash(str(number).encode()) for number in range(600)]
    completed = []
    grown([], 0, leaves, completed)
    assert completed == [(8, 0, root(leaves[:256])), (8, 1, root(leaves[256:512]))]


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_outside_of_the_tree_has_no_proof(index, size):
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_path(index, size, partial(part, leaves_of(3)))
