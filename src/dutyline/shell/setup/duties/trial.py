"""Doing a thing to look at it, and taking it back."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction
from django.forms import Form

from dutyline.kernel.registry import Refusal

Made = TypeVar("Made")


def tried(act: Callable[[], Made]) -> Made:
    """Return what `act` would make, in a transaction that is always rolled back."""
    with transaction.atomic():
        made = act()
        transaction.set_rollback(True)
    return made


def blame(form: Form, refusal: Refusal) -> None:
    """Put a refusal where the person can mend it."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
