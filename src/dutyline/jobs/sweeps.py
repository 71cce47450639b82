"""Run the sweeps that manifests declare: late or twice at worst, never two at once."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db.models import F, Q
from django.utils import timezone

from dutyline.jobs.lease import Watch
from dutyline.jobs.models import Sweep
from dutyline.kernel.registry import Job, jobs
from dutyline.kernel.registry.stopping import stopping

log = structlog.get_logger("dutyline.jobs")
JITTER = 0.1
FIRST_PAUSE = timedelta(seconds=30)
"""How long to wait after a first failure; doubled each time, up to the job's own rhythm."""


@dataclass(frozen=True)
class Outcome:
    """What came of one run: how many things were done, or the error."""

    done: int = 0
    error: str = ""


def enrol(now: datetime) -> None:
    """Give every job a row, its first run spread over its rhythm, at most a minute away."""
    rows = [
        Sweep(key=job.key, due_at=now + timedelta(seconds=spread(min(job.every_seconds, 60))))
        for job in jobs()
    ]
    Sweep.objects.bulk_create(rows, ignore_conflicts=True)


def spread(seconds: float) -> float:
    """Return a moment within `seconds`, so that many jobs do not start together."""
    return random.uniform(0, seconds)  # noqa: S311 - no secret


def run_due(holder: str, watch: Watch, now: datetime) -> int:
    """Run every job that is due and free, one after the other; return how many ran."""
    rows = {row.key: row for row in Sweep.objects.all()}
    ran = 0
    for job in jobs():
        if stopping.is_set():
            break
        row = rows.get(job.key)
        if row is None or not is_due(row, job, now):
            continue
        if row.holder and not watch.is_dead(row.key, row.holder, row.pulse):
            continue
        if take(row, holder, now):
            run(job, holder)
            ran += 1
    return ran


def is_due(row: Sweep, job: Job, now: datetime) -> bool:
    """Say whether a job's time has come; a due time beyond its rhythm is a clock set back."""
    beyond = now + timedelta(seconds=job.every_seconds * (1 + JITTER) + 60)
    return row.due_at <= now or row.due_at > beyond


def take(row: Sweep, holder: str, now: datetime) -> bool:
    """Take the lease as it was read; False where somebody else was faster."""
    free = Sweep.objects.filter(pk=row.pk, holder=row.holder, pulse=row.pulse, due_at=row.due_at)
    return bool(free.update(holder=holder, pulse=F("pulse") + 1, started_at=now))


def run(job: Job, holder: str) -> Outcome:
    """Run one job whose lease is held, and give the lease back with what came of it."""
    outcome = attempt(job)
    now = timezone.now()
    mine = Sweep.objects.filter(key=job.key, holder=holder)
    if outcome.error:
        failures = mine.values_list("failures", flat=True).first() or 0
        pause = min(FIRST_PAUSE * 2 ** min(failures, 10), timedelta(seconds=job.every_seconds))
        mine.update(failures=failures + 1, error=outcome.error, due_at=now + pause, holder="")
    else:
        pause = timedelta(seconds=job.every_seconds * (1 + spread(JITTER)))
        mine.update(
            failures=0,
            error="",
            done=outcome.done,
            finished_at=now,
            due_at=now + pause,
            holder="",
        )
    return outcome


def attempt(job: Job) -> Outcome:
    """Call the job and turn whatever goes wrong into an outcome the operator can read."""
    began = timezone.now()
    structlog.contextvars.bind_contextvars(job=job.key)
    try:
        done = job.run(began)
    except Exception as problem:  # one job's fault must not stop the others
        log.exception("sweep failed")
        return Outcome(error=f"{type(problem).__name__}: {problem}"[:2000])
    finally:
        structlog.contextvars.unbind_contextvars("job")
    if done:
        log.info("sweep", job=job.key, done=done)
    return Outcome(done=done)


def silent_or_failing(now: datetime) -> list[str]:
    """Return the jobs an operator should look at: failed thrice, or long past their time."""
    rhythms = {job.key: job.every_seconds for job in jobs()}
    rows = Sweep.objects.filter(Q(failures__gte=3) | Q(due_at__lt=now - timedelta(minutes=30)))
    return sorted(row.key for row in rows if row.key in rhythms)
