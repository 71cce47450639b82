"""What people and closings say about an obligation beside its state."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.duties.models.choices import Cause, Ruling, State
from dutyline.kernel.duties.models.obligation import Obligation
from dutyline.kernel.organisation.models import Person


class Waiver(models.Model):
    """An obligation set aside by somebody entitled, with a reason: waived, or not applicable."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="waiver")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ruling = models.CharField(max_length=14, choices=Ruling, default=Ruling.WAIVED)
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField()


class Cancellation(models.Model):
    """The cause of an obligation withdrawn: what was not done by then is no longer asked for."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="cancellation")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()


class Correction(models.Model):
    """Later truth beside the frozen state of a closed obligation; the newest one holds.

    `source` is the text key of the evidence that brought it, empty where it was something else.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="corrections")
    state = models.CharField(max_length=14, choices=State)
    done = models.DecimalField(max_digits=12, decimal_places=4)
    cause = models.CharField(max_length=12, choices=Cause)
    source = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()


class IndicatorReading(models.Model):
    """The value an indicator obligation was decided on, with what it was computed from."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="reading")
    numerator = models.DecimalField(max_digits=24, decimal_places=4)
    denominator = models.DecimalField(max_digits=24, decimal_places=4)
    at = models.DateTimeField()
