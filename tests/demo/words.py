"""Every word of a told story, by where it stands; the packs, which have both languages, aside."""

import json
import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models

CHINESE = re.compile(r"[\u4e00-\u9fff]")
OF_PACKS = {"criteria", "contenttypes", "auth", "sessions"}
IN_BOTH = ("_zh", "_en")
ASKED = {"inspections.item", "inspections.section", "inspections.checklist", "duties.dutyversion"}
"""Rows of packs in other apps: they hold both languages side by side."""
FROZEN = {"responsibility.cardversion.duties"}
"""Duties as a card keeps them: in both languages, as the rows they were taken from."""


def words() -> Iterator[tuple[str, str]]:
    """Yield model and field, and one text that stands there."""
    for model in apps.get_models():
        label = model._meta.label_lower
        if model._meta.app_label in OF_PACKS or label in ASKED or not model._meta.managed:
            continue
        kinds = (models.CharField, models.TextField, models.JSONField)
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, kinds)
            and not field.name.endswith(IN_BOTH)
            and f"{label}.{field.name}" not in FROZEN
        ]
        if not names:
            continue
        for row in model._default_manager.order_by().values_list(*names):
            for name, value in zip(names, row, strict=True):
                if value:
                    yield f"{label}.{name}", _text(value)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    said = _said(value)
    return json.dumps(said, ensure_ascii=False, default=str)


def _said(value: object) -> object:
    """Return a value with pairs of both languages said as an English reader sees them."""
    if isinstance(value, dict):
        return value["en"] if value.keys() == {"en", "zh"} else [*map(_said, value.values())]
    return [*map(_said, value)] if isinstance(value, list) else value
