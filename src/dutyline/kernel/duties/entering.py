"""What of the chain enters the log nobody can rewrite: evidence, every word on it, closings.

What is bound must read the same for ever: a field is never left out or written in another way, and
a new one is bound only where it is not empty.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.duties.models import Closing, Correction, Evidence, Waiver, Withdrawal
from dutyline.kernel.duties.reading.frozen import check_frozen, proofs_of
from dutyline.kernel.registry import LedgerSource

EVIDENCE = (
    "kind",
    "source",
    "about",
    "person_id",
    "person_name",
    "appointment_id",
    "post_id",
    "post_title",
    "unit_id",
    "unit_name",
    "unit_path",
    "place_id",
    "occurred_at",
    "occurred_on",
    "recorded_at",
    "back_filled",
    "at_most_late",
    "amount",
    "snapshot",
)


def _fields(*names: str) -> Callable[[Model], Mapping[str, Any]]:
    return lambda row: {name: getattr(row, name) for name in names}


def _emptied(model: type[Model], **words: Any) -> Callable[[Any], None]:
    """Return what writes other words into a row of an append-only table."""

    def erase(row: Any) -> None:
        model._default_manager.filter(pk=row.pk).update(**words)

    return erase


def _closed(row: Any) -> Mapping[str, Any]:
    # Not how many closed: whoever is shown one of them need not learn how many the others are.
    return {"at": row.at, "root": bytes(row.root).hex()}


SOURCES = (
    LedgerSource(
        "duties.evidence",
        _("Evidence"),
        Evidence.objects.all,
        _fields(*EVIDENCE),
        erase=_emptied(Evidence, person_name="", snapshot={}),
    ),
    LedgerSource(
        "duties.withdrawal",
        _("Withdrawn evidence"),
        Withdrawal.objects.all,
        _fields("evidence_id", "by_name", "reason", "at"),
        erase=_emptied(Withdrawal, by_name="", reason=""),
    ),
    LedgerSource(
        "duties.waiver",
        _("Waiver"),
        Waiver.objects.all,
        _fields("obligation_id", "by_id", "ruling", "reason", "at"),
        erase=_emptied(Waiver, reason=""),
    ),
    LedgerSource(
        "duties.correction",
        _("Correction"),
        Correction.objects.all,
        _fields("obligation_id", "state", "done", "cause", "source", "at"),
    ),
    LedgerSource(
        "duties.closing",
        _("Closing"),
        lambda: Closing.objects.exclude(root=None),
        _closed,
        check_frozen,
        parts=proofs_of,
    ),
)
