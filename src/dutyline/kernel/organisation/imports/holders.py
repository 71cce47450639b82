"""Finds the people a file names, and which appointments begin and end."""

from decimal import Decimal

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports.plan import Begin, PersonPlan, Plan, PostPlan
from dutyline.kernel.organisation.imports.rows import Row, refuse
from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.imports.state import Known, KnownPerson
from dutyline.kernel.registry.imports import Remark, Report, Sheet

TOLD_BY = ("holder_name", "holder_number")


class HolderPlanner:
    """Turns named holders into people and appointments."""

    def __init__(self, known: Known, sheet: Sheet, report: Report) -> None:
        """Keep what every step needs."""
        self.known, self.sheet, self.report = known, sheet, report
        self.people: dict[str, PersonPlan] = {}
        self.refused: set[int] = set()

    def identify(self, rows: list[Row]) -> list[Row]:
        """Find out who is named; refuse rows that could mean several people."""
        named: dict[str, list[int]] = {}
        for row in rows:
            if row.fate != "held":
                continue
            key = _key(row)
            if key not in self.people:
                self._identify(row, key)
            elif row.holder and folded(self.people[key].name) != folded(row.holder):
                self._refuse(row, _("The personnel number stands for different people."))
            if not row.holder_number:
                named.setdefault(key, []).append(row.number)
        several = sorted(number for rows_ in named.values() if len(rows_) > 1 for number in rows_)
        if several:
            text = _("The same name in several rows, without a number, is one person.")
            self.report.decisions.append(Remark("same_name", text, tuple(several)))
        return [row for row in rows if row.number not in self.refused]

    def plan(self, rows: list[Row], plan: Plan) -> None:
        """Put people and appointments of the remaining rows into the plan."""
        posts = {folded(post.code): post for post in plan.posts}
        wanted: dict[str, dict[str, Row]] = {key: {} for key in posts}
        repeated: list[int] = []
        for row in rows:
            there = wanted[folded(row.post)]
            if row.fate == "held" and there.setdefault(_key(row), row) is not row:
                repeated.append(row.number)
        used = {key for there in wanted.values() for key in there}
        plan.people = [self.people[key] for key in used]
        shared = sorted(
            {row.number for there in wanted.values() if len(there) > 1 for row in there.values()}
        )
        for key, text, numbers in (
            ("job_share", _("Several people hold the same post."), shared),
            ("repeated", _("The same holder of the same post twice counts once."), repeated),
        ):
            if numbers:
                self.report.decisions.append(Remark(key, text, tuple(numbers)))
        if any(column in self.sheet.headers for column in TOLD_BY):
            for key, there in wanted.items():
                self._compare(posts[key], there, plan)
        for post in plan.close_posts:
            plan.end += self.known.held.get(post.pk, [])
        self._count(plan)

    def _identify(self, row: Row, key: str) -> None:
        person = PersonPlan(row.holder or row.holder_number, row.holder_number)
        if row.holder_number:
            person.known = self.known.numbers.get(row.holder_number)
        else:
            there = self.known.names.get(folded(row.holder), [])
            there = [each for each in there if each.left_on is None]
            holding = [each for each in there if self._holds(each, row)]
            if len(holding) == 1 or len(there) == 1:
                person.known = (holding if len(holding) == 1 else there)[0]
            elif there:
                self._refuse(row, _("Several people have this name; give the personnel number."))
                return
        left = person.known.left_on if person.known else None
        person.returns = left is not None and left <= self.known.day
        self.people[key] = person

    def _holds(self, person: KnownPerson, row: Row) -> bool:
        post = self.known.post_codes.get(folded(row.post))
        return post is not None and any(
            held.person == person.pk for held in self.known.held.get(post.pk, [])
        )

    def _compare(self, post: PostPlan, there: dict[str, Row], plan: Plan) -> None:
        running = self.known.held.get(post.known.pk, []) if post.known else []
        held = {each.person: each for each in running}
        kept: set[int] = set()
        for key, row in there.items():
            person, share = self.people[key], _share(row)
            known = held.get(person.known.pk) if person.known else None
            if known is None:
                later = (
                    self.known.later.get((post.known.pk, person.known.pk))
                    if (post.known and person.known)
                    else None
                )
                plan.begin.append(Begin(person, post, share, later))
                continue
            kept.add(known.pk)
            if known.share != share:
                plan.reshare.append((known, share))
            else:
                self.report.tally("appointment").unchanged += 1
        plan.end += [each for each in running if each.pk not in kept]

    def _count(self, plan: Plan) -> None:
        appointments, people = self.report.tally("appointment"), self.report.tally("person")
        appointments.created += len(plan.begin)
        appointments.changed += len(plan.reshare)
        appointments.closed += len(plan.end)
        people.created = sum(person.known is None for person in plan.people)
        people.changed = sum(person.returns for person in plan.people)
        people.unchanged = len(plan.people) - people.created - people.changed

    def _refuse(self, row: Row, reason: str) -> None:
        column = "holder_name" if row.holder else "holder_number"
        if row.number in self.refused:
            return
        self.refused.add(row.number)
        header = self.sheet.headers.get(column, column)
        refuse(self.report, row.number, header, reason, row.holder or row.holder_number)


def _key(row: Row) -> str:
    return f"#{row.holder_number}" if row.holder_number else f"={folded(row.holder)}"


def _share(row: Row) -> Decimal:
    """Return the share of a holder: his part of full time where the file says it is a part."""
    if row.headcount is None or not 0 < row.headcount / row.sharers < 1:
        return Decimal(1)
    return (row.headcount / row.sharers).quantize(Decimal("0.001"))
