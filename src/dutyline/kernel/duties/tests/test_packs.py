"""Duties from packs: loaded once, continued later, and never over what was edited here."""

from textwrap import dedent

import pytest

from dutyline.kernel.criteria.packs.documents import read
from dutyline.kernel.criteria.packs.problems import PackInvalid, Problems
from dutyline.kernel.duties.models import Duty, DutyVersion
from dutyline.kernel.duties.operations import change_duty
from dutyline.kernel.duties.packs import load
from dutyline.kernel.duties.tests.world import at

FIRST, LATER = at("2026-03-02"), at("2026-06-10")
WALK = """
  - key: toy.walk
    standard_post: operator
    text: {en: Walk, zh: 巡查}
    basis: law.1
    confirmed: true
    measure: count
    cadence: weekly
    evidence: toy.walk
    amount: {amount}
"""
ANSWER = """
  - key: toy.answer
    standard_post: operator
    text: {en: Answer, zh: 答复}
    basis: law.2
    confirmed: false
    measure: event
    cadence: event
    trigger: toy.asked
    within: {value: 3, unit: days}
    evidence: toy.answer
    grace_days: 1
"""
SHARE = """
  - key: toy.share
    standard_post: head
    text: {en: Share, zh: 占比}
    basis: law.3
    confirmed: true
    measure: indicator
    cadence: monthly
    indicator: toy.share
    comparison: gte
    target: 0.95
    area: subtree
    weight: 3
"""


def loaded(world, *entries, when=FIRST, **words):
    text = "duties:" + "".join(entries)
    for name, value in words.items():
        text = text.replace("{" + name + "}", str(value))
    problems = Problems("toy")
    section = read(dedent(text).encode(), "duties.yaml", problems)["duties"]
    problems.refuse()
    return load(section, pack="toy", version="1", by=world.by, at=when)


def test_a_pack_brings_duties_of_every_measure(world):
    counts = loaded(world, WALK, ANSWER, SHARE, amount=2)
    assert (counts["created"], counts["kept"]) == (3, 0)
    walk, answer, share = DutyVersion.objects.order_by("duty__key").order_by("id")
    assert (walk.evidence_kind, walk.amount, walk.grace_days, walk.text_zh) == (
        "toy.walk",
        2,
        2,  # the criterion's, since the pack names none
        "巡查",
    )
    assert (answer.within, answer.within_unit, answer.basis_confirmed) == (3, "days", False)
    assert (str(share.target.normalize()), share.area, share.weight) == ("0.95", "subtree", 3)
    assert walk.duty.origin == "pack"


def test_the_same_pack_again_changes_nothing(world):
    loaded(world, WALK, SHARE, amount=2)
    counts = loaded(world, WALK, SHARE, amount=2, when=LATER)
    assert (counts["unchanged"], counts["changed"], DutyVersion.objects.count()) == (2, 0, 2)


def test_a_newer_pack_continues_with_a_new_version(world):
    loaded(world, WALK, amount=2)
    counts = loaded(world, WALK, amount=3, when=LATER)
    assert counts["changed"] == 1
    first, second = DutyVersion.objects.order_by("number")
    assert (first.valid_to, second.valid_from, second.amount) == (LATER.date(), LATER.date(), 3)
    assert not Duty.objects.get().edited


def test_a_newer_pack_leaves_what_was_edited_here_and_says_so(world):
    loaded(world, WALK, amount=2)
    duty = Duty.objects.get()
    change_duty(by=world.by, duty=duty, on=at("2026-04-01").date(), at=FIRST, amount=9)
    counts = loaded(world, WALK, amount=3, when=LATER)
    assert (counts["kept"], counts["kept_keys"]) == (1, ["toy.walk"])
    assert DutyVersion.objects.order_by("-number").first().amount == 9


def test_what_a_newer_pack_no_longer_has_ends(world):
    loaded(world, WALK, SHARE, amount=2)
    counts = loaded(world, SHARE, when=LATER)
    assert counts["ended"] == 1
    assert DutyVersion.objects.get(duty__key="toy.walk").valid_to == LATER.date()
    counts = loaded(world, WALK, SHARE, amount=2, when=at("2026-07-01"))
    assert counts["changed"] == 1
    assert DutyVersion.objects.filter(duty__key="toy.walk").count() == 2


def test_duties_for_modules_that_are_not_installed_wait(world):
    text = WALK.replace("evidence: toy.walk", "evidence: unheard.of")
    counts = loaded(world, text, SHARE, amount=2)
    assert (counts["skipped"], counts["skipped_keys"], counts["created"]) == (1, ["toy.walk"], 1)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("cadence: weekly", "cadence: sometimes"),
        ("amount: 2", "amount: many"),
        ("zh: 巡查", "zh: ''"),
    ],
)
def test_a_faulty_entry_is_refused_with_its_line(world, wrong, right):
    text = WALK.replace("{amount}", "2").replace(wrong, right)
    with pytest.raises(PackInvalid) as refused:
        loaded(world, text)
    assert "duties.yaml:" in str(refused.value)
    assert Duty.objects.count() == 0
