"""What waits for a person says the day by which it is wanted."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dutyline.kernel.actions.tests.setting import AT, DAY, DUE, TODAY, setting
from dutyline.kernel.actions.todos import to_repair, to_verify
from dutyline.toolkit.ui.when import day_date

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def here():
    return setting()


def said(todos):
    (todo,) = todos
    return todo.due_at.astimezone(SHANGHAI)


def test_a_repair_wanted_by_a_day_is_said_to_be_due_that_day_and_not_the_midnight_after(here):
    here.assigned()
    due = said(to_repair(here.person("li").pk, 5))

    assert due.date() == DUE
    assert due + timedelta(microseconds=1) == datetime(2026, 3, 10, tzinfo=SHANGHAI)
    assert day_date(due.date(), AT) == "Mon 9 Mar"


def test_a_verification_is_due_on_the_last_of_its_days(here):
    here.repaired()

    assert said(to_verify(here.person("zhang").pk, 5)).date() == (TODAY + 4 * DAY)
