"""What the shipped packs bring for post cards: a whole card for every standard post."""

from collections import Counter
from functools import cache

import pytest

from dutyline.kernel.criteria.packs.reading import read_pack

NAMES = ("cn-work-safety", "iso-45001")
PARTS = {  # lines of a part a drafted card has: at least, at most
    "job": (3, 6),
    "general": (4, 5),
    "safety": (10, 25),
    "authority": (4, 8),
    "scope": (1, 2),
    "qualification": (3, 4),
    "risk": (2, 3),
    "emergency": (3, 6),
    "assessment": (4, 8),
}
both = pytest.mark.parametrize("name", NAMES)


@cache
def pack(name):
    return read_pack(name)


def entries(name, kind):
    found = [row for row in pack(name).entries if dict(row.identity)["kind"] == kind]
    return {dict(row.identity)["key"]: row for row in found}


def source(row):
    return row.words["instrument_en"], row.words["clause_en"]


def clauses(name):
    return {source(row): key for key, row in entries(name, "clause").items()}


def cited(name):
    known = clauses(name)
    return {
        key: known.get(source(row))
        for key, row in entries(name, "card_line").items()
        if row.words["clause_en"]
    }


def meant(name, post):
    level = str(entries(name, "standard_post")[post].matter["data"]["level"])
    for key, row in entries(name, "card_line").items():
        posts, levels = (row.matter["data"].get(each, []) for each in ("posts", "levels"))
        if post in posts or level in levels or not (posts or levels):
            yield key, row


@both
def test_a_card_drafted_from_a_standard_post_has_words_in_every_part(name):
    for post in entries(name, "standard_post"):
        lines = Counter(row.matter["data"]["section"] for _key, row in meant(name, post))
        assert set(lines) == set(PARTS)
        for part, (least, most) in PARTS.items():
            assert least <= lines[part] <= most, (post, part, lines[part])


@both
def test_no_card_says_the_same_twice_or_what_a_measured_duty_asks_already(name):
    duties = {duty["text"]["en"] for duty in pack(name).sections["duties"]}
    for post in entries(name, "standard_post"):
        lines = [row.words["label_en"] for _key, row in meant(name, post)]
        assert [words for words, times in Counter(lines).items() if times > 1] == []
        assert duties.intersection(lines) == set()


@both
def test_a_line_is_for_posts_or_for_levels_that_exist(name):
    posts = entries(name, "standard_post")
    levels = {str(row.matter["data"]["level"]) for row in posts.values()}
    for key, row in entries(name, "card_line").items():
        data = row.matter["data"]
        assert set(data.get("posts", [])) <= set(posts), key
        assert set(data.get("levels", [])) <= levels, key
        assert not (data.get("posts") and data.get("levels")), key
        assert key.split(".")[2] == data["section"], key


@both
def test_a_line_cites_only_clauses_the_pack_knows_and_is_no_surer_than_they_are(name):
    known = entries(name, "clause")
    for key, clause in cited(name).items():
        assert clause, key
        line = entries(name, "card_line")[key]
        assert line.words["standing"] == known[clause].words["standing"], key
        assert line.valid_from >= known[clause].valid_from, key
    for key, row in entries(name, "card_line").items():
        if key not in cited(name):
            assert row.words["standing"] == "recalled", key


@both
def test_the_lines_and_duties_of_a_pack_carry_every_clause_it_wants_carried(name):
    wanted = next(
        row.matter["value"]
        for row in pack(name).criteria
        if dict(row.identity)["key"] == "responsibility.clauses_to_carry"
    )
    assert set(wanted) <= set(entries(name, "clause"))
    carried = {duty["basis"] for duty in pack(name).sections["duties"]}
    assert set(wanted) - carried - set(cited(name).values()) == set()


def test_where_both_packs_are_loaded_no_card_mixes_lines_of_two():
    national, neutral = (entries(name, "card_line") for name in NAMES)
    shared = set(entries(NAMES[0], "standard_post"))
    for key, row in neutral.items():
        posts = row.matter["data"].get("posts", [])
        assert key in national or (posts and not shared.intersection(posts)), key
