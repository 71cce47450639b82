"""When sweeps ran and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Beat(models.Model):
    """A sign of life of a worker; one row a process."""

    name = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

    class Meta:
        """Health reads the newest."""

        verbose_name = _("sign of life")


class Sweep(models.Model):
    """The lease and last result of one job.

    Whoever stands in `holder` runs it and counts `pulse` up while he lives. A holder whose pulse
    stands still is dead, by whatever clock: no two machines need agree on the time.
    """

    key = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField()
    holder = models.CharField(max_length=120, blank=True)
    pulse = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        """One row a job."""

        verbose_name = _("sweep")
