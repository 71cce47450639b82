"""When sweeps ran and what came of it."""

from django.db import models


class Beat(models.Model):
    """A sign of life of the worker; one row a process name."""

    name = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField()


class Sweep(models.Model):
    """The lease and last result of one job; whoever holds the lease runs it."""

    key = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
