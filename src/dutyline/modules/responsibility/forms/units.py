"""A choice of units, set in by how deep they stand, and told apart where names repeat."""

from typing import Any

from django import forms

from dutyline.kernel.organisation.naming import units_apart


def offer_units(field: forms.Field, units: Any) -> None:
    """Let a choice offer these units."""
    names = units_apart(list(units.select_related("parent")))
    choice: Any = field
    choice.queryset = units
    choice.label_from_instance = lambda unit: f"{'– ' * unit.depth}{names[unit.pk]}"
