"""The import of units, posts and their holders."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports import fields, state
from dutyline.kernel.organisation.imports.closing import Missing
from dutyline.kernel.organisation.imports.families import Families
from dutyline.kernel.organisation.imports.heads import HeadPlanner
from dutyline.kernel.organisation.imports.holders import HolderPlanner
from dutyline.kernel.organisation.imports.own_gains import OwnGain, own_gains
from dutyline.kernel.organisation.imports.plan import Plan
from dutyline.kernel.organisation.imports.posts import PostPlanner, count, refuse_late_changes
from dutyline.kernel.organisation.imports.rows import read_rows
from dutyline.kernel.organisation.imports.settings import Settings
from dutyline.kernel.organisation.imports.superiors import with_named_superiors
from dutyline.kernel.organisation.imports.units import UnitPlanner
from dutyline.kernel.organisation.imports.write import Writer
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By
from dutyline.kernel.registry.imports import (
    ColumnsMissing,
    Field,
    Options,
    Remark,
    Report,
    Sheet,
)
from dutyline.kernel.registry.turns import take_turn

POSTS_WITHOUT_CODES = "organisation-posts-without-codes"
UNITS_ALONE = "organisation-units"


class OrganisationImport:
    """Brings a snapshot of the organisation in; see the package for what is refused."""

    key: ClassVar = "organisation"
    fields: ClassVar[tuple[Field, ...]] = fields.ORGANISATION

    def plan(self, sheet: Sheet, options: Options, *, by: By) -> Report:
        """Return what `apply` would do."""
        return self._plan(sheet, options, by)[1]

    @transaction.atomic
    def apply(self, sheet: Sheet, options: Options, *, by: By) -> Report:
        """Write the snapshot in one transaction; the same file again changes nothing."""
        take_turn()
        plan, report = self._plan(sheet, options, by)
        Writer(plan, options, by).write()
        report.applied = True
        return report

    def _plan(self, sheet: Sheet, options: Options, by: By) -> tuple[Plan, Report]:
        """Plan until no row is left by which the importer would give himself rights.

        What such a row would have made is gone from the plan with it, so all is worked out anew.
        """
        by.require(Organisation.MANAGE)
        barred: dict[int, OwnGain] = {}
        while True:
            plan, report = self._plan_without(barred, sheet, options, by)
            gains = own_gains(plan, by)
            if not gains:
                return plan, report
            barred |= gains

    def _plan_without(
        self, barred: Mapping[int, OwnGain], sheet: Sheet, options: Options, by: By
    ) -> tuple[Plan, Report]:
        naming = {"unit_code", *(level.key for level in fields.UNIT_NAMES)}
        if not naming & sheet.headers.keys():
            raise ColumnsMissing(fields=str(fields.UNIT_NAMES[0].label))
        settings = Settings.read(sheet.mapping.settings, sheet.headers)
        report = Report(decisions=list(sheet.decisions))
        for kind in ("unit", "post", "person", "appointment"):
            report.tally(kind)
        families = Families(sheet.mapping.source or _source_of(sheet))
        plan = Plan(options.as_of, families.source, families)
        known = state.load(options.as_of)
        plan.outside = {code: post.pk for code, post in known.post_codes.items() if post.running}
        reading = read_rows(sheet, settings, report)
        reading.rows = with_named_superiors(reading.rows, known.post_codes, report)
        units = UnitPlanner(known, settings, sheet, report, by)
        rows = units.plan(reading.rows, plan)
        missing = Missing(known, plan, plan.families, by)
        partial = options.partial or reading.blind
        if not options.partial:
            plan.families.require_order(options.as_of)
        if reading.blind and not options.partial:
            text = _("Some rows do not say whom they are about: nothing is closed.")
            report.decisions.append(Remark("blind", text))
        if not partial:
            plan.close_posts = missing.posts(reading.posts)
        holders = HolderPlanner(known, sheet, report)
        rows = holders.identify(rows)
        posts = PostPlanner(known, settings, sheet, report, by)
        posts.bar(barred)
        rows = posts.plan(rows, units.nodes, plan, {post.pk for post in plan.close_posts})
        HeadPlanner(known, settings, plan, report).plan()
        refuse_late_changes(posts, plan)
        holders.plan([row for row in rows if row.number not in posts.refused], plan)
        units.keep_needed({refused.row for refused in report.refused}, plan)
        if not partial:
            plan.close_units = missing.units(reading.units, report)
        count(plan, report)
        report.tally("unit").closed = len(plan.close_units)
        report.refused.sort(key=lambda refused: refused.row)
        return plan, report


def _source_of(sheet: Sheet) -> str:
    """Return the source of a file whose mapping names none: lists of another make are another's.

    A list of units, and one of posts without codes (the junior posts of an organogram), cannot
    name the posts that a file with codes brought in, so neither may end what the other told.
    """
    if "post_code" in sheet.headers:
        return OrganisationImport.key
    return POSTS_WITHOUT_CODES if "post_title" in sheet.headers else UNITS_ALONE
