"""What this installation is, whom one may look around as, and where people are signed in."""

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


class Device(models.Model):
    """A browser an account is signed in with: one row a session, gone with it."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    methods = models.CharField(max_length=60, blank=True)
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        """Nobody was seen before he came."""

        verbose_name = _("device")
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_at__gte=models.F("began_at")), name="device_seen_later"
            )
        ]


class CompanyIdentity(models.Model):
    """Who an account is at the company's own sign-in: (issuer, subject), never an e-mail."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="company_identity")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        """One subject of an issuer is one account."""

        verbose_name = _("company sign-in")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_one_account")
        ]


class CacheRow(models.Model):
    """What all processes must count together: wrong passwords, codes used up.

    Django's database cache reads and writes it; nothing else does.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        """The table the settings name."""

        db_table = "sign_in_cache"
        verbose_name = _("counted attempt")
