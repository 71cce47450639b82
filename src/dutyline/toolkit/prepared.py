"""Query sets written out once and asked again with other values.

Building a statement of the ORM costs many times what the database takes to answer a small one.
What every request asks is therefore built once a process, with a `Slot` wherever a value differs
from time to time, and keeps its words, its rights and its rows as the ORM makes them.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import chain
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Field, Func, QuerySet, TextField
from django.db.models.expressions import Expression
from django.db.models.sql.constants import MULTI

from dutyline.toolkit.handing import Hand, hand_over, kept_as_it_is

Row = TypeVar("Row")
Read = Callable[[Any], tuple[Any, ...]]
"""Makes a line of values as the database keeps them one of ours."""
MOST = 256
"""Shapes of one query that are kept written; the one not asked for longest goes first."""


@dataclass(frozen=True)
class _Place:
    """Where in a statement the value of a slot goes."""

    name: str
    number: int | None
    as_it_is: type | None
    hand: Hand
    change: Callable[[Any], Any] | None = None


class Slot(Expression):
    """A value that is known only when the query is asked; of a list, the one of a number.

    A list of keys is compared through the key itself (`unit__id__in`), since a relation wants
    its values at once.
    """

    def __init__(self, name: str, field: "Field[Any, Any]", number: int | None = None) -> None:
        """Name the value and how the database keeps it."""
        super().__init__(output_field=field)
        self.place = _Place(name, number, kept_as_it_is(field), hand_over(field, saving=False))

    def changed(self, change: Callable[[Any], Any]) -> _Place:
        """Return the place of what becomes of the value, for an expression that writes itself."""
        return replace(self.place, change=change)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Leave the place of the value."""
        return "%s", [self.place]


def slots(name: str, field: "Field[Any, Any]", how_many: int) -> list[Slot]:
    """Return the slots of a list of values."""
    return [Slot(name, field, number) for number in range(how_many)]


class MomentAsText(Func):
    """A moment that drivers leave as it is, to be read with `Prepared.unread`.

    What a column declares as a moment they read line by line, whether it is wanted or not.
    """

    template = "CAST(%(expressions)s AS text)"
    output_field = TextField()

    @property
    def convert_value(self) -> Callable[..., datetime | None]:
        """Return how the text is read."""
        return _moment


def _moment(text: str | None, *_where: Any) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    # SQLite keeps moments of UTC without saying so.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@dataclass(frozen=True)
class _Written:
    """A query set and its statement; `order` tells of each parameter where its value stands.

    The values are those of the places, each once however often it is asked for, then the fixed.
    """

    queryset: Any
    compiler: Any = None
    sql: str = ""
    places: tuple[_Place, ...] = ()
    fixed: tuple[Any, ...] = ()
    order: tuple[int, ...] = ()
    converters: "WeakKeyDictionary[Any, Any]" = field(default_factory=WeakKeyDictionary)
    """How values read become values of ours, for each connection, which some of them know."""


class Prepared(Generic[Row]):
    """A query set that is built once for each shape: how long its lists are, which way it goes."""

    def __init__(self, write: Callable[..., QuerySet[Any, Row]]) -> None:
        """Keep how it is built: of its shape and of slots alone, never of who asks."""
        self._of_shape = lru_cache(maxsize=MOST)(lambda *shape: _written(write(*shape)))

    def rows(self, *shape: Hashable, **values: Any) -> list[Row]:
        """Return what is found for these values of the slots, in one statement."""
        return list(self.asked(*shape, **values))

    def unread(self, *shape: Hashable, **values: Any) -> "tuple[list[Any], Read]":
        """Return lines of values as the database keeps them, and how one of them is read.

        For many lines of which few are wanted: reading a moment takes longer than finding it.
        """
        asked: Any = self.asked(*shape, **values)
        compiler = asked.query.get_compiler(using=asked.db)
        found = list(chain.from_iterable(compiler.execute_sql(MULTI) or ()))
        converters = compiler.get_converters([each[0] for each in compiler.select])

        def read(line: Any) -> tuple[Any, ...]:
            return tuple(next(iter(compiler.apply_converters([line], converters))))

        return found, read

    def asked(self, *shape: Hashable, **values: Any) -> QuerySet[Any, Row]:
        """Return the query set with these values in its slots: to be read, not to be refined."""
        return _asked(self._of_shape(*shape), values)


def _written(queryset: Any) -> _Written:
    """Return a query set with its statement; without one where its conditions can never hold."""
    compiler = queryset.query.get_compiler(using=queryset.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return _Written(queryset.none())
    places = tuple(dict.fromkeys(each for each in params if isinstance(each, _Place)))
    fixed = tuple(each for each in params if not isinstance(each, _Place))
    behind = iter(range(len(places), len(places) + len(fixed)))
    stands = {place: number for number, place in enumerate(places)}
    order = tuple(stands[each] if isinstance(each, _Place) else next(behind) for each in params)
    return _Written(queryset, compiler, sql, places, fixed, order)


def _asked(written: _Written, values: Mapping[str, Any]) -> Any:
    """Return the query set with its statement filled in; copies, since threads share what is kept.

    Whoever wrote it had a connection of his own.
    """
    queryset = written.queryset
    if written.compiler is None:
        return queryset.all()
    compiler = _copy(written.compiler)
    compiler.connection = connection = connections[queryset.db]
    compiler.get_converters = partial(_converters, written, compiler)
    known = [_filled(each, values, connection) for each in written.places]
    known += written.fixed
    filled = tuple([known[place] for place in written.order])
    compiler.as_sql = lambda *_args, **_kwargs: (written.sql, filled)
    query = _copy(queryset.query)
    query.get_compiler = lambda *_args, **_kwargs: compiler
    asked = type(queryset)(queryset.model, query, queryset._db)
    asked._iterable_class, asked._fields = queryset._iterable_class, queryset._fields
    return asked


def _converters(written: _Written, compiler: Any, expressions: Any) -> Any:
    known = written.converters
    if compiler.connection not in known:
        known[compiler.connection] = type(compiler).get_converters(compiler, expressions)
    return known[compiler.connection]


def _copy(thing: Any) -> Any:
    """Return another with the same attributes, as `copy` does by a longer way."""
    again = object.__new__(type(thing))
    again.__dict__.update(thing.__dict__)
    return again


def _filled(place: _Place, values: Mapping[str, Any], connection: Any) -> Any:
    value = values[place.name]
    if place.number is not None:
        value = value[place.number]
    if place.change is not None:
        value = place.change(value)
    if value.__class__ is place.as_it_is:
        return value
    return place.hand(value, connection)
