"""What an operator is shown: plain facts, and those he has to do something about."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Min
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dutyline import __version__
from dutyline.jobs.backup.remembering import last_backup
from dutyline.jobs.checks import falls_back
from dutyline.jobs.health import (
    CLOCKS_APART,
    DISK_WARNING_SHARE,
    WORKER_SILENT_AFTER,
    newest_beat,
)
from dutyline.jobs.models import Beat, Sweep
from dutyline.jobs.sweeps import silent_or_failing
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.holders.standing import held
from dutyline.kernel.notifications.models import OutboxMail
from dutyline.kernel.registry import Text, jobs

BACKUP_EVERY = timedelta(days=7)


@dataclass(frozen=True)
class Vital:
    """One fact about the system; `wrong` says that somebody has to look after it."""

    label: str
    value: str
    at: datetime | None = None
    note: str = ""
    wrong: bool = False


@dataclass(frozen=True)
class JobRow:
    """A job with what came of its last run."""

    label: Text
    sweep: Sweep | None
    wrong: bool


def vitals(now: datetime) -> list[Vital]:
    """Return worker, mail, disk, backup and versions, in a fixed number of statements."""
    return [_worker(now), _mail(), _errands(), _disk(), _backup(now), _held(now), _software()]


def job_rows(now: datetime) -> list[JobRow]:
    """Return every job with its last run, those in trouble first."""
    known = {row.key: row for row in Sweep.objects.order_by("key")}
    troubled = set(silent_or_failing(now))
    rows = [JobRow(job.label, known.get(job.key), job.key in troubled) for job in jobs()]
    return sorted(rows, key=lambda row: (not row.wrong, str(row.label)))


def _worker(now: datetime) -> Vital:
    beat = newest_beat(now)
    ahead = Beat.objects.filter(at__gt=now + CLOCKS_APART).order_by("-at").first()
    if ahead is not None and (beat is None or now - beat.at > WORKER_SILENT_AFTER):
        words = _(
            "Its last sign of life lies in the future: a clock jumped. If it runs, it shows life "
            "within a minute; else start it again."
        )
        return Vital(_("Worker"), ahead.name, ahead.at, words, wrong=True)
    if beat is None:
        words = _("Start it: without a worker no round falls due and no board is counted.")
        return Vital(_("Worker"), _("has never run"), note=words, wrong=True)
    silent = now - beat.at > WORKER_SILENT_AFTER
    note = _("It shows no sign of life. Start it again.") if silent else ""
    return Vital(_("Worker"), beat.name, beat.at, note, silent)


def _mail() -> Vital:
    waiting = OutboxMail.objects.filter(sent_at__isnull=True, given_up_at__isnull=True)
    count, since = waiting.count(), waiting.aggregate(at=Min("notification__created_at"))["at"]
    words = ngettext("%(n)s mail waits", "%(n)s mails wait", count) % {"n": count}
    if not settings.EMAIL_CONFIGURED:
        note = _("No mail server is set (DUTYLINE_EMAIL_URL); people read notifications here.")
        return Vital(_("E-mail"), words, note=note)
    tried = waiting.exclude(last_error="").order_by("-attempts").first()
    error = tried.last_error if tried else ""
    return Vital(_("E-mail"), words, since, error, bool(error))


def _errands() -> Vital:
    waiting = Errand.objects.filter(finished_at__isnull=True).count()
    words = ngettext("%(n)s task waits", "%(n)s tasks wait", waiting) % {"n": waiting}
    return Vital(_("Exports and imports"), words)


def _disk() -> Vital:
    usage = shutil.disk_usage(settings.HOME)
    words = _("%(free)s free of %(all)s") % {
        "free": filesizeformat(usage.free),
        "all": filesizeformat(usage.total),
    }
    full = usage.free < usage.total * DISK_WARNING_SHARE
    return Vital(_("Disk"), words, note=_("It is nearly full.") if full else "", wrong=full)


def _backup(now: datetime) -> Vital:
    last = last_backup()
    how = _("Make one with: dutyline backup FILE")
    if last is None or last.finished_at is None:
        return Vital(_("Last backup"), _("none yet"), note=how, wrong=True)
    old = now - last.finished_at > BACKUP_EVERY
    words = ngettext("%(n)s row", "%(n)s rows", last.done) % {"n": last.done}
    return Vital(_("Last backup"), words, last.finished_at, how if old else "", old)


def _held(now: datetime) -> Vital:
    holding = held(now)
    words = _("%(n)s of %(all)s have a checkpoint of the last day") % {
        "n": holding.current,
        "all": holding.holders,
    }
    note = "" if holding.enough else _("At least two should: Setting up, outside holders.")
    return Vital(_("Outside holders"), words, note=note, wrong=not holding.enough)


def _software() -> Vital:
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    note, faulty = f"{database} {_version()}", falls_back()
    if faulty:
        note += ". " + _(
            "It has the WAL-reset fault, so the rollback journal is used: safe, but readers wait "
            "for a writer. Install pysqlite3, SQLite 3.51.3 or newer, or use PostgreSQL."
        )
    return Vital(_("Version"), f"Dutyline {__version__}", note=note, wrong=faulty)


def _version() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
        else:
            cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])
