"""Writes history; called by every operation inside its own transaction."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.history.models import Entry
from dutyline.kernel.organisation.ports import Act
from dutyline.toolkit.inserting import insert

__all__ = ["Act", "record", "record_many", "told_as_lived"]
_as_lived = ContextVar("told_as_lived", default=False)


@contextmanager
def told_as_lived() -> Iterator[None]:
    """Record, within, every act at the moment it occurs: for an invented history only.

    Of a true one, when it was written down is what the clock says.
    """
    token = _as_lived.set(True)
    try:
        yield
    finally:
        _as_lived.reset(token)


def record(
    *,
    by: Actor,
    verb: str,
    subject: tuple[str, int, str | Mapping[str, str]],
    unit_path: str,
    at: datetime | None = None,
    reason: str = "",
    **data: Any,
) -> Entry:
    """Write one entry: `subject` is (type, id, label as it is now), `at` when it occurred.

    A label, like any value of `data`, may be in both languages: `{"en": …, "zh": …}`.

    `verb` is a key of some manifest's `history_sentences`; `data` fills the sentence's places.
    """
    act = Act(verb, *subject, unit_path, reason, data)
    entry = _entry(by, act, at, timezone.now())
    insert([entry])
    return entry


def record_many(*, by: Actor, acts: Iterable[Act], at: datetime | None = None) -> int:
    """Write one entry an act, many a statement; return how many."""
    now = timezone.now()
    entries = [_entry(by, act, at, now) for act in acts]
    Entry.objects.bulk_create(entries, batch_size=1000)
    return len(entries)


def _entry(by: Actor, act: Act, at: datetime | None, now: datetime) -> Entry:
    appointment = by.appointment
    label, data = act.subject_label, dict(act.data)
    if not isinstance(label, str):
        data["subject"] = dict(label)
        label = label["en"] or label["zh"]
    return Entry(
        verb=act.verb,
        subject_type=act.subject_type,
        subject_id=act.subject_id,
        subject_label=label[:300],
        unit_path=act.unit_path,
        by_kind=by.kind,
        by_person_id=by.person.pk if by.person else None,
        by_name=by.name,
        by_post=appointment.post.title if appointment else "",
        by_token_id=by.token_id,
        occurred_at=at or now,
        recorded_at=at if at and _as_lived.get() else now,
        reason=act.reason,
        data=data,
    )
