"""That a due-diligence file was asked for, and what came of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.models import Account
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.registry.filing import PERSON, POST, UNIT
from dutyline.modules.diligence.queries import FileQuerySet


class Kind(models.TextChoices):
    """What a file is about."""

    PERSON = PERSON, pgettext_lazy("file about", "Person")
    POST = POST, pgettext_lazy("file about", "Post")
    UNIT = UNIT, pgettext_lazy("file about", "Unit")


class Language(models.TextChoices):
    """In which language a file is told."""

    ENGLISH = "en", _("English")
    CHINESE = "zh-hans", _("Chinese")
    BOTH = "both", _("Both languages")


class DiligenceFile(models.Model):
    """Who asked for a file about whom, for which days and why; the row outlives its papers.

    `about_name` is the subject as it was called then; `last` is the last day in it. `own`: asked
    for by the person it is about. `entries` is null until the papers are made; `kept_until` is when
    they are thrown away.
    """

    kind = models.CharField(max_length=6, choices=Kind)
    about_id = models.BigIntegerField()
    about_name = models.CharField(max_length=300)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    language = models.CharField(_("language"), max_length=7, choices=Language)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    own = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    token_id = models.BigIntegerField(null=True)
    errand = models.OneToOneField(Errand, models.SET_NULL, null=True, related_name="+")
    entries = models.PositiveIntegerField(null=True)
    built_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)
    thrown_away_at = models.DateTimeField(null=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        """Days run forwards; nobody asks about another without a reason."""

        verbose_name = _("due-diligence file")
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="diligence_days"),
            models.CheckConstraint(
                condition=Q(own=True) | ~Q(reason=""), name="diligence_asked_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(built_at__isnull=True, entries__isnull=True, kept_until__isnull=True)
                | Q(built_at__isnull=False, entries__isnull=False, kept_until__isnull=False),
                name="diligence_built",
            ),
            models.CheckConstraint(
                condition=Q(thrown_away_at__isnull=True) | Q(built_at__isnull=False),
                name="diligence_thrown_away_built",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_by", "-id"], name="diligence_asked_by"),
            models.Index(
                fields=["kept_until"],
                condition=Q(thrown_away_at__isnull=True, kept_until__isnull=False),
                name="diligence_kept",
            ),
        ]

    def __str__(self) -> str:
        """Return whom it is about, and when."""
        return f"{self.about_name}, {self.first.isoformat()} – {self.last.isoformat()}"


class Concerned(models.Model):
    """Somebody a file speaks of, who may see that it was asked for."""

    file = models.ForeignKey(DiligenceFile, models.CASCADE, related_name="concerned")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        """Each person once a file."""

        verbose_name = _("person concerned")
        constraints = [
            models.UniqueConstraint(fields=["file", "person"], name="diligence_concerned_once")
        ]
        indexes = [models.Index(fields=["person", "-file"], name="diligence_concerned_person")]
