"""What people asked the system to do, and how far it is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.models import Account
from dutyline.kernel.errands.queries import ErrandQuerySet
from dutyline.kernel.files.models import Attachment


class State(models.TextChoices):
    """How far an errand is."""

    QUEUED = "queued", pgettext_lazy("errand", "Waiting")
    RUNNING = "running", pgettext_lazy("errand", "Running")
    DONE = "done", pgettext_lazy("errand", "Done")
    FAILED = "failed", pgettext_lazy("errand", "Failed")


class Errand(models.Model):
    """Long work asked for by an account; `holder` and `pulse` are the lease of who does it."""

    kind = models.CharField(max_length=60)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="errands")
    asked_at = models.DateTimeField()
    limits = models.JSONField(
        null=True, help_text=_("The permissions of the token that asked; empty for a page.")
    )
    token_id = models.BigIntegerField(null=True)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    holder = models.CharField(max_length=120, blank=True)
    pulse = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    result = models.OneToOneField(Attachment, models.PROTECT, null=True, related_name="+")
    error = models.CharField(max_length=2000, blank=True)

    objects = ErrandQuerySet.as_manager()

    class Meta:
        """The worker reads the oldest unfinished, a person his own."""

        verbose_name = _("errand")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | Q(state__in=["queued", "running"], finished_at__isnull=True),
                name="errand_finished",
            ),
            models.CheckConstraint(
                condition=Q(state="queued", holder="") | ~Q(state="queued"),
                name="errand_queued_is_free",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state__in=["queued", "running"]), name="errand_open"
            ),
            models.Index(fields=["asked_by", "-id"], name="errand_asked_by"),
        ]

    def __str__(self) -> str:
        """Return the kind's key."""
        return self.kind

    @property
    def is_finished(self) -> bool:
        """Say whether nothing more will happen."""
        return self.state in {State.DONE, State.FAILED}

    @property
    def percent(self) -> int | None:
        """Return how far it is, None before the size of the work is known."""
        return min(100, self.done * 100 // self.total) if self.total else None
