"""What is counted in a report, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.registry import Text, manifests
from dutyline.kernel.registry.imports import COUNTED

NAMES: Mapping[str, Text] = {
    "unit": _("Units"),
    "post": _("Posts"),
    "person": _("People"),
    "appointment": _("Appointments"),
    "place": _("Places"),
}


@dataclass(frozen=True)
class TallyRow:
    """Counts of one kind of thing, or of all together."""

    name: Text
    counts: tuple[int, ...]
    total: bool = False


def tallies(kinds: Mapping[str, Mapping[str, int]], report: Mapping[str, Any]) -> list[TallyRow]:
    """Return the counts by kind of thing, all together last where there are several."""
    rows = [
        TallyRow(_name(kind), tuple(counts[name] for name in COUNTED))
        for kind, counts in kinds.items()
    ]
    if len(rows) > 1:
        whole = tuple(report[name] for name in COUNTED)
        rows.append(TallyRow(pgettext_lazy("counts", "All"), whole, total=True))
    return rows


def _name(kind: str) -> Text:
    """Return the plural of the kernel's things, else what their module calls them."""
    if kind in NAMES:
        return NAMES[kind]
    for manifest in manifests():
        for each in manifest.imports:
            if kind in each.counted:
                return each.counted[kind]
        for subject in manifest.subjects:
            if subject.key.rpartition(".")[2] == kind:
                return subject.label
    return kind
