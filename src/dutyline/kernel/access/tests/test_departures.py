from datetime import UTC, date, datetime, timedelta

import pytest

from dutyline.kernel.access.models import Grant
from dutyline.kernel.access.operations import close_departed, let_go
from dutyline.kernel.access.refusals import LastAdministrator
from dutyline.kernel.access.tests.plant import TODAY, plant
from dutyline.kernel.organisation.models import Appointment

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def house():
    return plant()


def test_who_leaves_today_loses_posts_roles_and_account_at_once(house):
    house.account("admin")
    account, chen = house.account("chen"), house.people.chen
    let_go(by=house.actor("admin"), person=chen, on=TODAY, at=NOON, reason="moved away")
    account.refresh_from_db()
    chen.refresh_from_db()
    assert (account.is_active, chen.left_on) == (False, TODAY)
    assert list(Grant.objects.on(TODAY).filter(person=chen)) == []
    assert list(Appointment.objects.on(TODAY).filter(person=chen)) == []


def test_who_leaves_later_keeps_everything_until_that_day(house):
    house.account("admin")
    account, last = house.account("wang"), TODAY + timedelta(days=10)
    let_go(by=house.actor("admin"), person=house.people.wang, on=last, at=NOON)
    account.refresh_from_db()
    assert account.is_active
    assert close_departed(NOON + timedelta(days=9)) == 0
    assert close_departed(NOON + timedelta(days=10)) == 1
    assert close_departed(NOON + timedelta(days=10)) == 0
    account.refresh_from_db()
    assert not account.is_active


def test_the_last_administrator_stays(house):
    house.account("admin")
    house.account("zhao")
    with pytest.raises(LastAdministrator):
        let_go(by=house.actor("admin"), person=house.people.admin, on=date(2026, 5, 1), at=NOON)
    assert house.account("admin").is_active


def test_the_account_closes_when_the_day_begins_where_the_enterprise_is(house):
    house.account("admin")
    house.account("wang")
    midnight = datetime(2026, 3, 11, 16, tzinfo=UTC)
    let_go(by=house.actor("admin"), person=house.people.wang, on=date(2026, 3, 12), at=NOON)
    assert close_departed(midnight - timedelta(minutes=1)) == 0
    assert close_departed(midnight) == 1
