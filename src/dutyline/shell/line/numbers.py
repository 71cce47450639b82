"""The lists behind the numbers of a unit's line."""

from datetime import date, timedelta

from django.urls import reverse

from dutyline.kernel.duties.models import State
from dutyline.shell.line.spans import Span

DAY = timedelta(days=1)


def behind_url(pk: int, span: Span, **more: object) -> str:
    """Return the list of the obligations a unit counts in some days."""
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    return reverse("line_obligations", args=[pk]) + f"?{span.query}{rest}"


def count_urls(pk: int, span: Span, today: date) -> dict[str, str]:
    """Return the list behind each count of a unit's line; what is open reads due up to today."""
    urls = {
        state: behind_url(pk, span, state=state) for state in State.values if state != State.OPEN
    }
    due = Span(span.first, min(span.last, today))
    ahead = Span(max(span.first, today + DAY), span.last)
    if due.first <= due.last:
        urls["due"] = behind_url(pk, due, state=State.OPEN)
    if ahead.first <= ahead.last:
        urls["upcoming"] = behind_url(pk, ahead, state=State.OPEN)
    return urls
