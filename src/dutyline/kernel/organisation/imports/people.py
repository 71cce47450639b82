"""The import of people: who works here, since when, in which posts."""

from typing import ClassVar

from django.db import transaction

from dutyline.kernel.organisation.imports import fields, state
from dutyline.kernel.organisation.imports.people_plan import PeoplePlanner
from dutyline.kernel.organisation.imports.people_write import write_people
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By
from dutyline.kernel.registry.imports import Field, Options, Report, Sheet
from dutyline.kernel.registry.turns import take_turn


class PeopleImport:
    """Brings people in, by personnel number or else by name; several rows give several posts.

    An empty cell leaves what is known. A person an earlier file of the same source named and
    this one does not has left on its day, unless the import is partial.
    """

    key: ClassVar = "people"
    fields: ClassVar[tuple[Field, ...]] = fields.PEOPLE

    def plan(self, sheet: Sheet, options: Options, *, by: By) -> Report:
        """Return what `apply` would do."""
        return self._planner(sheet, options, by).report

    @transaction.atomic
    def apply(self, sheet: Sheet, options: Options, *, by: By) -> Report:
        """Write the people in one transaction; the same file again changes nothing."""
        take_turn()
        planner = self._planner(sheet, options, by)
        write_people(planner, options, by)
        planner.report.applied = True
        return planner.report

    def _planner(self, sheet: Sheet, options: Options, by: By) -> PeoplePlanner:
        by.require(Organisation.MANAGE)
        planner = PeoplePlanner(state.load(options.as_of), sheet, options, by)
        planner.plan()
        return planner
