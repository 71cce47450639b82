"""The import of places: what a unit answers for, piece by piece."""

from typing import ClassVar

from django.db import transaction

from dutyline.kernel.organisation.imports import fields
from dutyline.kernel.organisation.imports.places_plan import PlacesPlanner
from dutyline.kernel.organisation.imports.places_write import write_places
from dutyline.kernel.organisation.ports import By
from dutyline.kernel.registry.imports import Field, Options, Report, Sheet
from dutyline.kernel.registry.turns import take_turn


class PlacesImport:
    """Brings places in, by code or else by unit and name; their printed codes stay good.

    A place an earlier file of the same source named and this one does not goes out of use on its
    day, unless the import is partial.
    """

    key: ClassVar = "places"
    fields: ClassVar[tuple[Field, ...]] = fields.PLACES

    def plan(self, sheet: Sheet, options: Options, *, by: By) -> Report:
        """Return what `apply` would do."""
        return PlacesPlanner(sheet, options, by).plan().report

    @transaction.atomic
    def apply(self, sheet: Sheet, options: Options, *, by: By) -> Report:
        """Write the places in one transaction; the same file again changes nothing."""
        take_turn()
        planner = PlacesPlanner(sheet, options, by).plan()
        write_places(planner, options, by)
        planner.report.applied = True
        return planner.report
