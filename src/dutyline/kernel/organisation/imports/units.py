"""Finds the units of a file, where they lie, and what changes about them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports.circles import on_circles
from dutyline.kernel.organisation.imports.plan import Node, Plan, path_over
from dutyline.kernel.organisation.imports.rows import Row, chain_code, refuse
from dutyline.kernel.organisation.imports.settings import Settings, folded
from dutyline.kernel.organisation.imports.state import Known, KnownUnit
from dutyline.kernel.organisation.operations.guards import EVERYWHERE
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, require_takeable
from dutyline.kernel.registry import Refusal
from dutyline.kernel.registry.imports import BadMap, Report, Sheet


class UnitPlanner:
    """Turns rows into a tree of nodes; rows whose unit cannot be placed are refused."""

    def __init__(
        self, known: Known, settings: Settings, sheet: Sheet, report: Report, by: By
    ) -> None:
        """Keep what every step needs."""
        self.known, self.settings, self.sheet = known, settings, sheet
        self.report, self.by = report, by
        self.nodes: dict[str, Node] = {}
        self.refused: set[int] = set()

    def plan(self, rows: list[Row], plan: Plan) -> list[Row]:
        """Put the units of the rows into the plan, parents first; return the rows that remain."""
        self.families = plan.families
        rows = self._without(rows, self._contradicting(rows))
        for row in rows:
            self._node_of(row)
        self._adopt_parents(rows)
        self._attach()
        ordered = [node for node in self._from_the_top() if self._fits(node)]
        tops = [node.known.pk for node in self.nodes.values() if not node.parent and node.known]
        plan.families.join("unit", tops)
        plan.nodes = [node for node in ordered if not set(node.rows) <= self.refused]
        return self._without(rows, {})

    def keep_needed(self, refused: set[int], plan: Plan) -> None:
        """Leave out new units only refused rows tell of, and count the others."""
        plan.nodes = [node for node in plan.nodes if node.known or not set(node.rows) <= refused]
        tally = self.report.tally("unit")
        for node in plan.nodes:
            if node.known is None or not node.known.running:
                tally.created += 1
            elif node.renamed or node.moves:
                tally.changed += 1
            else:
                tally.unchanged += 1

    def node(self, row: Row) -> Node:
        """Return the unit of a row."""
        return self.nodes[folded(row.unit)]

    def _contradicting(self, rows: list[Row]) -> dict[int, tuple[str, str]]:
        """Return the rows of a unit code that stands for units of several names or parents."""
        said: dict[str, set[tuple[str, str]]] = {}
        for row in rows:
            if row.unit_code:
                about = (folded(row.chain[-1]), folded(row.parent_code))
                said.setdefault(folded(row.unit_code), set()).add(about)
        return {
            row.number: (
                "unit_code",
                _("The code {code} stands for different units.").format(code=row.unit_code),
            )
            for row in rows
            if row.unit_code and len(said[folded(row.unit_code)]) > 1
        }

    def _node_of(self, row: Row) -> Node:
        parent = None
        if not row.parent_code:
            for depth in range(1, len(row.chain)):
                parent = self._put(row, row.chain[:depth], chain_code(row.chain[:depth]), parent)
        node = self._put(row, row.chain, row.unit, parent)
        if row.unit_kind:
            node.kind, node.kind_given = row.unit_kind, True
        return node

    def _put(self, row: Row, chain: tuple[str, ...], code: str, parent: Node | None) -> Node:
        node = self.nodes.get(folded(code))
        if node is None:
            node = self.nodes[folded(code)] = Node(
                code, chain[-1], self.settings.kind_at(len(chain) - 1), parent, []
            )
        node.coded = node.coded or code == row.unit_code
        node.rows.append(row.number)
        return node

    def _adopt_parents(self, rows: list[Row]) -> None:
        """Link units given by the code of the unit above; refuse circles and codes nobody has."""
        above = {folded(row.unit): folded(row.parent_code) for row in rows if row.parent_code}
        for key in on_circles(above):
            self._refuse(
                self.nodes[key], "parent_code", _("The units above lead in a circle back here.")
            )
            above.pop(key)
        for key, parent in above.items():
            node = self.nodes[key]
            if parent in self.nodes:
                node.parent = self.nodes[parent]
            elif (there := self.known.unit_codes.get(parent)) and there.running:
                node.attach, node.attach_named = there, True
            else:
                self._refuse(node, "parent_code", _("The unit above does not exist."))
        for node in self.nodes.values():
            # The kinds of a list of units go by depth, known only now.
            if node.coded and not node.kind_given:
                node.kind = self.settings.kind_at(_depth(node))

    def _attach(self) -> None:
        """Find out where the tops of the file lie: they are enterprises, or lie under the one here.

        An enterprise that such a file brought in stands beside others of its kind, not above them.
        """
        tops = [node for node in self.nodes.values() if node.parent is None and not node.attach]
        under = self._under()
        roots = self.known.roots
        own = [root for root in roots if not self.families.was_opened("unit", root.pk)]
        for node in tops:
            if under is not None:
                node.attach = under
                continue
            known = self.known.unit_codes.get(folded(node.code))
            named = [root for root in roots if folded(root.name) == folded(node.name)]
            if known is not None and known.parent is None:
                node.known = known
            elif len(named) == 1:
                node.known = named[0]
            elif len(own) == 1:
                node.attach = own[0]
            elif own:
                raise BadMap(problem=_("there are several enterprises; say “under” which unit"))

    def _under(self) -> KnownUnit | None:
        if not self.settings.under:
            return None
        unit = self.known.unit_codes.get(folded(self.settings.under))
        if unit is None or not unit.running:
            raise BadMap(problem=_("there is no unit “{code}”").format(code=self.settings.under))
        return unit

    def _from_the_top(self) -> Iterable[Node]:
        children: dict[Node | None, list[Node]] = {}
        for node in self.nodes.values():
            children.setdefault(node.parent, []).append(node)
        waiting = list(reversed(children.get(None, [])))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(children.get(node, [])))

    def _fits(self, node: Node) -> bool:
        """Match a unit with what is known; refuse it where it cannot be as the file says."""
        if set(node.rows) <= self.refused:
            return False
        if node.parent is not None and set(node.parent.rows) <= self.refused:
            return self._refuse(node, "unit_1", _("The unit above was refused."))
        above = node.attach or (node.parent.known if node.parent else None)
        by_code = self.known.unit_codes.get(folded(node.code))
        by_name = self.known.unit_names.get((above.pk, folded(node.name))) if above else None
        node.known = node.known or by_code or by_name
        known, day = node.known, self.known.day
        if known is not None and known.begins > day:
            return self._refuse(node, "unit_1", _("The unit begins only later."))
        if known is not None and not node.coded and folded(known.name) == folded(node.name):
            node.name = known.name
        changes = node.renamed or node.moves
        if known is not None and known.running and changes and known.latest > day:
            return self._refuse(node, "unit_1", _("The unit changed again after this day."))
        if not all(self.by.can(Organisation.MANAGE, path) for path in _paths(node)):
            return self._refuse(node, "unit_1", _("You cannot change this part of the tree."))
        gain = self._own_gain(node)
        return self._refuse(node, "unit_1", gain) if gain else True

    def _own_gain(self, node: Node) -> str:
        """Say why the importer may not move this unit where his own rights would reach it."""
        above = node.attach if node.parent is None else None
        under = above.path if above else path_over(node.parent) if node.parent else ""
        if node.known is None or not node.moves or not under:
            return ""
        try:
            require_takeable(
                by=self.by, unit=node.name, path=node.known.path, under=under, on=self.known.day
            )
        except Refusal as refusal:
            return str(refusal)
        return ""

    def _refuse(self, node: Node, column: str, reason: str) -> bool:
        header = self.sheet.headers.get(column, column)
        for number in node.rows:
            if number not in self.refused:
                self.refused.add(number)
                refuse(self.report, number, header, reason, node.code)
        return False

    def _without(self, rows: list[Row], why: dict[int, tuple[str, str]]) -> list[Row]:
        for number, (column, reason) in why.items():
            self.refused.add(number)
            refuse(self.report, number, self.sheet.headers.get(column, column), reason)
        return [row for row in rows if row.number not in self.refused]


def _paths(node: Node) -> list[str]:
    """Return the paths over which a change to a unit takes the right; none without a change."""
    known = node.known
    if known is not None and known.running and not (node.moves or node.renamed):
        return []
    paths = [known.path] if known else []
    above = node.attach or (node.parent.known if node.parent else None)
    if above is not None:
        paths.append(above.path)
    elif node.parent is None and known is None:
        paths.append(EVERYWHERE)
    return paths


def _depth(node: Node) -> int:
    depth, above = 0, node.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth
