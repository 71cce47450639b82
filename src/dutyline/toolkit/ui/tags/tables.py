"""Heads of tables, and the cells many tables share."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache

from django.http import QueryDict
from django.template import Context, Library
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from dutyline.toolkit.ui import when
from dutyline.toolkit.ui.numbers import NOTHING
from dutyline.toolkit.ui.parts import Column, Sorting, Text
from dutyline.toolkit.ui.remembered import in_each_language, said
from dutyline.toolkit.ui.tags.actions import icon, query_string, sorted_by
from dutyline.toolkit.ui.when import Moment

register = Library()

UP = SafeString(' aria-sort="ascending"')
DOWN = SafeString(' aria-sort="descending"')


@register.simple_tag(takes_context=True)
def table_head(
    context: Context, columns: Sequence[Column], sorting: Sorting | None = None
) -> SafeString:
    """Write a table's head row, with roles and, where a column sorts, a link that turns it."""
    shown = [replace(each, label=said(each.label)) for each in columns]
    return _table_head(tuple(shown), sorting or Sorting(""), query_string(context))


@in_each_language
def _table_head(columns: Sequence[Column], sorting: Sorting, query: str) -> SafeString:
    cells = format_html_join(
        "",
        '<th role="columnheader" scope="col" class="{}"{}>{}</th>',
        (
            (
                f"number {column.css}" if column.number else column.css,
                _direction(column, sorting),
                _head(column, sorting, query),
            )
            for column in columns
        ),
    )
    return format_html('<thead role="rowgroup"><tr role="row">{}</tr></thead>', cells)


def _direction(column: Column, sorting: Sorting) -> SafeString:
    if not column.sort or column.sort != sorting.key:
        return SafeString("")
    return DOWN if sorting.descending else UP


def _head(column: Column, sorting: Sorting, query: str) -> SafeString | Text:
    if column.unseen:
        return format_html('<span class="unseen">{}</span>', column.label)
    if not column.sort:
        return column.label
    arrow = SafeString("")
    if column.sort == sorting.key:
        arrow = icon("arrow-down" if sorting.descending else "arrow-up", "tiny")
    address = sorted_by(QueryDict(query, mutable=True), column.sort, sorting)
    return format_html('<a href="{}">{}{}</a>', address, column.label, arrow)


@register.simple_tag
def due_date(value: Moment | None, pending: bool = True, now: datetime | None = None) -> SafeString:
    """Write a due date with, while the thing is `pending`, how near or how far over it is."""
    if value is None:
        return format_html('<span class="zero">{}</span>', NOTHING)
    now = now or timezone.localtime()
    if isinstance(value, datetime):
        return _due(value, pending, now)
    return _due_day(value, pending, when.day_of(now), get_language() or "")


def due_dates(now: datetime) -> Callable[[date | None, bool], SafeString]:
    """Return how `due_date` writes days, pending or not, in the language of now: for a list."""
    today, language = when.day_of(now), get_language() or ""
    nothing = due_date(None)
    return lambda day, pending: _due_day(day, pending, today, language) if day else nothing


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
