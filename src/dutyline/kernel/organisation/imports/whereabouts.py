"""Finds the unit a row means: by code, by the names from the top, or by a name nobody else has."""

from datetime import date

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.models import Unit, UnitVersion


class Unplaced(Exception):
    """A row that means no unit, or several; the text says why."""


class Whereabouts:
    """The units of a day, ready to be looked up."""

    def __init__(self, day: date) -> None:
        """Load the units of the day in two statements."""
        self.codes: dict[str, int] = {}
        self.names: dict[str, list[int]] = {}
        self.children: dict[tuple[int | None, str], int] = {}
        codes = dict(Unit.objects.values_list("pk", "code"))
        for pk, name, parent in UnitVersion.objects.on(day).values_list(
            "unit_id", "name", "parent_id"
        ):
            self.codes[folded(codes[pk])] = pk
            self.names.setdefault(folded(name), []).append(pk)
            self.children[parent, folded(name)] = pk

    def find(self, code: str, chain: list[str]) -> int:
        """Return the unit of that code, else the one the chain of names leads to."""
        if code:
            if folded(code) not in self.codes:
                raise Unplaced(_("The unit does not exist."))
            return self.codes[folded(code)]
        if not chain:
            raise Unplaced(_("The row names no unit."))
        tops = self.names.get(folded(chain[0]), [])
        ends = {pk for top in tops if (pk := self._down(top, chain[1:])) is not None}
        if not ends:
            raise Unplaced(_("The unit does not exist."))
        if len(ends) > 1:
            raise Unplaced(_("Several units have this name; give the names above it too."))
        return ends.pop()

    def _down(self, top: int, chain: list[str]) -> int | None:
        here: int | None = top
        for name in chain:
            here = self.children.get((here, folded(name)))
            if here is None:
                return None
        return here
