"""What was entered, in its order."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """A record bound into the log: its place, what kind, which, since when, and what binds it.

    `bound` is SHA-256(salt ‖ the record in canonical JSON), `leaf` the hash of this entry in the
    tree. No word of the record is here, so that the law can have words erased and the log still
    stands. Records are named by kind and id, without foreign keys.
    """

    index = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    at = models.DateTimeField()
    bound = models.BinaryField(max_length=32)
    leaf = models.BinaryField(max_length=32)

    class Meta:
        """A record enters once; places are counted from nought."""

        constraints = [
            models.UniqueConstraint(fields=["kind", "record_id"], name="ledger_entry_once"),
            models.CheckConstraint(condition=Q(index__gte=0), name="ledger_entry_place"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry; refuse to change one that was written."""
        if not self._state.adding:
            self.delete()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: the log is only ever added to."""
        raise TypeError("the log is append-only")


class Salt(models.Model):
    """What hides a record behind its entry; whoever erases it makes the entry tell nothing."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="salt")
    salt = models.BinaryField(max_length=32)


class Tail(models.Model):
    """How many entries there are: one row, held by whoever adds until he is done.

    Entries get their places here, one writer after the other; so the log never forks.
    """

    size = models.BigIntegerField(default=0)

    class Meta:
        """There is one log."""

        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="ledger_one_tail"),
            models.CheckConstraint(condition=Q(size__gte=0), name="ledger_tail_size"),
        ]


class Reach(models.Model):
    """Up to which record a kind is entered without a gap, so that nothing is looked for twice.

    Ids are given out before records are there: what was reached counts as without a gap a day
    later, when no statement can still be under way.
    """

    kind = models.CharField(max_length=60, primary_key=True)
    whole = models.BigIntegerField(default=0)
    coming = models.BigIntegerField(default=0)
    since = models.DateTimeField()

    class Meta:
        """What is whole lies before what is coming."""

        constraints = [
            models.CheckConstraint(
                condition=Q(coming__gte=models.F("whole")), name="ledger_reach_order"
            )
        ]
