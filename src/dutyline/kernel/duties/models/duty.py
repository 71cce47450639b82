"""What a post owes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.duties.models.choices import (
    Area,
    Cadence,
    Comparison,
    Measure,
    Origin,
    Owed,
    SpanUnit,
)
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.organisation.periods import Dated, DatedQuerySet
from dutyline.toolkit.wording import both, in_language


class Duty(models.Model):
    """A duty by its key; what it says on a day stands in its versions."""

    key = models.CharField(pgettext_lazy("entry", "key"), max_length=100, unique=True)
    origin = models.CharField(max_length=4, choices=Origin)
    pack = models.CharField(max_length=60, blank=True)
    standard_post = models.CharField(
        max_length=60,
        blank=True,
        db_index=True,
        help_text=_("Posts made from this standard post take the duty."),
    )
    edited = models.BooleanField(
        default=False,
        help_text=_("Changed here: a newer pack leaves it alone and says so."),
    )

    class Meta:
        """Duties are listed by key."""

        verbose_name = _("duty")

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class DutyVersion(Dated):
    """What a duty asks over one span of days; the one in force when a period begins governs it."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text_en = models.CharField(_("English"), max_length=500)
    text_zh = models.CharField(_("Chinese"), max_length=500, blank=True)
    basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    basis_confirmed = models.BooleanField(default=True)
    measure = models.CharField(_("measure"), max_length=9, choices=Measure)
    cadence = models.CharField(_("how often"), max_length=11, choices=Cadence)
    evidence_kind = models.CharField(_("evidence"), max_length=60, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=8, decimal_places=2, default=1)
    owed = models.CharField(_("owed by"), max_length=8, choices=Owed, default=Owed.EACH)
    area = models.CharField(_("area"), max_length=7, choices=Area, default=Area.OWN)
    places = models.JSONField(_("places"), default=list, blank=True)
    trigger = models.CharField(_("event"), max_length=60, blank=True)
    within = models.PositiveIntegerField(_("within"), null=True, blank=True)
    within_unit = models.CharField(max_length=6, choices=SpanUnit, blank=True)
    indicator = models.CharField(_("indicator"), max_length=60, blank=True)
    comparison = models.CharField(max_length=3, choices=Comparison, blank=True)
    target = models.DecimalField(
        _("target"), max_digits=12, decimal_places=4, null=True, blank=True
    )
    weight = models.DecimalField(_("weight"), max_digits=6, decimal_places=2, default=1)
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=0)
    at_once = models.BooleanField(
        _("in force at once"),
        default=False,
        help_text=_("Splits a running period; otherwise the next period begins with it."),
    )

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        """Each measure has what it needs and nothing else."""

        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["duty", "number"], name="duty_version_number"),
            models.UniqueConstraint(
                fields=["duty"], condition=Q(valid_to__isnull=True), name="duty_version_open"
            ),
            models.CheckConstraint(
                condition=(
                    Q(measure="count", indicator="", trigger="")
                    & ~Q(evidence_kind="")
                    & ~Q(cadence="event")
                    | Q(measure="event", cadence="event", indicator="", within__isnull=False)
                    & ~Q(trigger="")
                    & ~Q(evidence_kind="")
                    | Q(measure="indicator", evidence_kind="", trigger="", target__isnull=False)
                    & ~Q(indicator="")
                    & ~Q(comparison="")
                    & ~Q(cadence__in=["event", "once"])
                ),
                name="duty_version_measure",
            ),
            models.CheckConstraint(
                condition=Q(within__isnull=True, within_unit="")
                | Q(within__isnull=False) & ~Q(within_unit=""),
                name="duty_version_within",
            ),
            models.CheckConstraint(
                condition=~Q(cadence="once") | Q(within__isnull=False),
                name="duty_version_once_within",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, weight__gte=0), name="duty_version_amount"
            ),
        ]
        indexes = [
            models.Index(fields=["evidence_kind"], name="duty_version_kind"),
            models.Index(fields=["trigger"], name="duty_version_trigger"),
        ]

    def __str__(self) -> str:
        """Return the text in the language of the moment."""
        return self.text

    @property
    def text(self) -> str:
        """Return the text in the reader's language, the other one where his is empty."""
        return in_language(both(self, "text"))

    @property
    def kind(self) -> str:
        """Return what boards count the duty under: its evidence kind, or its indicator."""
        return self.evidence_kind or self.indicator


class PostDuty(Dated):
    """A post owing a duty from–to."""

    # The unique constraint and the index below serve both lookups.
    post = models.ForeignKey(Post, models.PROTECT, related_name="duties", db_index=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="posts", db_index=False)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        """A post owes a duty once."""

        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["post", "duty", "valid_from"], name="post_duty_once"),
            models.UniqueConstraint(
                fields=["post", "duty"],
                condition=Q(valid_to__isnull=True),
                name="post_duty_open_once",
            ),
        ]
        indexes = [models.Index(fields=["duty", "post"], name="post_duty_duty")]
