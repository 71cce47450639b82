"""Whoever watches the log hears that a holder keeps another one: once a day, and nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dutyline.jobs.reading_back import ALARM, compare_holders, sees_holder
from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.tests.plant import plant as planted
from dutyline.kernel.holders.operations import add_holder, deliver_due
from dutyline.kernel.ledger.operations import add, make_checkpoint
from dutyline.kernel.notifications.models import Notification

pytestmark = pytest.mark.django_db
NOW = timezone.now() + timedelta(minutes=5)


@pytest.fixture
def plant(db):
    """The people of the plant."""
    return planted()


@pytest.fixture
def holder(plant, settings, tmp_path):
    """A share that was given a checkpoint."""
    settings.HOME, share = tmp_path / "home", tmp_path / "share"
    settings.HOME.mkdir()
    share.mkdir()
    add(kind="toy.walk", records={n: {"n": n} for n in range(3)}, at=NOW)
    make_checkpoint(NOW)
    by = Actor.system("Guan")
    made = add_holder(by=by, way="folder", name="Share", target=str(share), at=NOW)
    assert deliver_due(NOW) == 1
    return made


def told():
    """Return who was told, and that it was an alarm."""
    rows = Notification.objects.filter(kind=ALARM).select_related("person")
    return sorted(row.person.number for row in rows)


def test_a_holder_that_fits_alarms_nobody(holder):
    assert compare_holders(NOW) == 0
    assert told() == []


def test_safety_manager_and_administrator_hear_of_one_that_does_not(holder, tmp_path):
    [note] = (tmp_path / "share").iterdir()
    note.unlink()
    assert compare_holders(NOW) == 2
    assert compare_holders(NOW) == 0
    assert told() == ["admin", "chen"]


def test_only_who_watches_the_log_follows_the_alarm(plant, holder):
    today = timezone.localdate()
    actors = {name: plant.actor(name, today) for name in ("chen", "admin", "zhao", "wang")}
    assert [name for name, each in actors.items() if sees_holder(each, holder.pk)] == [
        "chen",
        "admin",
    ]
    assert not sees_holder(actors["chen"], holder.pk + 1)
