"""What a monitor is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dutyline.jobs.models import Beat, Sweep

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _disk_with_room(monkeypatch):
    monkeypatch.setattr("dutyline.jobs.health.DISK_WARNING_SHARE", 0)


def test_health_is_well_while_a_worker_shows_life(client):
    Beat.objects.create(name="here", at=timezone.now())
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "problems": [], "warnings": []},
    )


def test_health_says_that_the_worker_is_silent(client):
    Beat.objects.create(name="here", at=timezone.now() - timedelta(hours=1))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["problems"] == ["the worker is silent"]


def test_a_sign_of_life_in_the_future_hides_no_dead_worker(client):
    Beat.objects.create(name="jumped", at=timezone.now() + timedelta(days=1))
    assert client.get("/healthz").json()["problems"] == [
        "the worker is silent; a clock jumped: its last sign of life lies in the future"
    ]
    Beat.objects.create(name="alive", at=timezone.now())
    assert client.get("/healthz").json()["problems"] == []


def test_a_worker_whose_clock_is_a_little_ahead_is_alive(client):
    Beat.objects.create(name="elsewhere", at=timezone.now() + timedelta(seconds=50))
    assert client.get("/healthz").json()["problems"] == []


def test_health_names_a_job_that_keeps_failing(client):
    Beat.objects.create(name="here", at=timezone.now())
    due = timezone.now() + timedelta(hours=1)
    Sweep.objects.create(key="notifications.mail", due_at=due, failures=3, error="no route")
    Sweep.objects.create(key="no.longer.built.in", due_at=due, failures=9)
    assert client.get("/healthz").json()["problems"] == [
        "the job notifications.mail fails or is late"
    ]


def test_health_asks_nobody_to_sign_in_and_names_no_host(client):
    Beat.objects.create(name="here", at=timezone.now())
    response = client.get("/healthz", headers={"host": "10.0.0.9"})
    assert response.status_code == 200
    assert "session" not in response.cookies
