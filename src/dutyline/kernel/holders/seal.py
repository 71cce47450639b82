"""What every printed paper carries: the newest checkpoint, so that whoever keeps it holds it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dutyline.kernel.holders.operations import newest_checkpoint
from dutyline.toolkit.pdf.sealing import Seal

SHOWN = 16
"""Digits of the root that are printed to be compared by eye; the code has all of them."""


def newest_seal() -> Seal | None:
    """Return the newest checkpoint for a paper; None before anything is signed."""
    checkpoint = newest_checkpoint()
    if checkpoint is None:
        return None
    root, origin = bytes(checkpoint.root).hex(), checkpoint.key.origin
    page = reverse("holders:checkpoint", args=[checkpoint.size])
    link = f"{settings.ORIGIN}{page}?root={root}" if settings.ORIGIN else ""
    return Seal(
        link=link or f"{origin} {checkpoint.size} {root}",
        lines=(
            _("Evidence log %(origin)s") % {"origin": origin},
            _("%(n)s entries, root %(root)s") % {"n": checkpoint.size, "root": root[:SHOWN]},
            _("Keep this paper: it shows later whether the log was changed."),
        ),
    )
