"""What a version of a pack that is not loaded yet says to checklists."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.registry import Change, Fate
from dutyline.kernel.registry.touching import shortened
from dutyline.modules.inspections.models import Checklist, ChecklistVersion, Item
from dutyline.modules.inspections.operations.checklists import ItemDraft, draft_of
from dutyline.modules.inspections.packs import items_of, read_section

SECTION = "checklists"


@dataclass(frozen=True)
class Coming:
    """What becomes of a checklist once a pack is loaded."""

    fate: Fate
    name: str
    before: Sequence[str]
    after: Sequence[str]


def items_in_force() -> QuerySet[Item]:
    """Return the items of the newest published version of every checklist."""
    newer = ChecklistVersion.objects.filter(
        checklist=OuterRef("version__checklist"), number__gt=OuterRef("version__number")
    )
    rows: QuerySet[Item] = Item.objects.filter(~Exists(newer), version__number__isnull=False)
    return rows


def coming_checklists(change: Change) -> Mapping[str, Coming]:
    """Return by key the checklists a pack not loaded yet brings or changes; two statements."""
    if SECTION not in change.sections:
        return {}
    return change.once("inspections.coming", lambda: _coming(change))


def _coming(change: Change) -> dict[str, Coming]:
    entries = read_section(deepcopy(change.sections[SECTION]), change.pack)
    known = {
        each.key: each
        for each in Checklist.objects.filter(key__in=[each["key"] for each in entries])
    }
    items = _items(list(known.values()))
    found = {}
    for entry in entries:
        said, row = items_of(entry), known.get(entry["key"])
        if row is None:
            name = ItemDraft(entry["title"]["en"], entry["title"]["zh"]).said("text")
            found[entry["key"]] = Coming(
                Fate.NEW, name, [], shortened([each.said("text") for each in said])
            )
        elif said != items.get(row.pk, []):
            fate = Fate.LOOK if row.edited else Fate.CHANGED
            found[entry["key"]] = Coming(fate, row.name, *_apart(items.get(row.pk, []), said))
    return found


def _items(checklists: Sequence[Checklist]) -> dict[int, list[ItemDraft]]:
    """Return the items of the newest published version of some checklists; one statement."""
    rows = items_in_force().filter(version__checklist__in=checklists)
    rows = rows.select_related("section", "version")
    found: dict[int, list[ItemDraft]] = defaultdict(list)
    for row in rows.order_by("version", "section__position", "position"):
        found[row.version.checklist_id].append(draft_of(row))
    return found


def _apart(old: Sequence[ItemDraft], new: Sequence[ItemDraft]) -> tuple[list[str], list[str]]:
    """Return the items that go or change, and those that come or are asked otherwise."""
    texts = {each.text: each for each in old}, {each.text: each for each in new}
    before = [_line(each, texts[1].get(each.text)) for each in old if each not in new]
    after = [_line(each, texts[0].get(each.text)) for each in new if each not in old]
    return shortened(before), shortened(after)


def _line(item: ItemDraft, other: ItemDraft | None) -> str:
    """Return what an item asks, with what it asks otherwise than its twin."""
    said = [item.said("text")]
    if other is not None:
        if item.said("standard") != other.said("standard"):
            said.append(item.said("standard"))
        if item.clause != other.clause and item.clause:
            said.append(clause_words(item.clause))
    return " · ".join(said)
