"""Questions to the organisation, in its own words."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from dutyline.kernel.organisation.paths import within
from dutyline.kernel.organisation.periods import as_of


class UnitQuerySet(models.QuerySet[Any]):
    """Units of today."""

    def on(self, day: date) -> Self:
        """Keep the units that exist on `day`."""
        return self.filter(as_of(day))

    def within(self, paths: Iterable[str]) -> Self:
        """Keep the units of these subtrees."""
        return self.filter(within(paths))


class UnitVersionQuerySet(models.QuerySet[Any]):
    """What units were, are and will be."""

    def on(self, day: date) -> Self:
        """Keep what is true on `day`."""
        return self.filter(as_of(day))

    def within(self, paths: Iterable[str]) -> Self:
        """Keep what lay in these subtrees, by the paths of its own time."""
        return self.filter(within(paths))


class PostQuerySet(models.QuerySet[Any]):
    """Posts of today."""

    def on(self, day: date) -> Self:
        """Keep the posts that exist on `day`."""
        return self.filter(as_of(day))

    def within(self, paths: Iterable[str]) -> Self:
        """Keep the posts of units in these subtrees."""
        return self.filter(within(paths, "unit__path"))

    def vacant(self, day: date) -> Self:
        """Keep the posts nobody holds on `day`, acting holders not counted."""
        held = self.model.appointments.rel.related_model.objects.filter(
            as_of(day), post=OuterRef("pk"), acting=False
        )
        return self.on(day).filter(~Exists(held))


class PostVersionQuerySet(models.QuerySet[Any]):
    """What posts were, are and will be."""

    def on(self, day: date) -> Self:
        """Keep what is true on `day`."""
        return self.filter(as_of(day))

    def within(self, paths: Iterable[str], day: date) -> Self:
        """Keep what belonged to units that lay in these subtrees on `day`."""
        lay_there = self.model.unit.field.related_model.versions.rel.related_model.objects.filter(
            as_of(day), within(paths), unit=OuterRef("unit")
        )
        return self.filter(Exists(lay_there))


class PersonQuerySet(models.QuerySet[Any]):
    """People, whenever they worked here."""

    def employed(self, day: date) -> Self:
        """Keep the people not departed on `day`."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day))

    def appointed_within(self, paths: Iterable[str], day: date) -> Self:
        """Keep the people who hold a post in these subtrees on `day`."""
        held = self.model.appointments.rel.related_model.objects.filter(
            as_of(day), within(paths, "post__unit__path"), person=OuterRef("pk")
        )
        return self.filter(Exists(held))


class AppointmentQuerySet(models.QuerySet[Any]):
    """Who holds what."""

    def on(self, day: date) -> Self:
        """Keep the appointments that run on `day`."""
        return self.filter(as_of(day))

    def ever(self) -> Self:
        """Leave out what ended on the day it began: it was never true."""
        return self.exclude(valid_to=models.F("valid_from"))


class LeaveQuerySet(models.QuerySet[Any]):
    """Who is away."""

    def on(self, day: date) -> Self:
        """Keep the leave that covers `day`."""
        return self.filter(as_of(day))


class PlaceQuerySet(models.QuerySet[Any]):
    """Places in use."""

    def on(self, day: date) -> Self:
        """Keep the places in use on `day`."""
        return self.filter(as_of(day))

    def within(self, paths: Iterable[str]) -> Self:
        """Keep the places units of these subtrees answer for."""
        return self.filter(within(paths, "unit_path"))
