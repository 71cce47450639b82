"""What was taken out of the records behind entries, and why."""

from typing import Any, NoReturn

from django.db import models

from dutyline.kernel.ledger.models.entry import Entry


class Removal(models.Model):
    """The words of a record, or all of it, are gone, and with them the salt that bound them.

    Who did it and why enters the log; `basis` is the law that asked for it, "" where it was the
    system's own rule.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="removal")
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    basis = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new removal; refuse to change one."""
        if self.pk is not None:
            self.delete()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: what was taken out stays known."""
        raise TypeError("removals are append-only")
