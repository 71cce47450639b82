"""What the log says of itself: what was taken out, and when it was set back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.ledger.models import Removal, Restoration
from dutyline.kernel.registry import LedgerSource, ledger_source

REMOVAL = "ledger.removal"
RESTORATION = "ledger.restoration"


def _removed(row: Removal) -> Mapping[str, Any]:
    """Return a removal with what it left, so that nobody changes that any more."""
    source = ledger_source(row.entry.kind)
    left = source.rows().filter(pk=row.entry.record_id).first()
    return {
        "entry": row.entry_id,
        "kind": row.entry.kind,
        "record": str(row.entry.record_id),
        "left": source.payload(left) if left is not None else None,
        "by_id": row.by_id,
        "by_name": row.by_name,
        "reason": row.reason,
        "basis": row.basis,
        "at": row.at,
    }


def restored(row: Restoration) -> Mapping[str, Any]:
    """Return a restoration as it is bound."""
    names = ("at", "by_name", "made_at", "size", "replaced_size", "replaced_note")
    return {name: getattr(row, name) for name in names}


SOURCES = (
    LedgerSource(REMOVAL, _("Removal"), lambda: Removal.objects.select_related("entry"), _removed),
    LedgerSource(RESTORATION, _("Restored backup"), Restoration.objects.all, restored),
)
