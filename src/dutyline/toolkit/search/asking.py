"""Asks a search index."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.constants import LOOKUP_SEP

from dutyline.toolkit.search.index import found_in
from dutyline.toolkit.search.words import Phrase, parse

Row = TypeVar("Row", bound=Model)
Rows = TypeVar("Rows", bound=QuerySet[Any])
FEW = 10_000
"""Rows found that are fetched and put in order; more are looked for in the order of the list."""


def search(queryset: Rows, words: str, *, column: str = "text") -> Rows:
    """Keep the rows whose `SearchField` holds every word; nothing typed keeps all.

    A word of several CJK characters is a phrase, the last Latin word a prefix. What has no letter
    or digit in it finds nothing. One statement asks at once whether few rows hold the words.
    """
    if not words.strip():
        return queryset
    phrases = parse(words)
    if not phrases:
        return queryset.none()
    lookup = "matches" if _few(queryset, phrases, column) else "holds"
    return queryset.filter(**{f"{column}{LOOKUP_SEP}{lookup}": phrases})


def _few(queryset: QuerySet[Row], phrases: Sequence[Phrase], column: str) -> bool:
    connection = connections[queryset.db]
    model: Any = queryset.model
    *through, own = column.split(LOOKUP_SEP)
    for part in through:
        model = model._meta.get_field(part).related_model
    found, params = found_in(connection, model, model._meta.get_field(own).column, phrases)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({found} LIMIT %s) AS found", [*params, FEW + 1])  # noqa: S608  names are ours
        return bool(cursor.fetchone()[0] <= FEW)
