"""Rows that are true from a day to a day."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy


class Dated(models.Model):
    """True from `valid_from` up to, not including, `valid_to`; null means until further notice."""

    valid_from = models.DateField(pgettext_lazy("span of days", "from"))
    valid_to = models.DateField(pgettext_lazy("span of days", "until"), null=True, blank=True)

    class Meta:
        """An interval may not end before it begins."""

        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_period",
            )
        ]

    def runs_on(self, day: date) -> bool:
        """Say whether this is true on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def last_day(self) -> date | None:
        """Return the last day on which this is true, as people say "until"; None when open."""
        return last_day_before(self.valid_to)


class DatedQuerySet(models.QuerySet[models.Model]):
    """Questions "as of" a day."""

    def on(self, day: date) -> Self:
        """Keep what is true on `day`."""
        return self.filter(as_of(day))


def last_day_before(end: date | None) -> date | None:
    """Return the last day of what ends with the beginning of `end`; None when it does not."""
    return end and end - timedelta(days=1)


def as_of(day: date, prefix: str = "") -> Q:
    """Return the condition "true on `day`" for dated rows reached through `prefix`."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


def overlapping(first: date, end: date, prefix: str = "") -> Q:
    """Return the condition "true on some day of `first <= day < end`".

    What ends on the day it begins was never true.
    """
    ends = f"{prefix}valid_to__gt"
    some_day = Q(**{ends: first}) & Q(**{ends: F(f"{prefix}valid_from")})
    return Q(**{f"{prefix}valid_from__lt": end}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | some_day
    )
