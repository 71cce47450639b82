"""Steps of the ladder a late rectification climbed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.actions.models.rectification import Rectification
from dutyline.kernel.organisation.models import Person, Post


class Stage(models.TextChoices):
    """What is late."""

    REPAIR = "repair", pgettext_lazy("escalation", "Repair")
    VERIFICATION = "verify", pgettext_lazy("escalation", "Verification")


class Escalation(models.Model):
    """A superior was told that a deadline has passed; each step once a deadline."""

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="escalations")
    stage = models.CharField(max_length=12, choices=Stage)
    due_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField()
    days_over = models.PositiveSmallIntegerField()
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Each step once a deadline, whoever sweeps."""

        verbose_name = _("escalation")
        constraints = [
            models.UniqueConstraint(
                fields=["rectification", "stage", "due_at", "step"], name="escalation_once"
            )
        ]
