"""Everything moved from SQLite to PostgreSQL: the log has the same entries and proofs."""

import json
import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="moves to PostgreSQL"),
]
NAME = "moved_to"
LAY = """
import json, django
django.setup()
from datetime import timedelta
from django.utils import timezone
from dutyline.kernel.access.tests.plant import plant as build
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.ledger.operations import enter_waiting, make_checkpoint
now = timezone.now()
wang = build().people.wang
Evidence.objects.bulk_create(
    Evidence(
        kind="toy.walk", source=f"toy.walk:{n}", person_id=wang.pk, person_name=wang.name,
        occurred_at=now - timedelta(microseconds=n), occurred_on=now.date(), recorded_at=now,
        amount=n / 4 + 1, snapshot={"n": n / 3, "words": '巡查 "A"', "big": 10**16 + n},
    )
    for n in range(300)
)
enter_waiting(now)
make_checkpoint(now)
"""
PROOFS = """
import json, django
django.setup()
from dutyline.kernel.ledger.models import Checkpoint, Entry
from dutyline.kernel.ledger.reading.proofs import Proofs
newest, proofs = Checkpoint.objects.get(), Proofs()
told = [[each.hex() for each in proofs.inclusion(entry, newest)]
        for entry in Entry.objects.order_by("index")]
print(json.dumps([newest.note, told]))
"""
GO_ON = """
import django
django.setup()
from django.utils import timezone
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.ledger.operations import enter_waiting
old = Evidence.objects.order_by("id").values()[0]
Evidence.objects.create(**{**old, "id": None, "source": "toy.walk:again"})
print(enter_waiting(timezone.now()))
"""


@pytest.fixture
def address():
    """The address of an empty database beside the one of the tests."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
        cursor.execute(f"CREATE DATABASE {NAME}")
    given = connection.settings_dict
    word = f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else ""
    port = f":{given['PORT']}" if given["PORT"] else ""
    yield f"postgres://{given['USER']}{word}@{port}/{NAME}?host={quote(given['HOST'])}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def dutyline(home, address, *words, code=0):
    """Run Python in an installation of its own, on SQLite where no address is given."""
    environment = {**os.environ, "DUTYLINE_HOME": str(home), "DATABASE_URL": address}
    environment["DJANGO_SETTINGS_MODULE"] = "dutyline.config.settings"
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr[-2000:]
    return done.stdout + done.stderr


def test_a_log_moved_to_postgresql_proves_the_same(tmp_path, address):
    home, kept = tmp_path / "home", tmp_path / "kept.txt"
    dutyline(home, "", "-m", "dutyline", "migrate", "-v0")
    dutyline(home, "", "-c", LAY)
    before = dutyline(home, "", "-c", PROOFS)
    kept.write_text(json.loads(before)[0], encoding="utf-8")
    dutyline(home, address, "-m", "dutyline", "migrate", "-v0")
    file = str(home / "dutyline.sqlite3")
    assert "rows moved" in dutyline(home, address, "-m", "dutyline", "move", file)
    assert dutyline(home, address, "-c", PROOFS) == before
    said = dutyline(home, address, "-m", "dutyline", "ledger", "verify", "--against", str(kept))
    assert said.startswith("Compared: 300 entries, 300 records, 1 checkpoints kept here, 1 from")
    assert dutyline(home, address, "-c", GO_ON) == "1\n"
    again = dutyline(home, address, "-m", "dutyline", "move", file, code=1)
    assert "The database to move to is not empty." in again
