"""Looks for words in short columns that have no full-text index: names, titles, codes."""

from django.db.models import Q

from dutyline.toolkit.search.words import MAX_LENGTH, MAX_WORDS


def in_columns(words: str, *columns: str) -> Q:
    """Return the condition "each word lies in one of these columns"; without a word, nothing."""
    typed = words[:MAX_LENGTH].replace("\0", " ").split()[:MAX_WORDS]
    condition = Q() if typed else Q(pk__in=[])
    for word in typed:
        somewhere = Q(pk__in=[])
        for column in columns:
            somewhere |= Q(**{f"{column}__icontains": word})
        condition &= somewhere
    return condition
