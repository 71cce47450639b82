"""Who leads where several posts of a unit carry one duty."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.models import Post, Unit


class DutyLead(models.Model):
    """That one of the posts of a unit which owe the same duty leads in it.

    `duty` is the key of the duty. Naming another post ends this row and begins a new one.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=100)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One leads at a time."""

        verbose_name = _("lead in a duty")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "duty"],
                condition=Q(ended_at__isnull=True),
                name="duty_lead_one",
            ),
            models.CheckConstraint(condition=~Q(named_by_name=""), name="duty_lead_named"),
        ]
