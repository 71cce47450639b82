"""Finds out what a file of people changes."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports.families import Families
from dutyline.kernel.organisation.imports.plan import Begin, Node, PersonPlan, Plan, PostPlan
from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.imports.state import (
    Held,
    Known,
    KnownPerson,
    KnownPost,
)
from dutyline.kernel.organisation.models import Person, Post
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, require_appointable
from dutyline.kernel.registry import Refusal
from dutyline.kernel.registry.imports import (
    Options,
    Record,
    RefusedRow,
    Remark,
    Report,
    Sheet,
)
from dutyline.toolkit.spreadsheets.values.date_columns import DateReading, study_dates
from dutyline.toolkit.spreadsheets.values.problem import CellProblem

LONGEST = {"number": 60, "name": 200, "email": 254, "phone": 40, "post_code": 100}
DATES = ("joined_on", "left_on")


@dataclass(eq=False)
class Entry:
    """A person as the file tells of him; `facts` are the columns that say something."""

    person: PersonPlan
    facts: dict[str, Any]
    rows: list[int]
    posts: list[KnownPost] = field(default_factory=list)
    left_on: date | None = None
    changes: dict[str, Any] = field(default_factory=dict)


class PeoplePlanner:
    """Turns rows into people and what changes about them."""

    def __init__(self, known: Known, sheet: Sheet, options: Options, by: By) -> None:
        """Keep what every step needs."""
        self.known, self.sheet, self.options, self.by = known, sheet, options, by
        self.report = Report(decisions=list(sheet.decisions))
        for kind in ("person", "appointment"):
            self.report.tally(kind)
        self.entries: dict[str, Entry] = {}
        self.source = sheet.mapping.source or "people"
        self.families = Families(self.source)
        self.changes = Plan(options.as_of, self.source, self.families)
        self.leaving: list[KnownPerson] = []
        self.blind = False
        self.held: dict[int, list[Held]] | None = None

    def plan(self) -> None:
        """Read every row, compare it with what is known, find who is missing."""
        days = self._study_dates()
        named: set[str] = set()
        for record in self.sheet:
            try:
                self._read(record, days, named)
            except _Unreadable as problem:
                header = self.sheet.headers.get(problem.column, problem.column)
                row = RefusedRow(record.number, header, str(problem.reason), problem.value)
                self.report.refused.append(row)
                self.report.tally("person").refused += 1
                self._note(record, named)
        for entry in self.entries.values():
            self._compare(entry)
        here = [entry.person.known.pk for entry in self.entries.values() if entry.person.known]
        self.families.join("person", here)
        if not self.options.partial:
            self._find_missing(named)
        self._count()
        self.report.refused.sort(key=lambda refused: refused.row)

    def _study_dates(self) -> dict[str, DateReading]:
        readings = {}
        for column in DATES:
            cells = [(each.number, each.values.get(column)) for each in self.sheet]
            readings[column] = study_dates(cells, name=self.sheet.name)
            self.report.decisions += [
                Remark(each.key, each.text, each.rows) for each in readings[column].decisions
            ]
        return readings

    def _read(self, record: Record, days: dict[str, DateReading], named: set[str]) -> None:
        texts = {column: _text(record, column) for column in LONGEST}
        if not texts["name"]:
            raise _Unreadable("name", _("The row names nobody."))
        if texts["email"]:
            try:
                validate_email(texts["email"])
            except ValidationError as problem:
                reason = " ".join(problem.messages)
                raise _Unreadable("email", reason, texts["email"]) from problem
        facts: dict[str, Any] = {
            name: texts[name] for name in ("name", "email", "phone") if texts[name]
        }
        for column in DATES:
            try:
                day = days[column].date(record.number, record.values.get(column))
            except CellProblem as problem:
                raise _Unreadable(column, problem) from problem
            if day is not None:
                facts[column] = day
        if facts.get("left_on", date.max) < facts.get("joined_on", date.min):
            raise _Unreadable("left_on", _("The person left before joining."))
        post = self._post(texts["post_code"])
        key = f"#{texts['number']}" if texts["number"] else f"={folded(texts['name'])}"
        entry = self.entries.get(key)
        if entry is not None and folded(entry.person.name) != folded(texts["name"]):
            reason = _("The personnel number stands for different people.")
            raise _Unreadable("number", reason, texts["number"])
        person = entry.person if entry else self._identify(texts["number"], texts["name"])
        if post is not None:
            self._refuse_own_gain(person, post)
        if entry is None:
            entry = Entry(person, facts, [], left_on=facts.pop("left_on", None))
            self.entries[key] = entry
        named.add(key)
        entry.rows.append(record.number)
        if post is not None and post not in entry.posts:
            entry.posts.append(post)

    def _identify(self, number: str, name: str) -> PersonPlan:
        person = PersonPlan(name, number)
        if number:
            person.known = self.known.numbers.get(number)
        else:
            there = self.known.names.get(folded(name), [])
            there = [each for each in there if each.left_on is None] or there
            if len(there) > 1:
                reason = _("Several people have this name; give the personnel number.")
                raise _Unreadable("name", reason, name)
            person.known = there[0] if there else None
        if person.known is not None:
            for held in self._held(person.known.pk):
                path = self.known.path_of_post(self.known.posts[held.post])
                if not self.by.can(Organisation.MANAGE, path):
                    raise _Unreadable("name", _("You cannot change this person."), name)
        return person

    def _post(self, code: str) -> KnownPost | None:
        if not code:
            return None
        post = self.known.post_codes.get(folded(code))
        if post is None or not post.running:
            raise _Unreadable("post_code", _("The post does not exist."), code)
        if not self.by.can(Organisation.MANAGE, self.known.path_of_post(post)):
            raise _Unreadable("post_code", _("You cannot change this part of the tree."), code)
        return post

    def _refuse_own_gain(self, person: PersonPlan, post: KnownPost) -> None:
        """Refuse a post the importer would take for the rights it carries."""
        known, me = person.known, self.by.person
        if known is None or me is None or known.pk != me.pk:
            return
        if any(held.post == post.pk for held in self._held(known.pk)):
            return
        row = Post.objects.select_related("unit").get(pk=post.pk)
        on, until = self.options.as_of, self.known.later.get((post.pk, known.pk))
        try:
            require_appointable(by=self.by, person=me, post=row, on=on, until=until)
        except Refusal as refusal:
            raise _Unreadable("post_code", refusal, post.code) from refusal

    def _note(self, record: Record, named: set[str]) -> None:
        """Remember whom an unreadable row is about, so that he is not taken to have left."""
        try:
            number, name = record.text("number"), record.text("name")
        except CellProblem:
            number = name = ""
        named.add(f"#{number}" if number else f"={folded(name)}")
        self.blind = self.blind or not (number or name)

    def _compare(self, entry: Entry) -> None:
        known = entry.person.known
        if known is not None:
            left = known.left_on is not None and known.left_on <= self.options.as_of
            entry.person.returns = left and entry.left_on is None
        if "post_code" not in self.sheet.headers or entry.left_on is not None:
            return
        held = {each.post: each for each in self._held(known.pk)} if known else {}
        wanted = {post.pk: post for post in entry.posts}
        for pk, post in wanted.items():
            if pk not in held:
                unit = self.known.units[post.unit]
                node = Node(unit.code, unit.name, unit.kind, None, [], known=unit, path=unit.path)
                plan = PostPlan(
                    code=post.code,
                    title=post.title,
                    node=node,
                    superior=None,
                    heads=post.heads,
                    level=post.level,
                    headcount=post.headcount,
                    rows=entry.rows,
                    known=post,
                    pk=post.pk,
                )
                later = self.known.later.get((pk, known.pk)) if known else None
                self.changes.begin.append(Begin(entry.person, plan, Decimal(1), later))
        if wanted:
            self.changes.end += [each for pk, each in held.items() if pk not in wanted]
        self.report.tally("appointment").unchanged += len(wanted.keys() & held.keys())

    def _held(self, person: int) -> list[Held]:
        if self.held is None:
            self.held = {}
            for each in (held for there in self.known.held.values() for held in there):
                self.held.setdefault(each.person, []).append(each)
        return self.held.get(person, [])

    def _find_missing(self, named: set[str]) -> None:
        self.families.require_order(self.options.as_of)
        if self.blind:
            text = _("Some rows do not say whom they are about: nobody is taken to have left.")
            self.report.decisions.append(Remark("blind", text))
            return
        matched = {entry.person.known.pk for entry in self.entries.values() if entry.person.known}
        for pk in self.families.opened("person"):
            person = self.known.people.get(pk)
            if person is None or pk in matched or person.left_on is not None:
                continue
            if f"#{person.number}" not in named and f"={folded(person.name)}" not in named:
                self.leaving.append(person)

    def _count(self) -> None:
        people, appointments = self.report.tally("person"), self.report.tally("appointment")
        self._find_changes()
        for entry in self.entries.values():
            if entry.person.known is None:
                people.created += 1
            elif entry.changes or entry.person.returns:
                people.changed += 1
            elif self.leaves(entry):
                people.closed += 1
            else:
                people.unchanged += 1
        people.closed += len(self.leaving)
        gone = [person.pk for person in self.leaving]
        gone += [
            entry.person.known.pk
            for entry in self.entries.values()
            if entry.person.known and self.leaves(entry)
        ]
        appointments.created = len(self.changes.begin)
        appointments.closed = len(self.changes.end) + sum(len(self._held(pk)) for pk in gone)

    def _find_changes(self) -> None:
        known = [entry.person.known.pk for entry in self.entries.values() if entry.person.known]
        rows = Person.objects.in_bulk(known)
        for entry in self.entries.values():
            if entry.person.known is not None:
                row = rows[entry.person.known.pk]
                if entry.left_on and row.joined_on and entry.left_on < row.joined_on:
                    self._refuse_leaving(entry)
                entry.changes = {
                    name: value
                    for name, value in entry.facts.items()
                    if getattr(row, name) != value
                    and not (name == "joined_on" and entry.person.returns)
                }

    def _refuse_leaving(self, entry: Entry) -> None:
        header = self.sheet.headers["left_on"]
        reason = _("The person left before joining.")
        value = str(entry.left_on)
        entry.left_on = None
        for number in entry.rows:
            self.report.refused.append(RefusedRow(number, header, reason, value))
            self.report.tally("person").refused += 1

    def leaves(self, entry: Entry) -> bool:
        """Say whether the file tells that somebody has left who, for all we know, has not."""
        known = entry.person.known
        return entry.left_on is not None and (known is None or known.left_on is None)


class _Unreadable(Exception):
    def __init__(self, column: str, reason: object, value: str = "") -> None:
        super().__init__(column)
        self.column, self.reason, self.value = column, reason, value


def _text(record: Record, column: str) -> str:
    try:
        return record.text(column, LONGEST[column])
    except CellProblem as problem:
        raise _Unreadable(column, problem) from problem
