"""What the database must hold by itself."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Q
from django.test.utils import isolate_apps

from tests.architecture.walls.rows import unpaired


@pytest.fixture
def ours():
    return [model for model in apps.get_models() if model.__module__.startswith("dutyline.")]


def test_whoever_did_something_did_it_at_some_time(ours):
    assert unpaired(ours) == []


def test_orders_are_explicit(ours):
    assert [model.__name__ for model in ours if model._meta.ordering] == []


@isolate_apps("dutyline.kernel.files")
def test_a_pair_without_a_constraint_is_noticed():
    class Loose(models.Model):
        closed_at = models.DateTimeField(null=True)
        closed_by = models.CharField(max_length=1, blank=True)

        class Meta:
            app_label = "files"

    class Tied(models.Model):
        closed_at = models.DateTimeField(null=True)
        closed_by = models.CharField(max_length=1, blank=True)

        class Meta:
            app_label = "files"
            constraints = [
                models.CheckConstraint(
                    condition=Q(closed_at__isnull=True, closed_by="") | Q(closed_at__isnull=False),
                    name="tied",
                )
            ]

    assert unpaired([Loose, Tied]) == ["files.Loose: closed_at and closed_by"]
