"""What is said after something was done, on the next page the person sees."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise


def done(request: HttpRequest, words: str | Promise, undo: str = "") -> None:
    """Say that something is done; `undo` is the address to POST to within its grace period."""
    messages.success(request, str(words), extra_tags=undo)
