"""Checks of models: what the database itself must hold."""

from collections.abc import Iterable

from django.db import models


def unpaired(found: Iterable[type[models.Model]]) -> list[str]:
    """Find `x_at` with `x_by` that may be empty, without a constraint that ties them."""
    wrong = []
    for model in found:
        fields = {field.name: field for field in model._meta.local_fields}
        checks = [
            str(constraint.condition)
            for constraint in model._meta.constraints
            if isinstance(constraint, models.CheckConstraint)
        ]
        for name, field in fields.items():
            partner = f"{name.removesuffix('_at')}_by"
            if not name.endswith("_at") or not field.null or partner not in fields:
                continue
            if not any(name in check and partner in check for check in checks):
                wrong.append(f"{model._meta.label}: {name} and {partner}")
    return wrong
