"""Full-text search in English and Chinese on SQLite and PostgreSQL alike."""

from dutyline.toolkit.search.asking import search
from dutyline.toolkit.search.index import SearchField, SearchIndex
from dutyline.toolkit.search.words import parse, spaced

__all__ = ["SearchField", "SearchIndex", "parse", "search", "spaced"]
