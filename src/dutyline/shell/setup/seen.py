"""Changes that are shown before they are made: what was seen is what is done."""

import hashlib

from django.http import HttpRequest

from dutyline.kernel.receipts.submission import KEY_FIELD

SEEN = "seen"
"""Hidden field that comes back with the mark of the answers whose effect was shown."""
HIDDEN = frozenset({SEEN, KEY_FIELD, "csrfmiddlewaretoken"})


def mark_of(request: HttpRequest) -> str:
    """Return what tells one set of answers from another."""
    given = sorted((name, values) for name, values in request.POST.lists() if name not in HIDDEN)
    return hashlib.sha256(repr((request.path, given)).encode()).hexdigest()
