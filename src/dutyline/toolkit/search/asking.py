"""Asks a search index."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from dutyline.toolkit.search.words import parse

Row = TypeVar("Row", bound=Model)


def search(queryset: QuerySet[Row], words: str, *, column: str = "text") -> QuerySet[Row]:
    """Keep the rows whose `SearchField` holds every word; nothing typed keeps all.

    A word of several CJK characters is a phrase, the last Latin word a prefix. What has no letter
    or digit in it finds nothing.
    """
    if not words.strip():
        return queryset
    phrases = parse(words)
    if not phrases:
        return queryset.none()
    return queryset.filter(**{f"{column}__matches": phrases})
