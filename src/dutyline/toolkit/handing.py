"""Hands values to the database as their fields do, by the shortest way where it is known.

A field asks of each value what it is, however often it was told; a statement written once knows.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Field

Hand = Callable[[Any, Any], Any]
"""Makes a value, for a connection, what its database takes."""
_AS_IT_IS: dict[str, type] = {
    "CharField": str,
    "TextField": str,
    "BooleanField": bool,
    "IntegerField": int,
    "BigIntegerField": int,
    "SmallIntegerField": int,
    "PositiveIntegerField": int,
    "ForeignKey": int,
    "OneToOneField": int,
}


def kept_as_it_is(field: "Field[Any, Any]") -> type | None:
    """Return the class of which this kind of field hands on every value unchanged.

    A subclass, such as a choice, is not what it derives from to every database.
    """
    return _AS_IT_IS.get(field.get_internal_type())


def hand_over(field: "Field[Any, Any]", *, saving: bool) -> Hand:
    """Return how a field's other values are handed over, to be saved or to be compared with."""
    by_field: Hand = field.get_db_prep_save if saving else field.get_db_prep_value
    if field.get_internal_type() == "DateTimeField":
        return lambda value, connection: (
            connection.ops.adapt_datetimefield_value(value)
            if value.__class__ is datetime and value.tzinfo is not None
            else by_field(value, connection)
        )
    if field.get_internal_type() == "DateField":
        return lambda value, connection: (
            connection.ops.adapt_datefield_value(value)
            if value.__class__ is date
            else by_field(value, connection)
        )
    return by_field
