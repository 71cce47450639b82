"""What the log says of itself: what was taken out of the records behind it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.ledger.models import Removal
from dutyline.kernel.registry import LedgerSource, ledger_source

REMOVAL = "ledger.removal"


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


SOURCES = (
    LedgerSource(REMOVAL, _("Removal"), lambda: Removal.objects.select_related("entry"), _removed),
)
