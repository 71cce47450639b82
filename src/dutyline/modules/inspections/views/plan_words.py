"""A plan in one plain sentence."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from dutyline.modules.inspections.models import Cadence, Plan, PlanTarget

NAMED = 3
EVERY: dict[str, str | Promise] = {
    Cadence.SHIFT: pgettext_lazy("how often", "every shift"),
    Cadence.DAILY: pgettext_lazy("how often", "every day"),
    Cadence.WEEKLY: pgettext_lazy("how often", "every week"),
    Cadence.MONTHLY: pgettext_lazy("how often", "every month"),
    Cadence.QUARTERLY: pgettext_lazy("how often", "every quarter"),
    Cadence.HALF_YEARLY: pgettext_lazy("how often", "every half-year"),
    Cadence.YEARLY: pgettext_lazy("how often", "every year"),
}


def sentence_of(plan: Plan, targets: Iterable[PlanTarget]) -> str:
    """Return who does what where how often, as one says it."""
    return _("{post} does “{checklist}” in {where}, {often}.").format(
        post=plan.post.with_unit,
        checklist=plan.checklist.name,
        where=where_of(targets),
        often=EVERY[plan.cadence],
    )


def where_of(targets: Iterable[PlanTarget]) -> str:
    """Return the places of a plan, the first few by name."""
    names = [(each.place or each.unit).name for each in targets]  # type: ignore[union-attr]
    more = len(names) - NAMED
    shown = pgettext("between names", ", ").join(names[:NAMED])
    if more <= 0:
        return shown
    words = ngettext("{names} and {count} more place", "{names} and {count} more places", more)
    return words.format(names=shown, count=more)
