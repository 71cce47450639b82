"""What loading a pack did, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Text

NAMES: Mapping[str, Text] = {
    "criteria": _("Criteria"),
    "catalogues": _("Catalogues"),
    "duties": _("Duties"),
    "checklists": _("Checklists"),
}
COUNTED = ("created", "changed", "ended", "unchanged")


def section_counts(report: Mapping[str, Any]) -> list[tuple[Text, list[int]]]:
    """Return each section with how many rows it created, changed, ended and left alone."""
    return [
        (NAMES.get(name, name), [int(counts.get(each, 0)) for each in COUNTED])
        for name, counts in report.get("counts", {}).items()
    ]
