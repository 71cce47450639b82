"""Who is late with a letter is reminded, and who leads him is told the numbers."""

from datetime import timedelta

import pytest

from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.notifications.words import tell
from dutyline.modules.responsibility.operations.letters import remind_round
from dutyline.modules.responsibility.operations.letters.reminding import OVERDUE
from dutyline.modules.responsibility.rules.letters import is_reminded_on
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.letters import Letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(here):
    return Letters(here)


def reminded(letters, days):
    """Return who was told what by the reminders of a day after the opening."""
    row = letters.of("zhao").round
    on = TODAY + timedelta(days=days)
    before = set(Notification.objects.values_list("pk", flat=True))
    told = remind_round(letters=row, on=on, at=AT + timedelta(days=days))
    rows = Notification.objects.exclude(pk__in=before).select_related("person")
    assert told == len(rows)
    return sorted((each.kind.partition(".")[2], each.person.number) for each in rows)


def test_reminders_begin_the_day_after_the_term_and_come_again_every_some_days():
    due = TODAY
    days = [day for day in range(10) if is_reminded_on(due, due + timedelta(days=day), 3)]
    assert days == [1, 4, 7]


def test_the_late_holder_and_his_superior_are_told_once_a_day(letters):
    letters.opened()
    letters.down("zhao", "zhang", "li", "wang")
    letters.countersign("ma", "zhao")
    for name in ("zhang",):
        letters.countersign("zhao", name)
    letters.countersign("zhang", "li")
    assert reminded(letters, 7) == []
    assert reminded(letters, 8) == [
        ("letter_reminder", "chen"),
        ("letter_reminder", "gao"),
        ("letter_reminder", "sun"),
        ("letters_overdue", "li"),
        ("letters_overdue", "zhang"),
        ("letters_overdue", "zhao"),
    ]
    assert reminded(letters, 8) == []
    assert reminded(letters, 9) == []
    told = Notification.objects.get(kind="responsibility.letters_overdue", person__number="li")
    assert (told.data["number"], told.data["waiting"]) == (1, 1)
    assert tell(told).text == "Not signed in time: 1. Waiting for your signature: 1."


def test_a_superior_is_told_the_same_once_a_week_and_what_is_new_at_once(letters):
    """Eight is a Tuesday, eleven the Friday after: the same letters in the same states."""
    letters.opened()
    letters.down("zhao", "zhang", "li")
    letters.countersign("ma", "zhao")
    letters.countersign("zhao", "zhang")
    letters.countersign("zhang", "li")
    superiors = [("letters_overdue", name) for name in ("li", "zhang", "zhao")]
    holders = [("letter_reminder", name) for name in ("chen", "gao", "sun", "wang")]
    assert reminded(letters, 29) == [*holders, *superiors], "a story is told after its end"
    assert reminded(letters, 8) == [*holders, *superiors]
    assert reminded(letters, 11) == holders
    letters.sign("wang")
    assert reminded(letters, 14) == [*holders[:3], *superiors]
    letters.countersign("li", "wang")
    assert reminded(letters, 17) == [*holders[:3], ("letters_overdue", "li")]
    rows = Notification.objects.filter(kind=OVERDUE, person__number="li").order_by("created_at")
    assert [tell(each).text for each in rows] == [
        "Not signed in time: 2.",
        "Not signed in time: 1. Waiting for your signature: 1.",
        "Not signed in time: 1.",
        "Not signed in time: 2.",
    ]
