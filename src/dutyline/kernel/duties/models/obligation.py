"""What came due, for whom, and how it ended."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.duties.models.duty import DutyVersion
from dutyline.kernel.organisation.models import Appointment, Person, Post, Unit
from dutyline.kernel.organisation.paths import PathField


class State(models.TextChoices):
    """How an obligation stands; `open` reads as upcoming or due by the clock."""

    OPEN = "open", pgettext_lazy("obligation", "Due")
    ON_TIME = "on_time", pgettext_lazy("obligation", "On time")
    LATE = "late", pgettext_lazy("obligation", "Late")
    MISSED = "missed", pgettext_lazy("obligation", "Missed")
    EXCUSED = "excused", pgettext_lazy("obligation", "Excused")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("obligation", "Not applicable")
    WAIVED = "waived", pgettext_lazy("obligation", "Waived")


class Reason(models.TextChoices):
    """Why an obligation is excused, not applicable, or answered by somebody else."""

    NONE = "", ""
    LEAVE = "leave", _("on leave")
    ACTING = "acting", _("an acting holder answered")
    VACANCY = "vacancy", _("the post was vacant")
    COVERING = "covering", _("covering a vacancy")
    HELD_PART = "held_part", _("held for too small a part of the period")
    NOTHING_DUE = "nothing_due", _("nothing fell due in the area")
    WITHDRAWN = "withdrawn", _("the cause was withdrawn")


class Obligation(models.Model):
    """One duty falling due in one period.

    `appointment` is set when each holder owes it, null when the holders owe it together (any
    holder's evidence counts) or the post is vacant. Unit and path are those of the day the period
    began. `about` is the thing an event duty is about, a source key.
    """

    version = models.ForeignKey(DutyVersion, models.PROTECT, related_name="obligations")
    post = models.ForeignKey(Post, models.PROTECT, related_name="obligations")
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, null=True, related_name="obligations"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="obligations")
    covered_by = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        related_name="covered_obligations",
        help_text=_("The superior post that answers while the post is vacant."),
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_path = PathField()
    level = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=20)
    about = models.CharField(max_length=80, blank=True)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    grace_until = models.DateTimeField()
    due_on = models.DateField(help_text=_("Local day the obligation is counted on."))
    days_held = models.PositiveSmallIntegerField(null=True)
    days_of_period = models.PositiveSmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    done = models.DecimalField(max_digits=12, decimal_places=4, default=0)
    state = models.CharField(max_length=14, choices=State, default=State.OPEN)
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.NONE, blank=True)
    settled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """One a duty, post, holder, period and cause."""

        verbose_name = _("obligation")
        constraints = [
            models.UniqueConstraint(
                F("version"),
                F("post"),
                Coalesce("appointment", 0),
                F("period"),
                F("about"),
                name="obligation_once",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lte=F("due_at"), due_at__lte=F("grace_until")),
                name="obligation_moments",
            ),
            models.CheckConstraint(
                condition=Q(appointment__isnull=True, person__isnull=True)
                | Q(appointment__isnull=False, person__isnull=False),
                name="obligation_person_of_appointment",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "due_at", "id"], name="obligation_person_due"),
            models.Index(fields=["post", "due_at", "id"], name="obligation_post_due"),
            models.Index(fields=["unit_path", "due_on"], name="obligation_path_day"),
            models.Index(
                fields=["grace_until"], condition=Q(state="open"), name="obligation_open_grace"
            ),
        ]


class Waiver(models.Model):
    """An obligation set aside by somebody entitled, with a reason."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="waiver")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField()


class Correction(models.Model):
    """Later truth beside the frozen state of a closed obligation."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="corrections")
    state = models.CharField(max_length=14, choices=State)
    done = models.DecimalField(max_digits=12, decimal_places=4)
    cause = models.CharField(max_length=200)
    at = models.DateTimeField()


class IndicatorReading(models.Model):
    """The value an indicator obligation was decided on, with what it was computed from."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="reading")
    numerator = models.DecimalField(max_digits=16, decimal_places=4)
    denominator = models.DecimalField(max_digits=16, decimal_places=4)
    at = models.DateTimeField()
