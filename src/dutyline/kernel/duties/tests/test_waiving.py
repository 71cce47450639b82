"""Waiving: who may, who never may, and what it leaves."""

import pytest
from django.utils import translation

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.access.operations import grant_role
from dutyline.kernel.duties.models import DutyVersion, Obligation, Waiver
from dutyline.kernel.duties.operations import open_periods, rule_out, settle_due, waive
from dutyline.kernel.duties.operations.replaying import replay
from dutyline.kernel.duties.refusals import (
    NothingToWaive,
    OwnObligation,
    ReasonNeeded,
    WaiverIsAPersons,
)
from dutyline.kernel.duties.tests.organisation import appoint
from dutyline.kernel.duties.tests.world import at, stands
from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.notifications.words import tell

NOW = at("2026-03-06")


@pytest.fixture
def owed(world) -> Obligation:
    """What Zhang, the workshop head, owes."""
    world.duty(world.workshop_head, cadence="weekly")
    open_periods(now=at("2026-03-02"))
    return Obligation.objects.get()


def may_waive(world, person, unit):
    """Give somebody the right to waive, so that only who he is can stand against it."""
    grant_role(
        by=world.by,
        role="safety_manager",
        person=person,
        unit=unit,
        on=at("2026-01-01").date(),
        at=at("2026-01-01"),
    )


def try_to(world, owed, name, reason="machine was down"):
    return waive(by=world.plant.actor(name), obligation=owed, reason=reason, at=NOW)


def test_who_may_waives_with_a_reason_that_stays(world, owed):
    waiver = try_to(world, owed, "chen")
    assert stands() == [("zhang", "2026-W10", "waived", 0)]
    assert (waiver.by, waiver.reason, waiver.at) == (world.chen, "machine was down", NOW)
    entry = Entry.objects.get(verb="duties.waived")
    assert (entry.by_name, entry.reason) == ("Chen Jing", "machine was down")
    assert Notification.objects.get().person == world.zhang


def test_who_is_told_reads_of_the_duty_in_his_language(world, owed):
    DutyVersion.objects.update(text_en="Walk", text_zh="巡查")
    try_to(world, owed, "chen")
    told = Notification.objects.get()
    assert tell(told).title == "Waived: Walk"
    with translation.override("zh-hans"):
        assert tell(told).title.endswith("巡查")


def test_no_reason_no_waiver(world, owed):
    with pytest.raises(ReasonNeeded):
        try_to(world, owed, "chen", reason="  ")


def test_without_the_right_there_is_no_waiver(world, owed):
    with pytest.raises(NotPermitted):
        try_to(world, owed, "ma")


def test_nobody_waives_his_own(world, owed):
    may_waive(world, world.zhang, world.resin)
    with pytest.raises(OwnObligation):
        try_to(world, owed, "zhang")


@pytest.mark.parametrize("name", ["li", "wang"])
def test_no_subordinate_however_far_below_waives_what_his_superior_owes(world, owed, name):
    may_waive(world, getattr(world, name), world.resin)
    with pytest.raises(OwnObligation):
        try_to(world, owed, name)


def test_who_holds_the_same_post_waives_nothing_of_it(world, owed):
    appoint(world, world.chen, world.workshop_head, "2026-01-01")
    with pytest.raises(OwnObligation):
        try_to(world, owed, "chen")


def test_a_holder_of_what_is_owed_together_does_not_waive_it(world):
    world.duty(world.operator_b, owed="together", cadence="weekly")
    open_periods(now=at("2026-03-02"))
    owed = Obligation.objects.get()
    # Gao covers the vacancy, so it is his.
    may_waive(world, world.gao, world.resin)
    with pytest.raises(OwnObligation):
        try_to(world, owed, "gao")
    assert try_to(world, owed, "chen")


def test_a_job_waives_nothing(world, owed):
    with pytest.raises(WaiverIsAPersons):
        waive(by=Actor.system("sweep"), obligation=owed, reason="so", at=NOW)


def test_a_missed_one_may_be_waived_a_kept_one_not(world, owed):
    settle_due(now=at("2026-03-10"))
    assert try_to(world, owed, "chen")
    with pytest.raises(NothingToWaive):
        try_to(world, owed, "chen")
    assert Waiver.objects.count() == 1


def test_what_was_shown_for_a_waived_one_is_free_for_others(world):
    world.duty(world.workshop_head, cadence="weekly", amount=2, grace_days=3)
    open_periods(now=at("2026-03-07"))
    world.show(world.zhang, "2026-03-10")
    assert [row[1:] for row in stands()] == [("2026-W10", "open", 1), ("2026-W11", "open", 0)]
    waive(
        by=world.plant.actor("chen"),
        obligation=Obligation.objects.get(period="2026-W10"),
        reason="sick",
        at=at("2026-03-10 13:00"),
    )
    assert [row[1:] for row in stands()] == [("2026-W10", "waived", 0), ("2026-W11", "open", 1)]


def test_a_waived_one_stays_waived_whatever_is_shown(world, owed):
    try_to(world, owed, "chen")
    world.show(world.zhang, "2026-03-07")
    open_periods(now=at("2026-03-07"))
    assert stands(period="2026-W10") == [("zhang", "2026-W10", "waived", 0)]


def rule(world, owed, name, reason="line out of use", when=NOW):
    return rule_out(by=world.plant.actor(name), obligation=owed, reason=reason, at=when)


def test_who_may_decides_that_it_does_not_apply_with_a_reason_that_stays(world, owed):
    ruled = rule(world, owed, "chen")
    assert stands() == [("zhang", "2026-W10", "not_applicable", 0)]
    assert (ruled.by, ruled.ruling, ruled.reason) == (
        world.chen,
        "not_applicable",
        "line out of use",
    )
    assert Obligation.objects.get().reason == "decided"
    assert Entry.objects.get(verb="duties.ruled_out").reason == "line out of use"
    told = Notification.objects.get()
    assert (told.person, told.kind) == (world.zhang, "duties.ruled_out")


def test_it_is_decided_by_nobody_who_owes_it_stands_below_or_lacks_the_right(world, owed):
    with pytest.raises(NotPermitted):
        rule(world, owed, "wang")
    for name in ("zhang", "li"):
        may_waive(world, getattr(world, name), world.resin)
        with pytest.raises(OwnObligation):
            rule(world, owed, name)
    with pytest.raises(ReasonNeeded):
        rule(world, owed, "chen", reason=" ")


def test_what_was_decided_once_is_not_decided_again(world, owed):
    rule(world, owed, "chen")
    for again in (rule, try_to):
        with pytest.raises(NothingToWaive):
            again(world, owed, "chen")


def test_what_was_decided_stands_when_days_are_counted_again_and_in_a_replay(world, owed):
    rule(world, owed, "chen")
    open_periods(now=at("2026-03-07"))
    settle_due(now=at("2026-03-20"))
    assert stands()[0] == ("zhang", "2026-W10", "not_applicable", 0)
    assert Obligation.objects.order_by("id")[0].reason == "decided"
    assert replay(now=at("2026-03-20")).agrees
