"""What is done with many letters takes no more statements than with few."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dutyline.kernel.notifications.models import Notification, OutboxMail
from dutyline.modules.responsibility.models import Letter
from dutyline.modules.responsibility.operations.letters import remind_round
from dutyline.modules.responsibility.tests.crowd import crowd
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.letters import Letters
from dutyline.modules.responsibility.tests.test_letter_changes import new_card

pytestmark = pytest.mark.django_db
MANY = 40


@pytest.fixture
def letters(here):
    """Return open letters, with forty more people in the post of Wang."""
    found = Letters(here)
    crowd(here, MANY)
    found.opened()
    return found


def sent(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def told(kind):
    return Notification.objects.filter(kind=f"responsibility.{kind}").count()


def test_a_signature_opens_and_tells_forty_below_it_like_two(letters):
    letters.sign("zhao")
    before = told("letter_open")
    few = sent(lambda: letters.sign("zhang"))
    assert told("letter_open") - before == 2
    assert sent(lambda: letters.sign("li")) == few
    assert told("letter_open") - before == 2 + MANY + 2
    mailed = OutboxMail.objects.filter(notification__kind="responsibility.letter_open")
    assert mailed.filter(to="crowd@example.com").count() == MANY


def test_forty_letters_get_new_words_and_forty_people_hear_of_it_like_one(letters):
    letters.down("zhao", "zhang", "li")
    Letter.objects.filter(post__code="operator_a").update(signed_at=AT)
    letters.day, letters.at = TODAY + timedelta(days=1), AT + timedelta(days=1)
    new_card(letters, "team_leader_a")
    one = sent(letters.follow)
    assert told("letter_stale") == 1
    # So that nothing but the words of one post is left to follow.
    letters.sign("li")
    new_card(letters, "operator_a")
    assert sent(letters.follow) <= one
    assert told("letter_stale") == 1 + MANY + 2


def test_forty_who_are_late_are_reminded_like_one(letters):
    row, on = letters.of("zhao").round, TODAY + timedelta(days=8)
    one = sent(lambda: remind_round(letters=row, on=on, at=AT))
    assert told("letter_reminder") == 1
    letters.down("zhao", "zhang", "li")
    assert sent(lambda: remind_round(letters=row, on=on + timedelta(days=3), at=AT)) <= one + 2
    # Chen, Gao, Wang, Sun and the others: whoever signed waits for his superior.
    assert told("letter_reminder") == 1 + MANY + 4
