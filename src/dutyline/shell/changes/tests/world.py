"""A plant whose law changes: a pack of one clause, a duty, a card line and a checklist.

Version 1 is loaded on the desk's day. Version 2 says the clause otherwise from 1 June, asks the
walk daily, rewords the line of the operators' card, asks another question, brings a duty more.
"""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.operations import open_account
from dutyline.kernel.criteria import shipped
from dutyline.kernel.criteria.operations import load_pack
from dutyline.kernel.criteria.tests.packs import HEAD, give_values, write_pack
from dutyline.kernel.duties.models import Duty
from dutyline.kernel.duties.operations import take_up_duty
from dutyline.kernel.organisation.models import Post
from dutyline.modules.inspections.models import Checklist, Plan
from dutyline.modules.inspections.operations import make_plan
from dutyline.modules.responsibility.tests.desk import AT, TODAY, Desk, desk
from dutyline.modules.responsibility.tests.letters import Letters

BY = Actor.system("tests")
JUNE = date(2026, 6, 1)
CLAUSE = "toy.law.4"
PACK = "toy-law"
CLAUSES = """\
catalogues:
  clause:
    label: {en: Clauses, zh: 条款}
    instrument: law
    standing: confirmed
    entries:
"""
OLD = """\
      - {{key: toy.law.4, clause: "4", label: {{en: Walk round each week, zh: 每周巡查}}{until}}}
"""
NEW = """\
      - key: toy.law.4
        clause: "4"
        label: {en: Walk round each day, zh: 每日巡查}
        valid_from: 2026-06-01
"""
LINE = """\
  card_line:
    label: {{en: Lines, zh: 条目}}
    instrument: law
    standing: confirmed
    fields:
      section: {{label: {{en: Part, zh: 部分}}, type: text, required: true}}
      posts: {{label: {{en: Posts, zh: 岗位}}, type: list}}
    entries:
      - key: toy.line
        label: {{en: {english}, zh: {chinese}}}
        data: {{section: safety, posts: [operator]}}
"""
DUTY = """\
  - key: toy.{key}
    standard_post: operator
    text: {{en: {text}, zh: {text}}}
    basis: toy.law.4
    confirmed: true
    measure: count
    cadence: {cadence}
    evidence: inspections.round_done
    area: unit
"""
CHECKLIST = """\
checklists:
  - key: toy.round
    title: {{en: Round of the shop, zh: 车间巡查}}
    kind: special.toy
    sections:
      - title: {{en: Floor, zh: 地面}}
        items:
          - {{key: dry, text: {{en: {question}, zh: 地面干燥}}, clause: toy.law.4}}
          - {{key: lit, text: {{en: Is it lit, zh: 照明良好}}}}
"""


def files(*, newer: bool) -> dict[str, str]:
    """Return the sections of the pack in its first or in its second version."""
    old = OLD.format(until=", valid_to: 2026-06-01" if newer else "")
    line = "Walk each day" if newer else "Walk each week"
    duties = [("walk", "Walk round", "daily" if newer else "weekly")]
    if newer:
        duties.append(("tell", "Tell the shift", "weekly"))
    head = HEAD.format(version="2" if newer else "1")
    return {
        "pack": head.replace("name: toy", f"name: {PACK}"),
        "clauses": CLAUSES + old + (NEW if newer else ""),
        "lines": "catalogues:\n" + LINE.format(english=line, chinese=line),
        "duties": "duties:\n"
        + "".join(
            DUTY.format(key=key, text=text, cadence=cadence) for key, text, cadence in duties
        ),
        "checklists": CHECKLIST.format(question="Is it dry all day" if newer else "Is it dry"),
    }


class World:
    """The desk with the first version loaded, cards and letters of Resin, and a plan of team A."""

    def __init__(self, folder: Path, monkeypatch: Any) -> None:
        """Load the first version, and let the clock stand at `AT`."""
        self.folder, self.monkeypatch = folder, monkeypatch
        self.clients: dict[str, Client] = {}
        self.now(AT)
        self.here: Desk = desk()
        give_values({"duties.default_grace_days": 2})
        self.shelf(newer=False)
        load_pack(path=self.folder / "old", by=BY, at=AT)
        walk = Duty.objects.get(key="toy.walk")
        for name in ("operator_a", "operator_b", "coatings_principal"):
            post = getattr(self.posts, name)
            take_up_duty(by=BY, duty=walk, post=post, on=TODAY, at=AT)
        self.letters = Letters(self.here)
        self.letters.opened()
        self.plan = self.planned()

    @property
    def posts(self) -> SimpleNamespace:
        """Return the posts of the plant by name."""
        found: SimpleNamespace = self.here.plant.posts
        return found

    @property
    def units(self) -> SimpleNamespace:
        """Return the units of the plant by name."""
        found: SimpleNamespace = self.here.plant.units
        return found

    def now(self, at: Any) -> None:
        """Let the clock stand at a moment."""
        self.monkeypatch.setattr(timezone, "now", lambda: at)

    def shelf(self, *, newer: bool) -> Path:
        """Put a version of the pack on the shelf, and return its folder."""
        folder = write_pack(self.folder / ("new" if newer else "old"), **files(newer=newer))
        self.monkeypatch.setattr(shipped, "shipped_packs", lambda: [folder])
        return folder

    def planned(self, post: str = "team_leader_a", unit: str = "team_a") -> Plan:
        """Return a weekly plan of the pack's checklist."""
        place: Post = getattr(self.posts, post)
        return make_plan(
            by=BY,
            name=f"Weekly round of {unit}",
            checklist=Checklist.objects.get(key="toy.round"),
            unit=getattr(self.units, unit),
            post=place,
            cadence="weekly",
            targets=[getattr(self.units, unit)],
            on=TODAY,
            at=AT,
        )

    def browser(self, name: str) -> Client:
        """Return a person's browser, signed in."""
        if name not in self.clients:
            person = getattr(self.here.plant.people, name)
            account = open_account(by=BY, person=person, username=name, at=AT)
            self.clients[name] = Client()
            self.clients[name].force_login(account)
        return self.clients[name]

    def told(self, name: str, address: str) -> dict[str, Any]:
        """Return by kind what the page of a change shows somebody."""
        page = self.browser(name).get(address)
        assert page.status_code == 200, page.status_code
        return {group.key: group for group, _more, _things in page.context["groups"]}


def said(group: Any) -> list[Any]:
    """Return what a kind says of each thing: label, fate, before, after."""
    return [
        (each.label, str(each.fate), list(each.before), list(each.after)) for each in group.things
    ]


def labels(group: Any) -> list[str]:
    """Return the labels of a kind."""
    return [each.label for each in group.things]


def starts(group: Any) -> list[str]:
    """Return the steps a kind offers."""
    return [str(start.label) for each in group.things for start in each.starts]
