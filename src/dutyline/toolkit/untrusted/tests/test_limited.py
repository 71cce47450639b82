from __future__ import annotations

import datetime as dt
import os
import threading
import time

import pytest

from dutyline.toolkit.untrusted.child import JobFailed, Limits, OutOfBounds
from dutyline.toolkit.untrusted.limited import run_limited

JOBS = "dutyline.toolkit.untrusted.tests.jobs:"


def test_a_child_answers_with_plain_values() -> None:
    value = [b"\x00", "检查", 1.5, None, {"day": dt.date(2026, 11, 20)}]
    assert run_limited(JOBS + "double", value) == value * 2


def test_a_large_job_goes_both_ways_whole() -> None:
    body = os.urandom(3_000_000)
    assert run_limited(JOBS + "double", body) == body * 2


def test_the_same_child_serves_the_next_job() -> None:
    first = run_limited(JOBS + "process_id")
    assert run_limited(JOBS + "process_id") == first != os.getpid()


@pytest.mark.parametrize(
    ("job", "arguments", "limits", "reason"),
    [
        ("eat", (900,), Limits(memory=400), "memory"),
        ("spin", (), Limits(cpu_seconds=1), "time"),
        ("sleep", (), Limits(seconds=0.3), "time"),
        ("crash", (), Limits(), "died"),
    ],
)
def test_a_job_beyond_its_limits_ends_the_child_only(
    job: str, arguments: tuple[int, ...], limits: Limits, reason: str
) -> None:
    with pytest.raises(OutOfBounds) as caught:
        run_limited(JOBS + job, *arguments, limits=limits)
    assert caught.value.reason == reason
    assert run_limited(JOBS + "double", 21) == 42


def test_an_exception_of_the_job_arrives_by_name() -> None:
    with pytest.raises(JobFailed) as caught:
        run_limited(JOBS + "complain")
    assert (caught.value.kind, caught.value.details) == ("ValueError", ("width", 7))


def test_what_a_library_prints_is_not_taken_for_the_answer() -> None:
    assert run_limited(JOBS + "chatter") == "answer"


def test_a_forged_answer_is_not_read() -> None:
    with pytest.raises(OutOfBounds, match="died"):
        run_limited(JOBS + "forge")


def test_a_child_knows_no_secret_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@host/name")
    known = run_limited(JOBS + "environment")
    assert set(known) <= {"PATH", "LANG", "LC_CTYPE", "LD_LIBRARY_PATH"}  # type: ignore[call-overload]


def test_a_child_cannot_fill_the_disk(tmp_path) -> None:
    with pytest.raises((JobFailed, OutOfBounds)):
        run_limited(JOBS + "write_file", str(tmp_path / "file"))
    assert (tmp_path / "file").stat().st_size == 0


def test_children_are_renewed_without_losing_a_job() -> None:
    assert [run_limited(JOBS + "double", n) for n in range(450)] == [n * 2 for n in range(450)]


def test_a_large_server_keeps_its_children_too() -> None:
    ballast = bytearray(400 << 20)
    ballast[::4096] = b"x" * len(ballast[::4096])
    run_limited(JOBS + "eat", 500)
    first = run_limited(JOBS + "process_id")
    assert run_limited(JOBS + "process_id") == first
    assert len(ballast) == 400 << 20


def test_a_child_that_has_grown_is_not_kept_by_a_server_that_is_larger() -> None:
    ballast = bytearray(800 << 20)
    ballast[::4096] = b"x" * len(ballast[::4096])
    run_limited(JOBS + "eat", 500)
    first = run_limited(JOBS + "process_id")
    assert run_limited(JOBS + "eat", 600) == 600 << 20
    assert run_limited(JOBS + "process_id") != first
    assert len(ballast) == 800 << 20


def test_a_child_that_has_grown_is_not_kept() -> None:
    first = run_limited(JOBS + "process_id")
    assert run_limited(JOBS + "eat", 700, limits=Limits(memory=1500)) == 700 << 20
    assert run_limited(JOBS + "process_id") != first


def test_many_threads_share_two_children() -> None:
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(run_limited(JOBS + "process_id")))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 12
    assert len(set(found)) <= 2


def test_a_warm_child_costs_a_few_milliseconds() -> None:
    run_limited(JOBS + "double", 1)
    begun = time.perf_counter()
    for _ in range(20):
        run_limited(JOBS + "double", 1)
    assert (time.perf_counter() - begun) / 20 < 0.02
