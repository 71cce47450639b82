"""Carries a submission out once, however often it arrives."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.receipts.models import Receipt
from dutyline.kernel.registry import Refusal

KEPT = timedelta(days=7)
"""How long a repeated submission is recognised: longer than any phone stays without a network."""


class KeyUsedForSomethingElse(Refusal):
    """The same key came with other content; nothing was done."""

    message = _("This was already sent with other content. Reload the page and try again.")


class Declined(Exception):
    """Raised by `act` to give an answer without keeping a receipt: nothing was changed."""

    def __init__(self, answer: Any) -> None:
        """Keep the answer for the asker."""
        super().__init__()
        self.answer = answer


def once(
    *, hand: str, key: str, fingerprint: str, at: datetime, act: Callable[[], Any]
) -> tuple[Any, bool]:
    """Run `act` unless this key was answered before; return (answer, whether it ran now).

    Act and receipt are one transaction: after a crash there are both or neither. The answer
    must be JSON. Raises KeyUsedForSomethingElse when the fingerprints differ.
    """
    try:
        with transaction.atomic():
            # Whoever was first owns the key: asking before writing would only cost a statement.
            receipt = Receipt(hand=hand, key=key, fingerprint=fingerprint, at=at)
            receipt.save(force_insert=True)
            receipt.answer = act()
            receipt.save(update_fields=["answer"])
            return receipt.answer, True
    except Declined as declined:
        return declined.answer, True
    except IntegrityError:
        # The same was sent before, or at the same moment; any other breach is not ours.
        known = _known(hand, key)
        if known is None:
            raise
    if known.fingerprint != fingerprint:
        raise KeyUsedForSomethingElse
    return known.answer, False


def answer_given(*, hand: str, key: str, fingerprint: str) -> Any:
    """Return what the same submission was answered before, None where it never was."""
    known = _known(hand, key)
    return known.answer if known and known.fingerprint == fingerprint else None


def sweep(now: datetime) -> int:
    """Forget receipts nobody can ask for any more; return how many."""
    return Receipt.objects.filter(at__lt=now - KEPT).delete()[0]


def _known(hand: str, key: str) -> Receipt | None:
    return Receipt.objects.filter(hand=hand, key=key).first()
