"""Lets imports take turns, so that the second sees what the first has written."""

from django.db import connection


def take_turn() -> None:
    """Wait until no other import is being written; the turn ends with the transaction.

    SQLite needs no such turn: it lets one transaction write at a time, and reading for an import
    happens inside it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dutyline.import'))")
