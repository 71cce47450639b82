"""Post cards taken out as a workbook that comes back through the import."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.queries import PostQuerySet
from dutyline.modules.responsibility.exporting import Watch, Workbook
from dutyline.modules.responsibility.operations.register import cards_asked
from dutyline.modules.responsibility.operations.sheet import SHEET, card_rows
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.spreadsheets.columns import SheetToWrite


def sheet_of(rows: Iterator[Sequence[str]]) -> SheetToWrite:
    """Return the sheet these rows stand on."""
    return SheetToWrite(_("Post cards"), [column.for_sheet() for column in SHEET], rows)


def _asked(actor: Actor, parameters: Mapping[str, Any]) -> PostQuerySet:
    unit, state, words = (str(parameters.get(name, "")) for name in ("unit", "state", "q"))
    return cards_asked(actor, timezone.localdate(), path=unit, state=state, words=words)


def _sheets(posts: Any, watch: Watch) -> list[SheetToWrite]:
    return [sheet_of(watch(card_rows(posts)))]


CARDS = Workbook(
    "responsibility.export_cards",
    gettext_lazy("Export of post cards"),
    gettext_lazy("post-cards"),
    Responsibility.CARD_VIEW,
    _asked,
    _sheets,
)
KIND = CARDS.kind()
