"""What happened, in rows that are only ever added."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.history.queries import EntryQuerySet
from dutyline.kernel.organisation.paths import PathField


class Entry(models.Model):
    """One act: who, what, about what, when it happened and was recorded, and why.

    Names are kept as they were; subject is a text key, so no module's table is needed to read it.
    """

    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=300)
    unit_path = PathField()
    by_kind = models.CharField(max_length=8)
    by_person_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    by_post = models.CharField(max_length=300, blank=True)
    by_token_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        """Read by subject and by person, newest first."""

        verbose_name = _("history entry")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="entry_subject"),
            models.Index(fields=["by_person_id", "-id"], name="entry_person"),
        ]

    def __str__(self) -> str:
        """Return verb and subject."""
        return f"{self.verb}: {self.subject_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry; refuse to change one that was written."""
        if self.pk is not None:
            raise TypeError("history is append-only")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: history is only ever added to."""
        raise TypeError("history is append-only")
