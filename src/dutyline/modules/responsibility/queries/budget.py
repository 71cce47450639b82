"""Questions to the safety budget."""

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import DecimalField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.paths import subtree
from dutyline.modules.responsibility.permissions import Responsibility

MONEY = DecimalField(max_digits=20, decimal_places=2)
NOTHING = Decimal("0.00")


class LineQuerySet(models.QuerySet[Any]):
    """Lines of the budget."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the lines of the units whose budget the actor sees."""
        return visible_to(self, actor, Responsibility.BUDGET_VIEW, path_field="unit__path")

    def within(self, path: str) -> Self:
        """Keep the lines of a unit and everything under it."""
        return self.filter(subtree(path, "unit__path"))

    def with_used(self) -> Self:
        """Add to each line what was used of it, as `used`."""
        uses = self.model.uses.rel.related_model.objects.filter(line=OuterRef("pk")).order_by()
        summed = uses.values("line").annotate(sum=Sum("amount")).values("sum")
        used = Coalesce(Subquery(summed, output_field=MONEY), NOTHING, output_field=MONEY)
        return self.annotate(used=used)


class UseQuerySet(models.QuerySet[Any]):
    """Uses of the budget."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the uses of the units whose budget the actor sees."""
        return visible_to(self, actor, Responsibility.BUDGET_VIEW, path_field="line__unit__path")

    def within(self, path: str) -> Self:
        """Keep the uses of a unit and everything under it."""
        return self.filter(subtree(path, "line__unit__path"))
