"""What may happen to a job, and what must not."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from dutyline.jobs.lease import Watch
from dutyline.jobs.models import Sweep
from dutyline.jobs.sweeps import enrol, run, run_due
from dutyline.kernel.registry import jobs
from dutyline.kernel.registry.tests.toy import toy_module

MANIFEST = """
    import threading, time
    from dutyline.kernel.registry import Job, Manifest

    ran, at_once, most_at_once, fault = [], 0, 0, None
    guard = threading.Lock()


    def run(now):
        global at_once, most_at_once
        with guard:
            at_once += 1
            most_at_once = max(most_at_once, at_once)
        time.sleep(0.2)
        with guard:
            at_once -= 1
            ran.append(now)
        if fault:
            raise fault
        return 3


    manifest = Manifest(key="toy", name="Toy", jobs=(Job("toy.job", "Toy job", 600, run),))
"""


class Clock:
    """A monotonic clock a test moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def toy(tmp_path):
    with toy_module(tmp_path, "toy_jobs", {"manifest.py": MANIFEST}):
        from toy_jobs import manifest

        yield manifest


@pytest.fixture
def only_toy(toy, db):
    """The toy's job is due; no other is on the list, so none falls due while a test runs."""
    Sweep.objects.create(key="toy.job", due_at=now())
    return toy


def row():
    return Sweep.objects.get(key="toy.job")


def test_a_due_job_runs_once_and_waits_for_its_rhythm(only_toy):
    assert run_due("me", Watch(), now()) == 1
    assert run_due("me", Watch(), now() + timedelta(seconds=1)) == 0
    assert (row().done, row().holder, row().error) == (3, "", "")
    assert len(only_toy.ran) == 1


def test_every_declared_job_gets_a_row_within_a_minute(toy, db):
    enrol(now())
    enrol(now() + timedelta(days=1))
    assert set(Sweep.objects.values_list("key", flat=True)) == {job.key for job in jobs()}
    last = Sweep.objects.order_by("-due_at")[0].due_at
    assert last <= now() + timedelta(seconds=60)


def test_a_clock_set_back_by_years_does_not_stop_a_job(only_toy):
    Sweep.objects.filter(key="toy.job").update(due_at=now() + timedelta(days=3000))
    assert run_due("me", Watch(), now()) == 1


def test_a_failing_job_is_tried_again_later_and_later_and_says_why(only_toy):
    only_toy.fault = ValueError("no disk")
    pauses = []
    for _ in range(6):
        began = now()
        assert run_due("me", Watch(), began) == 1
        failed = row()
        pauses.append(round((failed.due_at - began).total_seconds(), -1))
        Sweep.objects.filter(key="toy.job").update(due_at=began)
    assert pauses == [30, 60, 120, 240, 480, 600]
    assert (failed.failures, failed.error) == (6, "ValueError: no disk")


def test_a_failing_job_does_not_stop_the_others(only_toy):
    only_toy.fault = ValueError("no disk")
    Sweep.objects.create(key="receipts.sweep", due_at=now())
    assert run_due("me", Watch(), now()) == 2
    assert Sweep.objects.get(key="receipts.sweep").error == ""


def test_a_job_held_by_a_living_worker_is_left_alone(only_toy):
    clock = Clock()
    watch = Watch(30, clock)
    Sweep.objects.filter(key="toy.job").update(holder="other", pulse=1)
    for pulse in range(2, 20):
        assert run_due("me", watch, now()) == 0
        clock.now += 25
        Sweep.objects.filter(key="toy.job").update(pulse=pulse)
    assert only_toy.ran == []


def test_a_job_whose_worker_died_runs_again(only_toy):
    clock = Clock()
    watch = Watch(30, clock)
    Sweep.objects.filter(key="toy.job").update(holder="killed", pulse=7)
    assert run_due("me", watch, now()) == 0
    clock.now = 29
    assert run_due("me", watch, now()) == 0
    clock.now = 31
    assert run_due("me", watch, now()) == 1
    assert row().holder == ""


def test_a_clock_that_jumps_ahead_does_not_kill_a_living_worker(only_toy):
    watch = Watch(30, Clock())
    Sweep.objects.filter(key="toy.job").update(holder="other", pulse=7, started_at=now())
    assert run_due("me", watch, now()) == 0
    assert run_due("me", watch, now() + timedelta(days=4000)) == 0


def test_a_worker_that_slept_does_not_overwrite_what_another_did(only_toy):
    other = Sweep.objects.filter(key="toy.job")
    other.update(holder="other", pulse=9, done=5)
    run(next(job for job in jobs() if job.key == "toy.job"), "me")
    assert (row().holder, row().done) == ("other", 5)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_run_the_same_job_at_once(toy):
    Sweep.objects.create(key="toy.job", due_at=now())
    end = time.monotonic() + 60

    def work(name):
        while len(toy.ran) < 4 and time.monotonic() < end:
            Sweep.objects.filter(key="toy.job", holder="").update(due_at=now())
            run_due(name, Watch(), now())
        connection.close()

    workers = [threading.Thread(target=work, args=(f"worker {n}",)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert toy.most_at_once == 1
    assert len(toy.ran) >= 4
