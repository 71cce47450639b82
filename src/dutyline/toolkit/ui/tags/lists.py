"""Components filled from records (see `parts.py`), each a small template."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dutyline.toolkit.ui.filters import Dimension, FilterBar
from dutyline.toolkit.ui.line import Line
from dutyline.toolkit.ui.markup import format_rows
from dutyline.toolkit.ui.numbers import count
from dutyline.toolkit.ui.parts import (
    DemoPerson,
    Due,
    Entry,
    Event,
    Link,
    NavLink,
    Photo,
    Stat,
    Step,
    Tab,
)
from dutyline.toolkit.ui.remembered import in_each_language, said
from dutyline.toolkit.ui.tags.actions import query_string, without

register = Library()

NO_TEXT = SafeString("")


@register.inclusion_tag("ui/crumbs.html")
def crumbs(links: Sequence[Link]) -> dict[str, object]:
    """Show where in the organisation the page stands."""
    return {"links": links}


@register.simple_tag
def tabs(items: Iterable[Tab], label: str) -> SafeString:
    """Show saved views with their counts; `label` names the row for those who hear it."""
    return _tabs(tuple(_plain(each) for each in items), label)


def _plain(tab: Tab) -> Tab:
    """Return a tab with its words said."""
    count = None if tab.count is None else str(tab.count)
    return Tab(said(tab.label), tab.url, count, tab.current)


@in_each_language
def _tabs(items: tuple[Tab, ...], label: str) -> SafeString:
    return render_to_string("ui/tabs.html", {"items": items, "label": label})


@register.inclusion_tag("ui/stats.html")
def stats(items: Sequence[Stat]) -> dict[str, object]:
    """Show at most five numbers in a ruled row."""
    return {"items": items}


@register.inclusion_tag("ui/strip.html")
def strip(entries: Sequence[Entry], numbers: bool = False) -> dict[str, object]:
    """Show facts side by side between rules: the five implementations; `numbers` larger."""
    return {"entries": entries, "numbers": numbers}


@register.inclusion_tag("ui/facts.html")
def facts(entries: Sequence[Entry]) -> dict[str, object]:
    """Show named facts under one another."""
    return {"entries": entries}


@register.inclusion_tag("ui/state_path.html")
def state_path(steps: Sequence[Step], label: str) -> dict[str, object]:
    """Show the steps of a thing on a line; on the phone one sentence for the present one."""
    now = next((n for n, step in enumerate(steps, 1) if step.state in ("now", "over")), 0)
    return {
        "steps": steps,
        "label": label,
        "number": now,
        "total": len(steps),
        "current": steps[now - 1] if now else None,
    }


@register.inclusion_tag("ui/timeline.html")
def timeline(events: Iterable[Event]) -> dict[str, object]:
    """Show what happened, newest first."""
    return {"events": events}


@register.inclusion_tag("ui/photos.html")
def photos(before: Photo, after: Photo) -> dict[str, object]:
    """Show before left and after right, the same size, also on the phone."""
    return {"pair": (before, after)}


@register.inclusion_tag("ui/due_list.html")
def due_list(items: Iterable[Due], now: datetime | None = None) -> dict[str, object]:
    """Show what is owed, each with its tick, its date and the tap that does it."""
    return {"items": items, "now": now or timezone.localtime()}


@register.inclusion_tag("ui/line_list.html")
def line_list(rows: Iterable[tuple[Link, Line, str]]) -> dict[str, object]:
    """Show small lines under one another: a name, its line, its count."""
    return {"rows": rows}


@register.inclusion_tag("ui/line_head.html")
def line_head(
    line: Line,
    kept: int,
    owed: int,
    words: str,
    *,
    first: str = "",
    last: str = "",
    urls: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """Open a subject's page: its line, kept/owed in one large number, and the counts as links."""
    return {
        "line": line,
        "kept": kept,
        "owed": owed,
        "words": words,
        "first": first,
        "last": last,
        "urls": urls,
    }


