import pytest

from dutyline.kernel.organisation.operations import close_place, close_post
from dutyline.modules.inspections.models import Plan, Round
from dutyline.modules.inspections.operations import open_due_rounds, pause_plan, resume_plan
from dutyline.modules.inspections.operations.refusals import (
    BackBeforePause,
    NobodyToWalk,
    PlanRuns,
    ReasonMissing,
)
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY

pytestmark = pytest.mark.django_db
WEEK = 7 * DAY


def test_a_plan_rests_and_goes_on_by_itself(here, plan):
    chen, back = here.actor("chen"), TODAY + 4 * WEEK
    again = pause_plan(by=chen, plan=plan, on=TODAY + WEEK, back_on=back, reason="Stop", at=AT)
    plan.refresh_from_db()
    assert (plan.valid_to, again.valid_from, again.valid_to) == (TODAY + WEEK, back, None)
    assert (again.name, again.post, again.cadence) == (plan.name, plan.post, plan.cadence)
    places = [each.place for each in again.targets.order_by("id")]
    assert places == [each.place for each in plan.targets.order_by("id")]
    open_due_rounds(AT + 5 * WEEK)
    due = Round.objects.filter(due_on__gte=TODAY + WEEK, due_on__lt=back).count()
    assert (due, Round.objects.filter(plan=again).count() > 0) == (0, True)


def test_a_plan_goes_on_by_hand_and_only_once(here, plan):
    chen = here.actor("chen")
    assert pause_plan(by=chen, plan=plan, on=TODAY, reason="Stop", at=AT) is None
    again = resume_plan(by=chen, plan=plan, on=TODAY + DAY, at=AT)
    with pytest.raises(PlanRuns):
        resume_plan(by=chen, plan=plan, on=TODAY + 2 * DAY, at=AT)
    assert list(Plan.objects.filter(valid_to=None)) == [again]


def test_a_pause_has_a_reason_and_ends_after_it_begins(here, plan):
    chen = here.actor("chen")
    with pytest.raises(ReasonMissing):
        pause_plan(by=chen, plan=plan, on=TODAY, reason=" ", at=AT)
    with pytest.raises(BackBeforePause):
        pause_plan(by=chen, plan=plan, on=TODAY, back_on=TODAY, reason="Stop", at=AT)
    plan.refresh_from_db()
    assert plan.valid_to is None


def test_places_out_of_use_are_left_out_and_a_closed_post_is_refused(here, plan):
    chen, admin = here.actor("chen"), here.actor("admin")
    pause_plan(by=chen, plan=plan, on=TODAY, reason="Stop", at=AT)
    places = [each.place for each in plan.targets.order_by("id")]
    close_place(by=chen, place=places[0], on=TODAY + DAY, at=AT)
    again = resume_plan(by=chen, plan=plan, on=TODAY + WEEK, at=AT)
    assert [each.place for each in again.targets.order_by("id")] == places[1:]
    pause_plan(by=chen, plan=again, on=TODAY + WEEK, reason="Stop", at=AT)
    close_post(by=admin, post=plan.post, on=TODAY + 2 * WEEK, at=AT)
    plan.post.refresh_from_db()
    with pytest.raises(NobodyToWalk):
        resume_plan(by=chen, plan=again, on=TODAY + 3 * WEEK, at=AT)
