"""When the log went on from an older state."""

from typing import Any, NoReturn

from django.db import models


class Restoration(models.Model):
    """A backup was put in the place of the data: the log goes on after its first `size` entries.

    `replaced_size` and `replaced_note` are how many entries stood in what was replaced, and the
    last checkpoint of it, where that could be read.
    """

    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    size = models.BigIntegerField()
    replaced_size = models.BigIntegerField(null=True)
    replaced_note = models.TextField(blank=True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new restoration; refuse to change one."""
        if self.pk is not None:
            self.delete()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: that the log was set back stays known."""
        raise TypeError("restorations are append-only")
