"""What an operator's monitor is told."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.utils import timezone

DISK_WARNING_SHARE = 0.15
WORKER_SILENT_AFTER = timedelta(minutes=5)


def report() -> JsonResponse:
    """Say whether the database answers, the disk has room and the worker lives; 503 if not."""
    problems = [problem for problem in (_database(), _disk(), _worker()) if problem]
    body = {"status": "ok" if not problems else "trouble", "problems": problems}
    return JsonResponse(body, status=200 if not problems else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "the database does not answer"
    return ""


def _disk() -> str:
    usage = shutil.disk_usage(settings.HOME)
    return "the disk is nearly full" if usage.free < usage.total * DISK_WARNING_SHARE else ""


def _worker() -> str:
    from dutyline.jobs.models import Beat  # the shell starts before the jobs' table exists

    try:
        beat = Beat.objects.order_by("-at").first()
    except DatabaseError:
        return "the worker's table is missing"
    if beat is None or timezone.now() - beat.at > WORKER_SILENT_AFTER:
        return "the worker is silent"
    return ""
