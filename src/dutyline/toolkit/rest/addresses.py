"""Finds an address among hundreds by its first word, where the framework tries one by one."""

from collections.abc import Sequence
from functools import cached_property

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

Pattern = URLPattern | URLResolver


class ByFirstWord(URLResolver):
    """A long list of addresses, each beginning with a word of its own or one it shares with few.

    Resolves as the list would; an address that begins with a value is tried for every path.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        """Take the list in its order."""
        super().__init__(RoutePattern(""), list(patterns))

    @cached_property
    def _by_word(self) -> dict[str, list[Pattern]]:
        words = {_first_word(each) for each in self.url_patterns} - {""}
        return {
            word: [each for each in self.url_patterns if _first_word(each) in (word, "")]
            for word in words
        }

    @cached_property
    def _others(self) -> list[Pattern]:
        return [each for each in self.url_patterns if not _first_word(each)]

    def resolve(self, path: str) -> ResolverMatch:
        """Return the match of a path. Raises Resolver404."""
        tried: list[list[Pattern]] = []
        for pattern in self._by_word.get(path.partition("/")[0], self._others):
            try:
                match = pattern.resolve(path)
            except Resolver404:
                match = None
            if match is not None:
                return match
            tried.append([pattern])
        raise Resolver404({"tried": tried, "path": path})


def _first_word(pattern: Pattern) -> str:
    """Return the word every path of a pattern begins with; "" where there is none."""
    word = str(pattern.pattern).partition("/")[0]
    return "" if "<" in word else word
