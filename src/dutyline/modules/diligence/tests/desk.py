"""What tests of due diligence share: who owed and showed what in March, asking, and what came."""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
from django.test import Client
from django.utils import timezone

from dutyline.jobs.errands import do
from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.operations import open_periods, settle_due
from dutyline.kernel.duties.tests.world import World, at
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.errands.operations import take
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.storage import path_of
from dutyline.modules.diligence.keys import FILE, PDF, ZIP
from dutyline.modules.diligence.models import DiligenceFile
from dutyline.modules.diligence.operations import ask_file
from dutyline.modules.diligence.operations.subjects import subject_for

NOW = at("2026-04-20")
TODAY = date(2026, 4, 20)
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@dataclass
class Papers:
    """What a file came to."""

    row: DiligenceFile
    pdf: bytes
    zip: Path

    def text(self) -> str:
        """Return the words of the PDF without spaces, as no two lines break alike."""
        pages = pypdf.PdfReader(io.BytesIO(self.pdf)).pages
        return "".join("".join(page.extract_text().split()) for page in pages)

    def read(self, name: str) -> bytes:
        """Return a file of the ZIP."""
        with zipfile.ZipFile(self.zip) as archive:
            return archive.read(name)

    def told(self) -> dict[str, Any]:
        """Return what machines read."""
        told: dict[str, Any] = json.loads(self.read("file.json"))
        return told

    def section(self, key: str) -> list[dict[str, Any]]:
        """Return the entries of a section."""
        found: list[dict[str, Any]] = next(
            each["entries"] for each in self.told()["sections"] if each["key"] == key
        )
        return found

    def everything(self) -> bytes:
        """Return every byte whoever got the file can read."""
        with zipfile.ZipFile(self.zip) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist()) + (
                self.text().encode()
            )


class Desk:
    """The plant with walks owed by the operators of team A; the clock stands at `NOW`."""

    def __init__(self, world: World, monkeypatch: Any) -> None:
        """Let Wang owe a walk in March, and show one."""
        self.world = world
        monkeypatch.setattr(timezone, "now", lambda: NOW)
        world.duty(world.operator_a)
        open_periods(now=at("2026-03-02"))
        world.show(world.wang, "2026-03-10", "2026-03-11", snapshot={"label": "Reactor deck"})
        settle_due(now=NOW)

    def actor(self, name: str) -> Actor:
        """Return a person through his account."""
        actor: Actor = self.world.plant.signed_in(name, NOW)
        return actor

    def browser(self, name: str) -> Client:
        """Return a person's browser, signed in."""
        client = Client()
        client.force_login(self.world.plant.account(name))
        return client

    def ask(self, who: str, kind: str, pk: int, **more: Any) -> DiligenceFile:
        """Ask for a file about March."""
        actor = self.actor(who)
        subject = subject_for(actor, kind, pk)
        assert subject is not None
        said = {"first": FIRST, "last": LAST, "language": "en", "reason": "The inspector asks"}
        return ask_file(by=actor, subject=subject, on=TODAY, at=NOW, **{**said, **more})

    def work(self, row: DiligenceFile) -> Errand:
        """Do what the worker does."""
        errand = Errand.objects.get(pk=row.errand_id)
        assert take(errand, holder="tests", at=NOW)
        errand.refresh_from_db()
        do(errand, "tests")
        errand.refresh_from_db()
        row.refresh_from_db()
        return errand

    def papers(self, row: DiligenceFile) -> Papers:
        """Make the papers of a file and return them."""
        errand = self.work(row)
        assert (errand.state, errand.error) == ("done", "")
        paths = {each.role: path_of(each.sha256) for each in Attachment.objects.of(FILE, row.pk)}
        return Papers(row, paths[PDF].read_bytes(), paths[ZIP])
