"""Rates of planned rounds for any number of units, in one statement."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Count, F, Q

from dutyline.kernel.actions.indicators import roll_up
from dutyline.kernel.organisation.paths import outermost, within
from dutyline.kernel.registry import Measurement, Period
from dutyline.modules.inspections.models import Round, RoundState


def plan_completion(paths: Sequence[str], period: Period) -> Mapping[str, Measurement]:
    """Return planned rounds finished by their due moment out of all that fell due in the period."""
    due = Round.objects.filter(
        within(outermost(paths), "unit_path"),
        plan__isnull=False,
        due_at__gte=period.starts_at,
        due_at__lt=period.ends_at,
    )
    done = Q(state=RoundState.FINISHED, finished_at__lte=F("due_at"))
    counted = (
        due.order_by()
        .values_list("unit_path")
        .annotate(done=Count("id", filter=done), due=Count("id"))
    )
    return {
        path: Measurement(Decimal(kept), Decimal(owed))
        for path, (kept, owed) in roll_up(paths, counted).items()
    }
