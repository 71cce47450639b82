"""What happens to bytes no row speaks of, and to rows whose bytes were set aside."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from dutyline.kernel.access.tests.plant import plant as build
from dutyline.kernel.files.storage import keep, path_of, recover, root
from dutyline.kernel.files.sweeps import set_orphans_aside
from dutyline.kernel.files.tests.test_attach import attach, picture

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
"""By the clock of the machine, which dates the files."""


@pytest.fixture(autouse=True)
def _home(tmp_path, settings):
    settings.HOME = tmp_path


def age(path, days):
    moment = (NOW - timedelta(days=days)).timestamp()
    os.utime(path, (moment, moment))


def test_a_file_whose_transaction_failed_is_set_aside_after_a_day():
    def act():
        with transaction.atomic():
            row = attach(plant)
            paths.extend(path_of(row.sha256, each) for each in ("", ".thumb.webp", ".view.webp"))
            raise RuntimeError("the act failed")

    plant, paths = build(), []
    with pytest.raises(RuntimeError):
        act()
    assert set_orphans_aside(NOW) == 0
    for path in paths:
        age(path, 2)
    assert set_orphans_aside(NOW) == 3
    assert [path.exists() for path in paths] == [False, False, False]
    assert len(list((root() / ".quarantine").iterdir())) == 3


def test_a_file_with_a_row_stays():
    row = attach(build())
    age(path_of(row.sha256), 400)
    assert set_orphans_aside(NOW) == 0
    assert path_of(row.sha256).exists()


def test_bytes_that_come_again_leave_quarantine():
    sha256 = keep(b"once")
    age(path_of(sha256), 2)
    assert set_orphans_aside(NOW) == 1
    assert not path_of(sha256).exists()
    recovered = recover(sha256)
    assert recovered is not None
    assert recovered.read_bytes() == b"once"
    assert set_orphans_aside(NOW) == 0


def test_quarantine_is_emptied_after_a_month():
    sha256 = keep(b"once")
    age(path_of(sha256), 2)
    set_orphans_aside(NOW)
    assert set_orphans_aside(NOW + timedelta(days=29)) == 0
    assert recover(sha256)
    age(path_of(sha256), 2)
    set_orphans_aside(NOW)
    set_orphans_aside(NOW + timedelta(days=31))
    assert recover(sha256) is None


def test_the_same_bytes_are_kept_once():
    plant = build()
    one, two = attach(plant), attach(plant, picture())
    assert one.sha256 == two.sha256
    assert len(list(root().glob("??/??/*"))) == 3
