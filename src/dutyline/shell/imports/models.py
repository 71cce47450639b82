"""A file on its way in, what was found wrong in it, and how such files were read before."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account
from dutyline.kernel.errands.models import Errand


class UploadQuerySet(models.QuerySet[Any]):
    """Uploads in business words."""

    def of(self, actor: Actor) -> Self:
        """Keep what this very account brought: one person's upload is nobody else's."""
        return self.filter(account_id=actor.account_id) if actor.account_id else self.none()


class Upload(models.Model):
    """A file somebody brought; its bytes lie in a private folder and go with the row after a day.

    `found` is what the file looked like when it was read with `mapping`: sheets, headers, samples,
    decisions. `report` is what the last dry run, or the import itself, said.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    secret = models.CharField(max_length=32, unique=True)
    mapping = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    as_of = models.DateField()
    partial = models.BooleanField(default=False)
    report = models.JSONField(null=True)
    errand = models.ForeignKey(Errand, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        """A person reads his own, the sweep the oldest."""

        verbose_name = _("upload")
        indexes = [
            models.Index(fields=["account", "-id"], name="upload_account"),
            models.Index(fields=["uploaded_at"], name="upload_age"),
        ]

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name

    @property
    def is_busy(self) -> bool:
        """Say whether the worker still has it in hand."""
        return self.errand is not None and not self.errand.is_finished


class Problem(models.Model):
    """A row of the file that is left out: where, what stands there, why."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200)
    value = models.CharField(max_length=300)
    reason = models.CharField(max_length=500)

    class Meta:
        """Read in the order of the file."""

        verbose_name = _("problem")
        indexes = [models.Index(fields=["upload", "row", "id"], name="problem_order")]


class Reading(models.Model):
    """How files with these column names were read last; offered to the next one."""

    kind = models.CharField(max_length=60)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        """One a kind and header row."""

        verbose_name = _("reading")
        constraints = [
            models.UniqueConstraint(fields=["kind", "signature"], name="reading_once"),
        ]
