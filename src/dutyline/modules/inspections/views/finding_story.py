"""What happened to a finding, told from its history."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import call, tell
from dutyline.modules.inspections.keys import FINDING
from dutyline.modules.inspections.models import Finding
from dutyline.toolkit.ui.numbers import money
from dutyline.toolkit.ui.parts import Event
from dutyline.toolkit.ui.when import recorded_later, short_date

MOST = 100
"""Entries shown; a finding with more is an affair for the export of its history."""
BREACH = "actions.escalated"
AMOUNT = re.compile(r"\d+\.\d{2}")
ISO_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def story_of(finding: Finding, actor: Actor) -> Iterator[Event]:
    """Yield what happened, newest first, in the reader's language; one statement."""
    rows = Entry.objects.filter(subject_type=FINDING, subject_id=finding.pk)
    for entry in rows.order_by("-occurred_at", "-id")[:MOST]:
        yield Event(
            at=entry.occurred_at,
            text=_sentence(entry),
            kind=_kind(entry),
            quote=entry.reason,
            note=recorded_later(entry.occurred_at, entry.recorded_at),
        )
    if finding.back_filled:
        yield Event(
            at=finding.found_at,
            text=_("Found, but written down later."),
            kind="system",
            note=recorded_later(finding.found_at, finding.recorded_at),
        )


def _sentence(entry: Entry) -> SafeString:
    """Return the sentence as the page of its subject tells it: "it", and days in words."""
    call(entry, pgettext("the hidden danger this page is about", "it"))
    words = str(tell(days_in_words(entry)))
    # The sentence is safe already; only its first letter is made large.
    return SafeString(words[:1].upper() + words[1:])


def days_in_words(entry: Entry) -> Entry:
    """Return an entry whose days and amounts read as the rest of the page does; not to be saved."""
    now = timezone.localtime()
    entry.data = {key: _near(value, now) for key, value in entry.data.items()}
    return entry


def _near(value: object, now: datetime) -> object:
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return short_date(date.fromisoformat(value), now)
    if isinstance(value, str) and AMOUNT.fullmatch(value):
        return money(Decimal(value))
    return value


def _kind(entry: Entry) -> str:
    if entry.verb.startswith(BREACH):
        return "breach"
    return "system" if entry.by_kind == "system" else "person"
