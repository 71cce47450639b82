"""What runs inside an installation under test, in processes of its own."""

PREPARE = """
from datetime import timedelta
import django

django.setup()
from django.core.management import call_command
from django.utils import timezone

call_command("migrate", verbosity=0, interactive=False)
from dataclasses import replace
from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.operations import make_token, open_account
from dutyline.modules.inspections.tests.setting import setting

here = setting()
now = timezone.now()
account = open_account(
    by=Actor.system("tests"), person=here.person("wang"), username="wang", at=now
)
_row, token = make_token(
    by=replace(here.actor("wang", now.date()), account_id=account.pk),
    account=account,
    name="clients",
    permissions=["inspections.view_findings", "inspections.record_findings"],
    expires_at=now + timedelta(days=1),
    at=now,
)
print(token, here.places.pump_bay.pk)
"""
LEDGER = """
import json, django

django.setup()
from collections import Counter
from django.db import connection
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import Notification, OutboxMail
from dutyline.modules.inspections.keys import FINDING
from dutyline.modules.inspections.models import Finding, FindingWords, NumberSeries

findings = list(Finding.objects.order_by("id").values_list("id", "number", "title"))
told = Counter(Entry.objects.filter(subject_type=FINDING).values_list("subject_id", flat=True))
proved = Counter(Evidence.objects.values_list("source", flat=True))
sound = "ok"
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        sound = cursor.fetchone()[0]
        cursor.execute("PRAGMA foreign_key_check")
        sound = sound if cursor.fetchone() is None else "foreign keys"
print(json.dumps({
    "titles": [title for _pk, _number, title in findings],
    "numbers": sorted(number for _pk, number, _title in findings),
    "last": list(NumberSeries.objects.values_list("last", flat=True)),
    "history": [told[pk] for pk, _number, _title in findings],
    "evidence": [proved[f"{FINDING}:{pk}"] for pk, _number, _title in findings],
    "strangers": len(told) + len(proved) - 2 * len(findings),
    "words": FindingWords.objects.count(),
    "notifications": Notification.objects.count(),
    "mails": OutboxMail.objects.count(),
    "sound": sound,
}))
"""
SERVERS = """
import os, sys
import dutyline.config.wsgi
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces

get_resolver().url_patterns
print("loaded", flush=True)
for line in iter(sys.stdin.readline, ""):
    while True:  # bury what was killed since
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                break
        except ChildProcessError:
            break
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        Granian(
            "dutyline.config.wsgi:application", port=int(line), interface=Interfaces.WSGI,
            workers=1, blocking_threads=8, websockets=False, log_enabled=False,
        ).serve()
        os._exit(0)
    print(child, flush=True)
"""
WORKER = """
import sys, threading, django

django.setup()
from datetime import timedelta
from django.utils import timezone
from dutyline.jobs.models import Sweep
from dutyline.jobs.sweeps import enrol
from dutyline.jobs.worker import work
from dutyline.kernel.access.rights import actor_of
from dutyline.kernel.notifications.models import OutboxMail
from dutyline.kernel.organisation.models import Person, Place
from dutyline.modules.inspections.operations import Details, record_finding

now = timezone.now()
place = Place.objects.select_related("unit").get(code="pump_bay")
actor = actor_of(Person.objects.get(name="Wang Fang"), now.date())
for each in range(int(sys.argv[1])):
    record_finding(by=actor, details=Details(title=f"Rail {each}", place=place), at=now)
# Meanwhile so much time has passed that everything is due, and what the dead one held is free.
enrol(now)
Sweep.objects.update(due_at=now)
OutboxMail.objects.filter(sent_at__isnull=True).update(next_try_at=now - timedelta(seconds=1))
print("ready", flush=True)
work(threading.Event(), dead_after=0.5)
"""
OUTCOME = """
import json, django

django.setup()
from django.db.models import Sum
from dutyline.kernel.notifications.models import Notification, OutboxMail
from dutyline.modules.inspections.models import (
    Finding, FindingMark, FindingStanding, FindingSummary,
)

counted = FindingSummary.objects.filter(whole=False).aggregate(found=Sum("found", default=0))
standing = FindingStanding.objects.filter(whole=False).aggregate(open=Sum("open", default=0))
print(json.dumps({
    "findings": Finding.objects.count(),
    "found": counted["found"],
    "open": standing["open"],
    "marks": FindingMark.objects.count(),
    "notifications": Notification.objects.count(),
    "mails": OutboxMail.objects.count(),
    "unsent": OutboxMail.objects.filter(sent_at__isnull=True).count(),
    "given_up": OutboxMail.objects.filter(given_up_at__isnull=False).count(),
}))
"""
