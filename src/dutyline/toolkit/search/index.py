"""A text column with a full-text index: FTS5 on SQLite, a GIN index on PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunSQL
from django.db.migrations.state import ProjectState
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup

from dutyline.toolkit.search.words import Phrase


class SearchField(models.TextField):
    """Text as `spaced()` left it; ask it with `search()`.

    It lies in a table of its own with an integer key, and a migration adds its `SearchIndex`:
    SQLite rebuilds a table it alters, which would drop the triggers that keep the index.
    """


@SearchField.register_lookup
class Holds(Lookup):
    """`text__holds=[Phrase, …]`: every phrase stands in the text; asked row by row, of no index.

    For phrases many rows hold: a list in order has its page full after a few rows.
    """

    lookup_name = "holds"
    prepare_rhs = False

    def get_prep_lookup(self) -> list[Phrase]:
        """Take phrases as they are."""
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Look for the words between the spaces `spaced()` left."""
        column, params = self.process_lhs(compiler, connection)
        return _holding(column, connection.vendor, self.rhs), (*params, *_needles(self.rhs))


@SearchField.register_lookup
class Matches(Lookup):
    """`text__matches=[Phrase, …]`: the same, fetched by the index; for phrases few rows hold."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_prep_lookup(self) -> list[Phrase]:
        """Take phrases as they are."""
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Ask for the keys of the rows found."""
        if not isinstance(self.lhs, Col):
            raise TypeError("search asks a column")
        quote = connection.ops.quote_name
        model = self.lhs.target.model
        key = f"{quote(self.lhs.alias)}.{quote(model._meta.pk.column)}"
        found, params = found_in(connection, model, str(self.lhs.target.column), self.rhs)
        if connection.vendor == "postgresql":
            # An array is made before the rest is planned, so no estimate can keep it from leading.
            return f"{key} = ANY(ARRAY({found}))", tuple(params)
        return f"{key} IN ({found})", tuple(params)


class SearchIndex(RunSQL):
    """Migration step: make the full-text index of a `SearchField`, and keep it by triggers.

    A kind of RunSQL whose statements are known only once the database is: whoever makes an empty
    database at once from the models carries such steps out.
    """

    def __init__(self, model_name: str, column: str) -> None:
        """Name the model and its column."""
        super().__init__(sql=[], reverse_sql=[])
        self.model_name, self.column = model_name, column

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return how this is written in a migration."""
        return (type(self).__name__, [], {"model_name": self.model_name, "column": self.column})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the models as they are: an index is none of their fields."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the index."""
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in self._statements(model, schema_editor.connection.vendor, create=True):
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the index."""
        model = from_state.apps.get_model(app_label, self.model_name)
        for statement in self._statements(model, schema_editor.connection.vendor, create=False):
            schema_editor.execute(statement)

    def describe(self) -> str:
        """Say what this step does."""
        return f"Make the full-text index of {self.model_name}.{self.column}"

    def _statements(self, model: type[models.Model], vendor: str, *, create: bool) -> list[str]:
        table = model._meta.db_table
        if vendor == "postgresql":
            return _postgresql(table, self.column, create=create)
        return _sqlite(table, str(model._meta.pk.column), self.column, create=create)


def found_in(
    connection: Any, model: type[models.Model], column: str, phrases: Sequence[Phrase]
) -> tuple[str, list[Any]]:
    """Return the statement for the keys of the rows that hold every phrase, by the index."""
    quote = connection.ops.quote_name
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        text = quote(column)
        holding = _holding(text, connection.vendor, phrases)
        words = f"to_tsvector('simple', {text}) @@ to_tsquery('simple', %s)"
        key = quote(model._meta.pk.column)
        sql = f"SELECT {key} FROM {quote(table)} WHERE {words} AND {holding}"  # noqa: S608  names are ours
        return sql, [" & ".join(map(_tsquery, phrases)), *_needles(phrases)]
    index = quote(_index_name(table))
    fts5 = " AND ".join(map(_fts5, phrases))
    return f"SELECT rowid FROM {index} WHERE {index} MATCH %s", [fts5]  # noqa: S608  names are ours


def _index_name(table: str) -> str:
    return f"{table}_fts"


def _postgresql(table: str, column: str, *, create: bool) -> list[str]:
    name = _index_name(table)
    if not create:
        return [f'DROP INDEX "{name}"']
    return [f'CREATE INDEX "{name}" ON "{table}" USING gin (to_tsvector(\'simple\', "{column}"))']


def _sqlite(table: str, key: str, column: str, *, create: bool) -> list[str]:
    name = _index_name(table)
    if not create:
        triggers = [f'DROP TRIGGER "{name}_{suffix}"' for suffix in ("ai", "ad", "au")]
        return [*triggers, f'DROP TABLE "{name}"']
    remove = (
        f'INSERT INTO "{name}" ("{name}", rowid, "{column}") '  # noqa: S608  names are ours
        f'VALUES (\'delete\', old."{key}", old."{column}")'
    )
    add = f'INSERT INTO "{name}" (rowid, "{column}") VALUES (new."{key}", new."{column}")'  # noqa: S608
    table_sql = (
        f'CREATE VIRTUAL TABLE "{name}" USING fts5 ("{column}", content=\'{table}\', '
        f"content_rowid='{key}', tokenize='unicode61 remove_diacritics 0')"
    )
    after = f'CREATE TRIGGER "{name}_%s" AFTER %s ON "{table}" BEGIN %s; END'
    return [
        table_sql,
        after % ("ai", "INSERT", add),
        after % ("ad", "DELETE", remove),
        after % ("au", f'UPDATE OF "{column}"', f"{remove}; {add}"),
    ]


def _fts5(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"' + (" *" if phrase.prefix else "")


def _tsquery(phrase: Phrase) -> str:
    """Ask for the words in any order: the index knows no places and would parse each text again."""
    quoted = [f"'{word}'" for word in phrase.words]
    if phrase.prefix:
        quoted[-1] += ":*"
    return " & ".join(quoted)


def _holding(text: str, vendor: str, phrases: Sequence[Phrase]) -> str:
    place = {"postgresql": "strpos", "sqlite": "instr"}[vendor]
    return " AND ".join(f"{place}(' ' || {text} || ' ', %s) > 0" for _ in phrases)


def _needles(phrases: Sequence[Phrase]) -> list[str]:
    return [f" {' '.join(each.words)}{'' if each.prefix else ' '}" for each in phrases]
