from datetime import date
from decimal import Decimal

import pytest

from dutyline.kernel.organisation import line
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.organisation.operations import (
    appoint,
    change_person,
    close_post,
    create_person,
    cut_leave_short,
    depart,
    end_appointment,
    record_leave,
    take_back,
)
from dutyline.kernel.organisation.refusals import (
    ActsForOther,
    ActsForWhom,
    AlreadyAppointed,
    AlreadyClosed,
    AlreadyDeparted,
    ApproverIsAPerson,
    BeforeHistory,
    Departed,
    EndsBeforeItBegins,
    LeaveOfSuperior,
    LeaveOverlaps,
    NeverLeft,
    NumberTaken,
    OwnLeave,
    UnderWayBefore,
    WrongShare,
)
from dutyline.kernel.organisation.tests.clerk import Clerk, Forbidden, clerk_over, noon

FEBRUARY, MARCH, APRIL = date(2026, 2, 10), date(2026, 3, 1), date(2026, 4, 1)
APPROVE = ("organisation.approve_leave",)


def put(plant, name, post, on=MARCH, by=None, **told):
    return appoint(
        by=by or Clerk(),
        person=getattr(plant.people, name),
        post=getattr(plant.posts, post),
        on=on,
        at=noon(on),
        **told,
    )


def give_leave(plant, name, approver, *, since=MARCH, until=APRIL, over=None):
    own = getattr(plant.appointments, approver, None)
    by = clerk_over(
        (over or plant.units.resin).path,
        rights=APPROVE,
        person=getattr(plant.people, approver),
        appointments=(own,) if own else (),
    )
    return record_leave(
        by=by,
        person=getattr(plant.people, name),
        since=since,
        until=until,
        reason="holiday",
        at=noon(FEBRUARY),
    )


def test_a_person_may_hold_several_posts_and_a_post_several_people(plant):
    put(plant, "gao", "operator_b", share=Decimal("0.5"))
    put(plant, "stranger", "operator_b", share=Decimal("0.5"))
    assert {each.person.number for each in line.holders_of(plant.posts.operator_b, MARCH)} == {
        "gao",
        "stranger",
    }
    assert plant.people.gao.appointments.on(MARCH).count() == 2


def test_nobody_holds_the_same_post_twice_at_a_time(plant):
    with pytest.raises(AlreadyAppointed, match="1 January 2026"):
        put(plant, "wang", "operator_a")
    end_appointment(by=Clerk(), appointment=plant.appointments.wang, on=MARCH, at=noon(MARCH))
    put(plant, "wang", "operator_a", on=APRIL)
    with pytest.raises(AlreadyAppointed):
        put(plant, "wang", "operator_a", on=MARCH)
    put(plant, "wang", "operator_a", on=MARCH, until=APRIL)


def test_an_appointment_lies_within_the_life_of_its_post(plant):
    with pytest.raises(UnderWayBefore):
        put(plant, "stranger", "operator_a", on=date(2025, 12, 1))
    close_post(by=Clerk(), post=plant.posts.operator_b, on=APRIL, at=noon(MARCH))
    with pytest.raises(UnderWayBefore):
        put(plant, "stranger", "operator_b")
    assert put(plant, "stranger", "operator_b", until=APRIL).valid_to == APRIL


def test_an_appointment_has_days_a_share_and_a_person_who_works_here(plant):
    with pytest.raises(EndsBeforeItBegins):
        put(plant, "stranger", "operator_a", until=MARCH)
    for share in (0, Decimal("1.1")):
        with pytest.raises(WrongShare):
            put(plant, "stranger", "operator_a", share=share)
    depart(by=Clerk(), person=plant.people.stranger, on=MARCH, at=noon(MARCH))
    with pytest.raises(Departed):
        put(plant, "stranger", "operator_a", on=FEBRUARY)
    with pytest.raises(Forbidden):
        put(plant, "gao", "operator_a", by=clerk_over(plant.units.coatings.path))


def test_one_acts_for_a_named_holder_or_in_a_vacant_post(plant):
    li = plant.appointments.li
    assert put(plant, "wang", "team_leader_a", acting=True, acting_for=li).acting_for == li
    assert put(plant, "wang", "operator_b", acting=True).acting
    with pytest.raises(ActsForWhom):
        put(plant, "sun", "team_leader_a", acting=True)
    for name, other in (("sun", plant.appointments.gao), ("li", li)):
        with pytest.raises(ActsForOther):
            put(plant, name, "team_leader_a", acting=True, acting_for=other)


def test_an_appointment_ends_on_the_first_day_it_is_no_longer_held(plant):
    ended = end_appointment(by=Clerk(), appointment=plant.appointments.li, on=MARCH, at=noon(MARCH))
    assert ended.valid_to == MARCH
    assert line.holders_of(plant.posts.team_leader_a, MARCH) == []
    assert len(line.holders_of(plant.posts.team_leader_a, date(2026, 2, 28))) == 1
    with pytest.raises(AlreadyClosed):
        end_appointment(by=Clerk(), appointment=ended, on=APRIL, at=noon(APRIL))
    earlier = end_appointment(by=Clerk(), appointment=ended, on=FEBRUARY, at=noon(MARCH))
    assert earlier.valid_to == FEBRUARY


