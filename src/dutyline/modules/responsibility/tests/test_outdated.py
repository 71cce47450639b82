"""Whoever wrote a card hears that its post has gone on from it: once a change, and nobody else."""

from datetime import timedelta

import pytest

from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.organisation.models import Appointment, Post
from dutyline.kernel.organisation.operations import end_appointment
from dutyline.modules.responsibility.models import PostCard
from dutyline.modules.responsibility.operations import draft_next
from dutyline.modules.responsibility.operations.outdated import tell_of_drift
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.owing import owing_of

LATER = AT + timedelta(days=1)


@pytest.fixture
def owe(here):
    """The card of operator A in force, and what lets its post owe a duty the card does not know."""
    here.published()
    asked = owing_of(here)
    return lambda key: asked(here.operator, key=key, area="own")


def told():
    """Return who was told, the oldest first."""
    rows = Notification.objects.filter(kind="responsibility.card_outdated").order_by("id")
    return [row.person.number for row in rows.select_related("person")]


def test_a_card_that_fits_is_told_to_nobody(here):
    here.published()
    assert tell_of_drift(LATER) == 0


def test_whoever_drafted_it_hears_of_each_change_once(owe):
    owe("inspect")
    assert tell_of_drift(LATER) == 1
    assert tell_of_drift(LATER + timedelta(days=1)) == 0
    owe("train")
    assert tell_of_drift(LATER + timedelta(days=2)) == 1
    assert told() == ["chen", "chen"]


def test_what_is_being_written_anew_is_told_to_nobody(here, owe):
    owe("inspect")
    card = PostCard.objects.get()
    draft_next(by=here.actor("chen"), card=card, on=TODAY, at=AT)
    assert tell_of_drift(LATER) == 0


def test_who_published_it_hears_where_its_writer_has_left(here, owe):
    owe("inspect")
    for each in Appointment.objects.on(TODAY).filter(person=here.plant.people.chen):
        end_appointment(by=here.plant.by, appointment=each, on=TODAY + timedelta(days=1), at=AT)
    assert tell_of_drift(LATER + timedelta(days=1)) == 1
    assert told() == ["zhao"]


def test_of_a_post_that_is_no_more_nothing_is_told(here, owe):
    owe("inspect")
    Post.objects.filter(pk=here.operator.pk).update(valid_to=TODAY)
    assert tell_of_drift(LATER) == 0
