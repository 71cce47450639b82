"""Repairs that were seen to work and yet did not hold."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.actions.models.repair import Verification
from dutyline.kernel.organisation.models import Person


class Reopening(models.Model):
    """What showed later that a verified repair did not hold; the verification stays as it was."""

    verification = models.OneToOneField(Verification, models.PROTECT, related_name="reopening")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField()

    class Meta:
        """A reopening says why."""

        verbose_name = _("reopening")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="reopening_says_why"),
        ]