def test_a_departure_ends_posts_and_leave_and_a_return_opens_none(plant):
    leave = give_leave(plant, "wang", "li", until=date(2026, 5, 1))
    depart(by=Clerk(), person=plant.people.wang, on=APRIL, at=noon(APRIL))
    leave.refresh_from_db()
    plant.appointments.wang.refresh_from_db()
    assert (leave.valid_to, plant.appointments.wang.valid_to) == (APRIL, APRIL)
    assert not Person.objects.employed(APRIL).filter(number="wang").exists()
    with pytest.raises(AlreadyDeparted):
        depart(by=Clerk(), person=plant.people.wang, on=APRIL, at=noon(APRIL))
    back = take_back(by=Clerk(), person=plant.people.wang, on=date(2026, 6, 1), at=noon(APRIL))
    assert (back.left_on, back.joined_on) == (None, date(2026, 6, 1))
    assert not back.appointments.on(date(2026, 6, 1)).exists()
    with pytest.raises(NeverLeft):
        take_back(by=Clerk(), person=back, on=date(2026, 6, 2), at=noon(APRIL))


def test_nobody_leaves_before_joining_or_returns_before_leaving(plant):
    with pytest.raises(BeforeHistory):
        depart(by=Clerk(), person=plant.people.sun, on=date(2026, 1, 15), at=noon(MARCH))
    depart(by=Clerk(), person=plant.people.sun, on=MARCH, at=noon(MARCH))
    with pytest.raises(BeforeHistory):
        take_back(by=Clerk(), person=plant.people.sun, on=FEBRUARY, at=noon(MARCH))


def test_a_departure_takes_the_right_over_every_post_held(plant):
    put(plant, "wang", "coatings_principal", share=Decimal("0.1"))
    with pytest.raises(Forbidden):
        depart(
            by=clerk_over(plant.units.resin.path),
            person=plant.people.wang,
            on=APRIL,
            at=noon(APRIL),
        )


def test_details_are_corrected_where_one_has_the_right(plant):
    def change(by, number):
        return change_person(
            by=by,
            person=plant.people.wang,
            on=MARCH,
            at=noon(MARCH),
            name="Wang Fangfang",
            number=number,
            email="",
            phone="1",
            language="zh-hans",
        )

    assert change(clerk_over(plant.units.resin.path), "W-1").name == "Wang Fangfang"
    with pytest.raises(Forbidden):
        change(clerk_over(plant.units.coatings.path), "W-1")
    with pytest.raises(NumberTaken):
        change(Clerk(), "li")
    with pytest.raises(NumberTaken):
        create_person(by=Clerk(), name="Second", number="li", at=noon(MARCH))
    assert create_person(by=Clerk(), name="No number", at=noon(MARCH)).number is None


def test_leave_is_recorded_by_the_line(plant):
    leave = give_leave(plant, "wang", "li")
    assert (leave.approved_by, leave.valid_from, leave.valid_to) == (plant.people.li, MARCH, APRIL)
    with pytest.raises(LeaveOverlaps):
        give_leave(plant, "wang", "li", since=date(2026, 3, 20), until=date(2026, 5, 1))
    assert give_leave(plant, "wang", "li", since=APRIL, until=date(2026, 5, 1)).valid_from == APRIL


def test_nobody_approves_his_own_leave_or_his_superior_s(plant):
    with pytest.raises(OwnLeave):
        give_leave(plant, "zhang", "zhang")
    for superior in ("li", "zhang", "zhao"):
        with pytest.raises(LeaveOfSuperior):
            give_leave(plant, superior, "wang")
    assert give_leave(plant, "li", "chen").approved_by == plant.people.chen


def test_leave_takes_a_person_with_the_right_there(plant):
    with pytest.raises(Forbidden):
        give_leave(plant, "wang", "ma", over=plant.units.coatings)
    with pytest.raises(ApproverIsAPerson):
        record_leave(
            by=Clerk(),
            person=plant.people.wang,
            since=MARCH,
            until=APRIL,
            reason="holiday",
            at=noon(MARCH),
        )


def test_leave_is_cut_short_or_cancelled(plant):
    leave = give_leave(plant, "wang", "li")
    by = clerk_over(plant.units.workshop.path, rights=APPROVE, person=plant.people.zhang)
    back = date(2026, 3, 10)
    assert cut_leave_short(by=by, leave=leave, back_on=back, at=noon(back)).valid_to == back
    cancelled = cut_leave_short(by=by, leave=leave, back_on=FEBRUARY, at=noon(back))
    assert cancelled.valid_to == MARCH
    with pytest.raises(AlreadyClosed):
        cut_leave_short(by=by, leave=leave, back_on=APRIL, at=noon(back))


def test_who_was_appointed_by_mistake_is_appointed_again_on_the_same_day(plant):
    mistaken = put(plant, "gao", "operator_b")
    end_appointment(by=Clerk(), appointment=mistaken, on=MARCH, at=noon(MARCH))
    again = put(plant, "gao", "operator_b", share=Decimal("0.5"))
    assert (again.valid_from, again.valid_to, again.share) == (MARCH, None, Decimal("0.5"))
