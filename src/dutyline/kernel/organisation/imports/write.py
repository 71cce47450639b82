"""Writes the plan of an import: set-based, in one transaction, with history."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from dutyline.kernel.organisation.calendar import day_at
from dutyline.kernel.organisation.imports.plan import Node, PersonPlan, Plan
from dutyline.kernel.organisation.imports.state import KnownUnit
from dutyline.kernel.organisation.imports.write_appointments import write_appointments
from dutyline.kernel.organisation.imports.write_posts import PostWriter
from dutyline.kernel.organisation.models import (
    Person,
    Unit,
    UnitVersion,
)
from dutyline.kernel.organisation.operations.effect import settle_posts, settle_units
from dutyline.kernel.organisation.operations.endings import end_units
from dutyline.kernel.organisation.operations.guards import lock_tree, provisional, require_depth
from dutyline.kernel.organisation.operations.moves import relocate, settled_path
from dutyline.kernel.organisation.operations.versions import PART, amend
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.organisation.ports import Act, By, record_many
from dutyline.kernel.registry.imports import Options


class Writer:
    """Carries a plan out; made once, used once, inside a transaction."""

    def __init__(self, plan: Plan, options: Options, by: By) -> None:
        """Keep the plan and what has been told to history so far."""
        self.plan, self.options, self.by = plan, options, by
        self.day = plan.day
        self.reason = f"{plan.source}, {plan.day.isoformat()}"
        self.acts: list[Act] = []
        self.settled: dict[int, str] = {}

    def write(self) -> None:
        """Write people, units, posts, appointments; then let today's rows follow."""
        steps = (
            self._people,
            self._units,
            self._close_posts,
            self._posts,
            self._appointments,
            self._close_units,
            self._settle,
            self._traces,
            self._history,
        )
        for done, step in enumerate(steps):
            self.options.progress(done, len(steps))
            step()
        self.options.progress(len(steps), len(steps))

    def _people(self) -> None:
        new = [person for person in self.plan.people if person.known is None]
        # When they joined is not known: the file tells only that they are here.
        rows = [Person(name=person.name, number=person.number or None) for person in new]
        for person, row in zip(new, Person.objects.bulk_create(rows, PART), strict=True):
            person.pk = row.pk
            self._tell("organisation.person_entered", "organisation.person", row, "/")
        for person in self.plan.people:
            person.pk = person.pk or (person.known.pk if person.known else 0)
            if person.returns:
                self._take_back(person)

    def _take_back(self, person: PersonPlan) -> None:
        row = Person.objects.get(pk=person.pk)
        left = row.left_on
        row.joined_on, row.left_on = self.day, None
        row.save(update_fields=["joined_on", "left_on"])
        self._tell("organisation.person_returned", "organisation.person", row, "/", left=str(left))

    def _units(self) -> None:
        for root in sorted(self._roots()):
            lock_tree(f"/{root}/")
        for _depth, group in groupby(_by_depth(self.plan.nodes), key=lambda pair: pair[0]):
            nodes = [node for _, node in group]
            self._create([node for node in nodes if node.known is None])
            for node in nodes:
                if node.known is not None:
                    self._change(node, node.known)
        self._settle_units()
        paths = dict(Unit.objects.values_list("pk", "path"))
        for node in self.plan.nodes:
            node.path = paths[node.pk]

    def _roots(self) -> set[int]:
        paths = {node.path for node in self.plan.nodes if node.path}
        paths |= {node.known.path for node in self.plan.nodes if node.known}
        paths |= {node.attach.path for node in self.plan.nodes if node.attach}
        return {ancestors(path)[0] for path in paths}

    def _create(self, nodes: Sequence[Node]) -> None:
        if not nodes:
            return
        mark = provisional()
        above_all = {pk for node in nodes if (pk := _above(node))}
        parents = Unit.objects.in_bulk(above_all)
        rows = [
            Unit(
                code=node.code,
                name=node.name,
                kind=node.kind,
                parent=parents.get(_above(node)),
                path=f"{mark}{number}",
                depth=parents[_above(node)].depth + 1 if _above(node) else 0,
                valid_from=self.day,
            )
            for number, node in enumerate(nodes)
        ]
        Unit.objects.bulk_create(rows, PART)
        versions: list[UnitVersion] = []
        for node, row in zip(nodes, rows, strict=True):
            row.path = f"{row.parent.path if row.parent else '/'}{row.pk}/"
            require_depth(row)
            node.pk, node.path = row.pk, row.path
            above = self._settled_path(row.parent)
            self.settled[row.pk] = f"{above}{row.pk}/"
            versions.append(
                UnitVersion(
                    unit=row,
                    name=row.name,
                    kind=row.kind,
                    parent=row.parent,
                    path=self.settled[row.pk],
                    valid_from=self.day,
                )
            )
            self._tell("organisation.unit_created", "organisation.unit", row, row.path)
        _write_paths(mark)
        UnitVersion.objects.bulk_create(versions, PART)

    def _settled_path(self, parent: Unit | None) -> str:
        """Return the path of a parent from the day on; of one just created it is known."""
        if parent is None:
            return "/"
        return self.settled.get(parent.pk) or settled_path(parent, self.day)

    def _change(self, node: Node, known: KnownUnit) -> None:
        node.pk, node.path = known.pk, known.path
        if known.running and not (node.moves or node.renamed):
            return
        unit = Unit.objects.get(pk=node.pk)
        if not known.running:
            self._reopen(unit, node)
            return
        if node.moves:
            parent = Unit.objects.get(pk=_above(node) or 0)
            before = unit.parent.name if unit.parent else ""
            relocate(unit, parent, self.day)
            self._tell(
                "organisation.unit_moved",
                "organisation.unit",
                unit,
                unit.path,
                before=before,
                to=parent.name,
            )
        if node.renamed:
            kind = node.kind if node.kind_given else unit.kind
            amend(unit, self.day, name=node.name, kind=kind)
            before, unit.name = unit.name, node.name
            self._tell(
                "organisation.unit_renamed", "organisation.unit", unit, unit.path, before=before
            )

    def _reopen(self, unit: Unit, node: Node) -> None:
        """Open a closed unit again; the days it was closed stay so in its versions."""
        parent = Unit.objects.filter(pk=_above(node) or 0).first()
        above = self._settled_path(parent)
        old, unit.path = unit.path, f"{parent.path if parent else '/'}{unit.pk}/"
        unit.valid_from, unit.valid_to, unit.merged_into = self.day, None, None
        unit.name, unit.parent = node.name, parent
        unit.depth = parent.depth + 1 if parent else 0
        unit.kind = node.kind if node.kind_given else unit.kind
        unit.save()
        node.path = unit.path
        UnitVersion.objects.update_or_create(
            unit=unit,
            valid_from=self.day,
            defaults={
                "name": unit.name,
                "kind": unit.kind,
                "parent": parent,
                "path": f"{above}{unit.pk}/",
                "valid_to": None,
            },
        )
        self._tell("organisation.unit_reopened", "organisation.unit", unit, old)

    def _close_posts(self) -> None:
        self.posts = PostWriter(self.plan, self.by, self.options.at, self.reason)
        self.posts.close(self.acts)

    def _posts(self) -> None:
        self.posts.write(self.acts)

    def _appointments(self) -> None:
        write_appointments(self.plan, self.by, self.options.at, self.reason, self.acts)

    def _close_units(self) -> None:
        end_units([unit.pk for unit in self.plan.close_units], self.day)
        for unit in self.plan.close_units:
            self._tell("organisation.unit_closed", "organisation.unit", unit, unit.path)

    def _settle_units(self) -> None:
        for root in Unit.objects.filter(pk__in=self._roots()).order_by("id"):
            settle_units(root.path, day_at(self.options.at, root))

    def _settle(self) -> None:
        self._settle_units()
        for root in Unit.objects.filter(pk__in=self._roots()).order_by("id"):
            settle_posts(root.path, day_at(self.options.at, root))

    def _traces(self) -> None:
        plan, families = self.plan, self.plan.families
        first = min((node.pk for node in plan.nodes if node.parent is None), default=0)
        for kind, things in (("unit", plan.nodes), ("post", plan.posts)):
            opened = [each.pk for each in things if not (each.known and each.known.running)]
            families.leave(kind, [each.pk for each in things], opened, self.day, first)

    def _history(self) -> None:
        record_many(by=self.by, acts=self.acts, at=self.options.at)

    def _tell(self, verb: str, kind: str, row: Any, path: str, **data: str) -> None:
        self.acts.append(
            Act(
                verb,
                kind,
                row.pk,
                row.name,
                path,
                self.reason,
                {"day": self.day.isoformat(), **data},
            )
        )


def _write_paths(mark: str) -> None:
    """Give the units just created their paths, in two statements whatever their number."""
    own = Concat(Cast("id", CharField()), Value("/"))
    above = Subquery(Unit.objects.filter(pk=OuterRef("parent_id")).values("path"))
    begun = Unit.objects.filter(path__startswith=mark)
    begun.filter(parent__isnull=True).update(path=Concat(Value("/"), own))
    begun.update(path=Concat(above, own))


def _above(node: Node) -> int | None:
    if node.parent is not None:
        return node.parent.pk
    if node.attach is not None:
        return node.attach.pk
    return node.known.parent if node.known else None


def _by_depth(nodes: Sequence[Node]) -> list[tuple[int, Node]]:
    depths: dict[Node, int] = {}
    for node in nodes:
        depths[node] = depths[node.parent] + 1 if node.parent in depths else 0
    return sorted(((depth, node) for node, depth in depths.items()), key=lambda pair: pair[0])
