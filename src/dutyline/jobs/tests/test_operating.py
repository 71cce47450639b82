from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dutyline.jobs.models import Beat, Sweep
from dutyline.jobs.operating import job_rows, vitals
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.tests.plant import plant
from dutyline.kernel.registry import jobs

pytestmark = pytest.mark.django_db


def wrong(now) -> list[str]:
    return [vital.label for vital in vitals(now) if vital.wrong and vital.label != "Disk"]


def test_a_silent_worker_and_a_missing_backup_need_looking_after():
    now = timezone.now()
    assert wrong(now) == ["Worker", "Last backup"]
    Beat.objects.create(name="plant-server", at=now - timedelta(minutes=10))
    assert wrong(now) == ["Worker", "Last backup"]
    Beat.objects.update(at=now)
    assert wrong(now) == ["Last backup"]


def test_a_worker_heard_of_in_the_future_needs_looking_after():
    now = timezone.now()
    Beat.objects.create(name="plant-server", at=now + timedelta(days=1))
    worker = vitals(now)[0]
    assert (worker.value, worker.wrong, worker.note.split(":")[0]) == (
        "plant-server",
        True,
        "Its last sign of life lies in the future",
    )


@pytest.mark.django_db(transaction=True)  # PostgreSQL dumps a snapshot of its own
def test_a_backup_is_remembered_until_it_is_old(tmp_path):
    call_command("backup", tmp_path / "all.tar", verbosity=0)
    now = timezone.now()
    Beat.objects.create(name="plant-server", at=now)
    assert wrong(now) == []
    Beat.objects.update(at=now + timedelta(days=8))
    assert wrong(now + timedelta(days=8)) == ["Last backup"]


def test_an_sqlite_not_trusted_with_its_log_needs_looking_after(monkeypatch):
    options = {"init_command": "PRAGMA journal_mode=DELETE;"}
    database = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": options}
    monkeypatch.setitem(settings.DATABASES, "default", database)
    assert wrong(timezone.now()) == ["Worker", "Last backup", "Version"]


def test_jobs_in_trouble_stand_first_with_their_error():
    now = timezone.now()
    last = max(jobs(), key=lambda job: str(job.label))
    Sweep.objects.create(key=last.key, due_at=now, failures=3, error="OSError: no room")
    rows = job_rows(now)
    assert (rows[0].label, rows[0].wrong, len(rows)) == (last.label, True, len(jobs()))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_only_operators_open_the_page(language):
    house, now = plant(), timezone.now()
    answers = []
    for person in (house.people.admin, house.people.zhao):
        account = Account.objects.create_user(f"u{person.pk}", None, person=person, created_at=now)
        client = Client()
        client.force_login(account)
        client.cookies["django_language"] = language
        answers.append(client.get(reverse("jobs:health")).status_code)
    assert answers == [200, 404]
