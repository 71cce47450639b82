"""Buttons, icons, the query string, and links that carry a count."""

from collections.abc import Iterable
from functools import cache

from django.http import HttpRequest, QueryDict
from django.template import Context, Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dutyline.toolkit.ui.icons import ICONS
from dutyline.toolkit.ui.numbers import count as say_count
from dutyline.toolkit.ui.parts import Sorting

register = Library()

PAGING = ("at", "after", "before", "page")
"""Parameters that mean nothing once the list is another."""


@register.simple_tag
@cache
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon by name (see `icons.py`); `size` is "", "big" or "tiny". A word stands by it."""
    sized = f" icon-{size}" if size else ""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" viewBox="0 0 20 20"><path d="{}"/></svg>',
        *(sized, ICONS[name]),
    )


@register.simple_tag
def button(
    label: str,
    url: str = "",
    kind: str = "",
    *,
    icon_name: str = "",
    name: str = "",
    value: str = "",
    css: str = "",
    about: str = "",
) -> SafeString:
    """Write a link (with `url`) or a submit button; `kind` is "", main, quiet or refuse.

    `css` adds button-row or button-wide. `about` completes the label for those who hear it
    alone: "Verify" of what.
    """
    classes = " ".join(["button", *([f"button-{kind}"] if kind else []), *css.split()])
    words = format_html("{}{}", icon(icon_name) if icon_name else "", label)
    if about:
        words = format_html('{}<span class="unseen"> {}</span>', words, about)
    if url:
        return format_html('<a class="{}" href="{}">{}</a>', classes, url, words)
    sent = format_html_join("", ' {}="{}"', [(k, v) for k, v in _named(name, value) if v])
    return format_html('<button class="{}"{}>{}</button>', classes, sent, words)


def _named(name: str, value: str) -> Iterable[tuple[str, str]]:
    return (("name", name), ("value", value))


@register.simple_tag
def not_yet(label: str, reason: str) -> SafeString:
    """Show a button that is not possible yet, with the reason beside it."""
    return format_html(
        '<span class="button button-not-yet">{}</span><span class="button-reason">{}</span>',
        *(label, reason),
    )


@register.simple_tag
def count_link(number: int | None, url: str = "", broken: bool = False) -> SafeString:
    """Write a count that opens its records; a zero is grey and opens nothing."""
    if not number:
        return format_html('<span class="zero">{}</span>', say_count(number))
    css = "broken" if broken else ""
    if not url:
        return format_html('<span class="{}">{}</span>', css, say_count(number))
    return format_html('<a class="{}" href="{}">{}</a>', css, url, say_count(number))


def _query(context: Context) -> QueryDict:
    request: HttpRequest | None = context.get("request")
    return request.GET.copy() if request else QueryDict(mutable=True)


def _written(query: QueryDict) -> str:
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """Rewrite the query string of this page: `{% query state="open" unit=None %}`.

    None takes a parameter away, a list sets it several times; paging starts anew unless named.
    """
    return changed(_query(context), **changes)


def changed(found: QueryDict, **changes: object) -> str:
    """Return a query string with other values of parameters; `found` is used up."""
    for name in PAGING:
        found.pop(name, None)
    for name, value in changes.items():
        if value is None or value == "":
            found.pop(name, None)
        elif isinstance(value, list | tuple):
            found.setlist(name, [str(each) for each in value])
        else:
            found[name] = str(value)
    return _written(found)


@register.simple_tag(takes_context=True)
def query_without(context: Context, name: str, value: object) -> str:
    """Rewrite the query string without one value of a parameter: the × of a filter."""
    return without(_query(context), name, value)


def without(found: QueryDict, name: str, value: object) -> str:
    """Return a query string without one value of a parameter; `found` is used up."""
    for paging in PAGING:
        found.pop(paging, None)
    rest = [each for each in found.getlist(name) if each != str(value)]
    found.pop(name, None)
    if rest:
        found.setlist(name, rest)
    return _written(found)


@register.simple_tag(takes_context=True)
def query_page(context: Context, name: str, number: int) -> str:
    """Rewrite the query string to another page of the same list."""
    found = _query(context)
    found[name] = str(number)
    return _written(found)


@register.simple_tag(takes_context=True)
def sort_query(context: Context, key: str, sorting: Sorting) -> str:
    """Rewrite the query string to sort by a column; again turns the direction round."""
    return sorted_by(_query(context), key, sorting)


def sorted_by(found: QueryDict, key: str, sorting: Sorting) -> str:
    """Return a query string that sorts by a column, or the other way round; uses `found` up."""
    turn = sorting.key == key and not sorting.descending
    return changed(found, sort=f"-{key}" if turn else key)


def query_string(context: Context) -> str:
    """Return what stands behind the `?` of this page's address; what is drawn once needs no more.

    Parameters are written as `query` writes them.
    """
    request: HttpRequest | None = context.get("request")
    return request.GET.urlencode() if request else ""
