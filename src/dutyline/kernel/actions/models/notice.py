"""Notices of rectification, and that they arrived."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.actions.models.rectification import Rectification
from dutyline.kernel.organisation.models import Person


class Notice(models.Model):
    """A numbered notice to the person who answers for the repair."""

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="notices")
    number = models.CharField(_("number"), max_length=60)
    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due_on = models.DateField(_("deadline"))
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Each number once a rectification; series of numbers are the module's affair."""

        verbose_name = _("notice")
        constraints = [
            models.UniqueConstraint(fields=["rectification", "number"], name="notice_number")
        ]

    def __str__(self) -> str:
        """Return the number."""
        return self.number


class NoticeReceipt(models.Model):
    """The responsible person has received the notice."""

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="receipt")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
