"""What was attached to what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.files.queries import AttachmentQuerySet


class Attachment(models.Model):
    """A file of a subject; its bytes lie under their hash, never under a name a person gave."""

    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    role = models.CharField(
        max_length=20, help_text=_("What it shows: before, after, answer, document.")
    )
    sha256 = models.CharField(max_length=64, db_index=True)
    perceptual_hash = models.CharField(max_length=16, blank=True, db_index=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    name = models.CharField(_("name"), max_length=200)
    taken_at = models.DateTimeField(_("taken"), null=True)
    added_at = models.DateTimeField(_("added"))
    added_by_name = models.CharField(max_length=200)
    added_by_id = models.BigIntegerField(null=True)
    seen_before = models.BooleanField(
        default=False, help_text=_("The same photo was already used for something else.")
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        """Read by subject."""

        verbose_name = _("attachment")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="attachment_subject"),
            models.Index(fields=["added_by_id", "-id"], name="attachment_adder"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def is_photo(self) -> bool:
        """Say whether it can be shown as a picture."""
        return self.media_type.startswith("image/")
