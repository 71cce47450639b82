"""What this installation is, and whom one may look around as in a demonstration."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.models import Account


class Installation(models.Model):
    """The one row that says whether the database is real or a demonstration.

    It is written once, before the first account, and its kind never changes after.
    """

    class Kind(models.TextChoices):
        """What the data is."""

        REAL = "real", _("Real")
        DEMO = "demo", _("Demonstration")

    kind = models.CharField(max_length=4, choices=Kind)
    begun_at = models.DateTimeField()
    setup_digest = models.CharField(max_length=64, blank=True)
    told = models.PositiveIntegerField(default=0)
    to_tell = models.PositiveIntegerField(default=0)

    class Meta:
        """There is one; a demonstration has no code for a first administrator."""

        verbose_name = _("installation")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="installation_one"),
            models.CheckConstraint(
                condition=~Q(kind="demo") | Q(setup_digest=""), name="installation_demo_no_code"
            ),
            models.CheckConstraint(
                condition=Q(told__lte=models.F("to_tell")), name="installation_told"
            ),
        ]


class OfferedPerson(models.Model):
    """Somebody of the demonstration one may sign in as with one click."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="+")
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        """Listed by position."""

        verbose_name = _("person of the demonstration")
