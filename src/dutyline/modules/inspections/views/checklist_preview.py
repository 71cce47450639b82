"""A version of a checklist as whoever walks it sees it."""

from dataclasses import dataclass
from itertools import groupby

from dutyline.modules.inspections.forms.round_answer import AnswerForm, limits_of
from dutyline.modules.inspections.models import ChecklistVersion, Item


@dataclass(frozen=True)
class Asked:
    """One item with the controls of its answer."""

    item: Item
    number: int
    form: AnswerForm
    limits: str


def preview_of(version: ChecklistVersion) -> list[tuple[str, list[Asked]]]:
    """Return the items by section; one statement however many there are."""
    rows = version.items.select_related("section").order_by("section__position", "position")
    asked = [
        Asked(row, number, AnswerForm(item=row), limits_of(row))
        for number, row in enumerate(rows, 1)
    ]
    return [
        (title, list(found))
        for title, found in groupby(asked, key=lambda each: str(each.item.section.title))
    ]
