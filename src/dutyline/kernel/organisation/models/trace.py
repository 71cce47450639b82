"""What an import brought in."""

from django.db import models


class ImportTrace(models.Model):
    """That files of a source tell of a unit, post, person or place, and last did on a day.

    A later file of the same source and family ends only what such files opened.
    """

    source = models.CharField(max_length=100)
    kind = models.CharField(max_length=10)
    object_id = models.BigIntegerField()
    seen_on = models.DateField()
    opened = models.BooleanField(help_text="Opened by a file; what people entered is only seen.")
    family = models.BigIntegerField(help_text="Files that continue one another; see `imports`.")

    class Meta:
        """One trace a source and thing."""

        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "object_id"], name="import_trace_once"
            )
        ]
