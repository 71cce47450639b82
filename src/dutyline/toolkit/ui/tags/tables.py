"""Heads of tables, and the cells many tables share."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache

from django.template import Context, Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from dutyline.toolkit.ui import when
from dutyline.toolkit.ui.numbers import NOTHING
from dutyline.toolkit.ui.parts import Column, Sorting
from dutyline.toolkit.ui.when import Moment

register = Library()


@register.inclusion_tag("ui/table_head.html", takes_context=True)
def table_head(
    context: Context, columns: Sequence[Column], sorting: Sorting | None = None
) -> dict[str, object]:
    """Write a table's head row, with roles and, where a column sorts, a link that turns it."""
    return {
        "columns": columns,
        "sorting": sorting or Sorting(""),
        "request": context.get("request"),
    }


@register.simple_tag
def due_date(value: Moment | None, pending: bool = True, now: datetime | None = None) -> SafeString:
    """Write a due date with, while the thing is `pending`, how near or how far over it is."""
    if value is None:
        return format_html('<span class="zero">{}</span>', NOTHING)
    now = now or timezone.localtime()
    if isinstance(value, datetime):
        return _due(value, pending, now)
    return _due_day(value, pending, now.date(), get_language() or "")


@lru_cache(maxsize=2048)
def _due_day(day: date, pending: bool, today: date, language: str) -> SafeString:
    """Write a due day; remembered, for a ledger has hundreds of the same few."""
    with override(language):
        return _due(day, pending, datetime.combine(today, time()))


def _due(value: Moment, pending: bool, now: datetime) -> SafeString:
    written = format_html(
        '<time datetime="{}">{}</time>', value.isoformat(), when.short_date(value, now)
    )
    if not pending:
        return written
    css = "under whole broken" if when.is_over(value, now) else "under whole"
    return format_html('{}<span class="{}">{}</span>', written, css, when.due_in(value, now))
