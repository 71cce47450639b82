"""Duties: what one must say, how it changes, and who owes it."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.duties.models import Duty, DutyVersion, PostDuty
from dutyline.kernel.duties.operations import (
    apply_standard_duties,
    change_duty,
    define_duty,
    give_up_duty,
    retire_duty,
    take_up_duty,
)
from dutyline.kernel.duties.refusals import (
    AlreadyOwed,
    BeforeHistory,
    DutyEnded,
    DutyIncomplete,
    KeyTaken,
    NotOwed,
)
from dutyline.kernel.duties.tests.world import FIRST, at
from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import tell_plainly
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.organisation.operations import create_post

NOW = at("2026-03-02")
WALK = {
    "text_en": "Walk",
    "measure": "count",
    "cadence": "monthly",
    "evidence_kind": "toy.walk",
}


def define(world, **asks):
    return define_duty(by=world.by, key="own.walk", on=FIRST, at=NOW, **{**WALK, **asks})


def test_a_defined_duty_is_owed_by_nobody_yet(world):
    duty = define(world)
    assert (duty.origin, duty.edited, PostDuty.objects.count()) == ("own", False, 0)
    version = duty.versions.get()
    assert (version.number, version.valid_from, version.amount, version.owed) == (
        1,
        FIRST,
        1,
        "each",
    )
    assert Entry.objects.get(verb="duties.defined").subject_label == "Walk"


def in_both(entry):
    english = tell_plainly(entry)
    with translation.override("zh-hans"):
        return english, tell_plainly(entry)


def test_history_calls_a_duty_by_the_words_of_each_reader(world):
    duty = define(world, text_zh="巡查")
    take_up_duty(by=world.by, post=world.workshop_head, duty=duty, on=FIRST, at=NOW)
    give_up_duty(by=world.by, post=world.workshop_head, duty=duty, on=date(2026, 4, 1), at=NOW)
    english, chinese = zip(
        *[in_both(entry) for entry in Entry.objects.order_by("-id")[:3]], strict=True
    )
    assert [("Walk" in each, "巡查" in each) for each in english] == [(True, False)] * 3
    assert [("Walk" in each, "巡查" in each) for each in chinese] == [(False, True)] * 3


def test_a_duty_written_in_one_language_is_read_in_it_by_everybody(world):
    version = define(world, text_en="", text_zh="巡查").versions.get()
    assert (version.text, str(version)) == ("巡查", "巡查")
    assert in_both(Entry.objects.get(verb="duties.defined"))[0].endswith("the duty 巡查.")


def test_a_key_is_used_once(world):
    define(world)
    with pytest.raises(KeyTaken):
        define(world)


@pytest.mark.parametrize(
    "asks",
    [
        {"text_en": ""},
        {"measure": "guess"},
        {"evidence_kind": ""},
        {"evidence_kind": "toy.unheard_of"},
        {"trigger": "toy.asked"},
        {"cadence": "event"},
        {"amount": 0},
        {"weight": -1},
        {"cadence": "once"},
        {"area": "places"},
        {"within": 3},
        {"measure": "event", "cadence": "event", "trigger": "toy.asked"},
        {
            "measure": "event",
            "cadence": "monthly",
            "trigger": "toy.asked",
            "within": 3,
            "within_unit": "days",
        },
        {"measure": "indicator", "evidence_kind": "", "indicator": "toy.share"},
        {
            "measure": "indicator",
            "evidence_kind": "",
            "indicator": "toy.share",
            "comparison": "gte",
            "target": Decimal(1),
            "area": "places",
            "places": [1],
        },
        {
            "measure": "indicator",
            "evidence_kind": "",
            "indicator": "toy.share",
            "comparison": "gte",
            "target": Decimal(1),
            "cadence": "once",
            "within": 3,
            "within_unit": "days",
        },
    ],
)
def test_a_duty_that_lacks_what_its_measure_needs_is_refused(world, asks):
    with pytest.raises(DutyIncomplete):
        define(world, **asks)
    assert Duty.objects.count() == 0


def test_a_change_is_a_new_version_and_marks_the_duty_as_edited(world):
    duty = define(world)
    version = change_duty(by=world.by, duty=duty, on=date(2026, 4, 1), at=NOW, amount=3)
    assert (version.number, version.amount, version.text_en) == (2, 3, "Walk")
    first = duty.versions.get(number=1)
    assert (first.valid_to, first.amount) == (date(2026, 4, 1), 1)
    assert Duty.objects.get().edited


def test_a_second_change_of_a_day_replaces_the_first(world):
    duty = define(world)
    change_duty(by=world.by, duty=duty, on=date(2026, 4, 1), at=NOW, amount=3)
    change_duty(by=world.by, duty=duty, on=date(2026, 4, 1), at=NOW, amount=5)
    assert list(duty.versions.order_by("number").values_list("amount", flat=True)) == [1, 5]


def test_no_change_before_the_latest(world):
    duty = define(world)
    change_duty(by=world.by, duty=duty, on=date(2026, 4, 1), at=NOW, amount=3)
    with pytest.raises(BeforeHistory):
        change_duty(by=world.by, duty=duty, on=date(2026, 3, 1), at=NOW, amount=4)


def test_a_retired_duty_is_changed_and_taken_up_no_more(world):
    duty = define(world)
    retire_duty(by=world.by, duty=duty, on=date(2026, 4, 1), at=NOW)
    with pytest.raises(DutyEnded):
        change_duty(by=world.by, duty=duty, on=date(2026, 5, 1), at=NOW, amount=4)
    with pytest.raises(DutyEnded):
        take_up_duty(by=world.by, post=world.operator_a, duty=duty, on=date(2026, 4, 1), at=NOW)


def test_a_duty_is_changed_by_who_manages_every_post_that_owes_it(world):
    duty = define(world)
    chen = world.plant.actor("chen")
    take_up_duty(by=chen, post=world.operator_a, duty=duty, on=FIRST, at=NOW)
    assert change_duty(by=chen, duty=duty, on=date(2026, 4, 1), at=NOW, amount=2)
    take_up_duty(by=world.by, post=world.coatings_principal, duty=duty, on=FIRST, at=NOW)
    with pytest.raises(NotPermitted):
        change_duty(by=chen, duty=duty, on=date(2026, 5, 1), at=NOW, amount=3)


def test_posts_take_up_duties_where_the_actor_manages_them(world):
    duty = define(world)
    with pytest.raises(NotPermitted):
        take_up_duty(
            by=world.plant.actor("chen"),
            post=world.coatings_principal,
            duty=duty,
            on=FIRST,
            at=NOW,
        )
    with pytest.raises(NotPermitted):
        take_up_duty(
            by=world.plant.actor("wang"), post=world.operator_a, duty=duty, on=FIRST, at=NOW
        )


def test_a_duty_is_taken_up_once_given_up_and_taken_up_again(world):
    duty = define(world)
    told = {"by": world.by, "post": world.operator_a, "duty": duty, "at": NOW}
    take_up_duty(on=FIRST, **told)
    with pytest.raises(AlreadyOwed):
        take_up_duty(on=date(2026, 5, 1), **told)
    give_up_duty(on=date(2026, 5, 1), **told)
    with pytest.raises(NotOwed):
        give_up_duty(on=date(2026, 6, 1), **told)
    take_up_duty(on=date(2026, 6, 1), **told)
    spans = PostDuty.objects.order_by("id").values_list("valid_from", "valid_to")
    assert list(spans) == [(FIRST, date(2026, 5, 1)), (date(2026, 6, 1), None)]


@pytest.fixture
def standard(world):
    """Two duties of a standard post, and the posts made from it."""
    for key in ("own.one", "own.two"):
        define_duty(by=world.by, key=key, on=FIRST, at=NOW, standard_post="operator", **WALK)
    Post.objects.filter(code__startswith="operator").update(standard="operator")
    world.operator_a.refresh_from_db()
    return world


def test_posts_take_the_duties_of_their_standard_post(standard):
    assert apply_standard_duties(by=standard.by, on=FIRST, at=NOW) == 4
    assert apply_standard_duties(by=standard.by, on=FIRST, at=NOW) == 0
    assert set(PostDuty.objects.values_list("post__code", "valid_from")) == {
        ("operator_a", FIRST),
        ("operator_b", FIRST),
    }


def test_a_duty_once_given_up_is_not_forced_on_a_post_again(standard):
    apply_standard_duties(by=standard.by, on=FIRST, at=NOW)
    duty = Duty.objects.get(key="own.one")
    give_up_duty(by=standard.by, post=standard.operator_a, duty=duty, on=date(2026, 4, 1), at=NOW)
    assert apply_standard_duties(by=standard.by, on=date(2026, 5, 1), at=NOW) == 0


def test_a_post_that_begins_later_owes_from_its_first_day(standard):
    post = create_post(
        by=standard.by,
        title="New operator",
        unit=standard.team_a,
        on=date(2026, 6, 1),
        at=NOW,
        standard="operator",
    )
    assert apply_standard_duties(by=standard.by, on=NOW.date(), at=NOW, posts=[post]) == 2
    assert set(PostDuty.objects.values_list("valid_from", flat=True)) == {date(2026, 6, 1)}
    assert Entry.objects.get(verb="duties.standard_applied").data["duties"] == 2


def test_standard_duties_are_applied_where_the_actor_manages_duties(standard):
    Post.objects.filter(pk=standard.coatings_principal.pk).update(standard="operator")
    assert apply_standard_duties(by=standard.plant.actor("chen"), on=FIRST, at=NOW) == 4
    assert apply_standard_duties(by=standard.by, on=FIRST, at=NOW) == 2


def test_a_retired_duty_is_applied_to_nobody(standard):
    retire_duty(by=standard.by, duty=Duty.objects.get(key="own.one"), on=NOW.date(), at=NOW)
    assert apply_standard_duties(by=standard.by, on=NOW.date(), at=NOW) == 2


def test_a_version_reads_in_either_language(world):
    duty = define(world, text_zh="巡查")
    version = DutyVersion.objects.get(duty=duty)
    with translation.override("zh-hans"):
        assert str(version) == "巡查"
    with translation.override("en"):
        assert str(version) == "Walk"
