"""A database that cannot be written is said to be so, to programs and to people."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from structlog.testing import capture_logs

from dutyline.api.tests.calling import caller, told
from dutyline.jobs.models import Beat
from dutyline.kernel.access.models import ApiToken
from dutyline.kernel.organisation.models import Unit
from dutyline.toolkit import unwritable

pytestmark = pytest.mark.django_db
UNIT = {"name": "Pilot plant", "kind": "team", "on": date(2026, 11, 1).isoformat()}
WORDS = {
    "en": "Nothing can be saved at this moment; nothing was",
    "zh-hans": "目前无法保存，未保存任何内容",
}


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    monkeypatch.setattr(unwritable, "_last", unwritable._Memory())
    monkeypatch.setattr("dutyline.jobs.health.DISK_WARNING_SHARE", 0)


@contextmanager
def read_only():
    """Let the database refuse every write, as one mounted for reading does."""
    sqlite = connection.vendor == "sqlite"
    # What a refused write leaves broken ends with the savepoint, and the mode of PostgreSQL too.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY")
        try:
            yield
        finally:
            if sqlite:
                connection.connection.execute("PRAGMA query_only = OFF")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_program_is_told_503_in_its_language_and_nothing_is_written(plant, language):
    admin = caller(plant, "admin")
    admin.client = Client(raise_request_exception=False)
    body = UNIT | {"parent_id": plant.units.group.pk}
    before = Unit.objects.count()
    with read_only():
        answer = admin.post("/units", body, Accept_Language=language)
    status, problem = told(answer)
    assert (status, problem["title"]) == (503, WORDS[language])
    assert Unit.objects.count() == before


def test_a_token_reads_on_though_its_use_cannot_be_noted(plant):
    admin = caller(plant, "admin")
    with read_only(), capture_logs() as logs:
        assert len(admin.items("/units")) == 8
    told_of = [each["trouble"] for each in logs if each["event"] == "access.token_use_not_noted"]
    assert told_of == ["the database cannot be written: read only, or its disk fails"]
    assert ApiToken.objects.get().last_used_on is None
    admin.seen("/me")
    assert ApiToken.objects.get().last_used_on is not None


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_person_reads_it_on_the_page(plant, language):
    browser = Client(raise_request_exception=False)
    browser.force_login(plant.account("admin"))
    browser.cookies["django_language"] = language
    wang = plant.account("wang").person
    with read_only():
        address = reverse("setup_account_closure", args=[wang.pk])
        answer = browser.post(address, {"reason": "left"})
    assert answer.status_code == 503
    assert WORDS[language] in answer.content.decode()


def test_a_monitor_is_told_for_a_while_after_a_write_failed(plant, client):
    Beat.objects.create(name="here", at=timezone.now())
    admin = caller(plant, "admin")
    admin.client = Client(raise_request_exception=False)
    assert client.get("/healthz").json()["problems"] == []
    with read_only():
        admin.post("/units", UNIT | {"parent_id": plant.units.group.pk})
    assert client.get("/healthz").json()["problems"] == [
        "the database cannot be written: read only, or its disk fails"
    ]
