"""Answer `/healthz`: what an operator's monitor is told, before sessions and sign-in."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from dutyline.jobs.models import Beat
from dutyline.jobs.sweeps import silent_or_failing
from dutyline.kernel.holders.standing import ENOUGH, held
from dutyline.toolkit.unwritable import Trouble, lately

log = structlog.get_logger("dutyline.health")
GetResponse = Callable[[HttpRequest], HttpResponse]
DISK_WARNING_SHARE = 0.15
WORKER_SILENT_AFTER = timedelta(minutes=2)
CLOCKS_APART = timedelta(minutes=2)
"""How far the clock of a worker elsewhere may be ahead; beyond that its beat proves nothing."""


def health(get_response: GetResponse) -> GetResponse:
    """Answer the health question of a load balancer, pass on everything else."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return report()
        return get_response(request)

    return handle


def report() -> JsonResponse:
    """Say whether the database answers, the disk has room and the jobs run; 503 if not."""
    problems = [*_database(), *_writing(), *_disk()]
    warnings = [] if problems else _held_outside()
    body = {
        "status": "trouble" if problems else "ok",
        "problems": problems,
        "warnings": warnings,
    }
    response = JsonResponse(body, status=503 if problems else 200)
    if problems:
        log.warning("unwell", problems=problems)
        # Django would log each answer of 503 once more, as an error without the problems.
        response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _database() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return _worker()
    except DatabaseError:
        return ["the database does not answer, or is not set up"]


def _writing() -> list[str]:
    met = lately()
    if met is not None:
        return [met.value]
    return [] if _is_writable() else [Trouble.READ_ONLY.value]


def _is_writable() -> bool:
    """Say whether the files of SQLite may be written, and the folder its journal lies in."""
    file = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite" or not file.is_file():
        return True
    # Root may write everything but what is mounted for reading.
    mounted = not os.statvfs(file.parent).f_flag & os.ST_RDONLY
    return mounted and os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def _worker() -> list[str]:
    now = timezone.now()
    beat = newest_beat(now)
    if beat is None or now - beat.at > WORKER_SILENT_AFTER:
        ahead = Beat.objects.filter(at__gt=now + CLOCKS_APART).exists()
        why = "; a clock jumped: its last sign of life lies in the future" if ahead else ""
        return [f"the worker is silent{why}"]
    return [f"the job {key} fails or is late" for key in silent_or_failing(now)]


def newest_beat(now: datetime) -> Beat | None:
    """Return the last sign of life of any worker; one in the future is none.

    A clock that jumped ahead and back would hide a dead worker until the time has caught up.
    """
    return Beat.objects.filter(at__lte=now + CLOCKS_APART).order_by("-at").first()


def _held_outside() -> list[str]:
    """Warn where too few hold what was signed; nobody is kept from working by that."""
    holding = held(timezone.now())
    if holding.enough:
        return []
    return [f"{holding.current} of {ENOUGH} outside holders have a checkpoint of the last day"]


def _disk() -> list[str]:
    usage = shutil.disk_usage(settings.HOME)
    return ["the disk is nearly full"] if usage.free < usage.total * DISK_WARNING_SHARE else []