@register.inclusion_tag("ui/coverage.html")
def coverage(
    rows: Iterable[tuple[Link, Line, str, str]], scale: Sequence[str], head: tuple[str, str]
) -> dict[str, object]:
    """Show places × weeks: (place, its line, "24/25", "1 missed") and the words of the scale."""
    return {"rows": rows, "scale": scale, "head": head}


@register.simple_tag(takes_context=True)
def filter_bar(context: Context, bar: FilterBar) -> SafeString:
    """Show the search field, a menu a dimension and what is on; a sheet on the phone."""
    return _filter_bar(bar, query_string(context))


@in_each_language
def _filter_bar(bar: FilterBar, query: str) -> SafeString:
    chips = [
        (chip.label, without(QueryDict(query, mutable=True), chip.name, chip.value))
        for chip in bar.chips
    ]
    return render_to_string("ui/filter_bar.html", {"bar": bar, "chips": chips})


@register.simple_tag
def filter_inputs(dimension: Dimension) -> SafeString:
    """Write the choices of a menu. Built as text: a list of units has sixty of them."""
    kind = "checkbox" if dimension.many else "radio"
    common = format_html('<input type="{}" name="{}"', kind, dimension.name)
    marks = {True: SafeString(" checked"), False: NO_TEXT}
    return format_rows(
        '<label>{common} value="{value}"{mark}>{label}{count}</label>',
        (
            {
                "common": common,
                "value": each.value,
                "mark": marks[each.chosen],
                "label": each.label,
                "count": _counted(each.count),
            }
            for each in dimension.choices
        ),
    )


@register.simple_tag
def nav_links(items: Iterable[NavLink]) -> SafeString:
    """List the entries of a menu, the present one marked; built as text for the same reason."""
    marks = {True: SafeString(' aria-current="page"'), False: NO_TEXT}
    return format_rows(
        '<li><a href="{url}"{mark}><span>{label}</span>{count}</a></li>',
        (
            {
                "url": each.url,
                "mark": marks[each.current],
                "label": each.label,
                "count": _counted(each.count or None),
            }
            for each in items
        ),
    )


def _counted(number: int | None) -> SafeString:
    if number is None:
        return NO_TEXT
    return format_html('<span class="count">{}</span>', count(number))


@register.simple_tag
@in_each_language
def keyset_pager(newer: str = "", older: str = "", words: str = "") -> SafeString:
    """Show Previous and Next; without an address one of them is shown as out of reach.

    A list that is whole on one page shows neither.
    """
    shown = {"newer": newer, "older": older, "words": words}
    return render_to_string("ui/keyset_pager.html", shown)


@register.inclusion_tag("ui/numbered_pager.html", takes_context=True)
def numbered_pager(context: Context, page: Page, name: str = "page") -> dict[str, object]:
    """Show the numbers of pages, for short lists that have a last one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": numbers, "name": name, "request": context.get("request")}


@register.inclusion_tag("ui/progress.html")
def progress(name: str, words: str, done: int, total: int, refused: str = "") -> dict[str, object]:
    """Show a sentence with counts above a bar; refused rows are named while it runs."""
    return {"name": name, "words": words, "done": done, "total": total, "refused": refused}


@register.inclusion_tag("ui/toasts.html", takes_context=True)
def toasts(context: Context) -> dict[str, object]:
    """Show Django's messages; one left by `messages.done` with an `undo` address has Undo."""
    return {"messages": context.get("messages", ()), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/demo_people.html", takes_context=True)
def demo_people(context: Context, people: Iterable[DemoPerson], url: str) -> dict[str, object]:
    """List whom one may look around as; each sends `person` by POST to `url`."""
    return {"people": people, "url": url, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/form/summary.html")
def error_summary(form: object) -> dict[str, object]:
    """List what is wrong above a form, each error a link to its field."""
    return {"form": form}
