"""What came due, for whom, and how it ended."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.duties.models.choices import Reason, State
from dutyline.kernel.duties.models.duty import DutyVersion
from dutyline.kernel.duties.queries import ObligationQuerySet
from dutyline.kernel.organisation.models import Appointment, Person, Post, Unit
from dutyline.kernel.organisation.paths import PathField


class Obligation(models.Model):
    """One duty falling due in one period.

    `appointment` is set when each holder owes it, null when the holders owe it together (any
    holder's evidence counts) or the post is vacant. Unit, path and level are those of the day it
    began. `about` is the thing an event duty is about, a source key. `due_at` is the last moment
    that is on time, `grace_until` the last that is late. `settled_at` is the moment that decided
    the state: of the evidence that completed it, or the end of grace.
    """

    # Each foreign key is found through one of the indexes below, so none has its own: a month of
    # a large enterprise is millions of rows, and every index is paid at opening.
    version = models.ForeignKey(
        DutyVersion, models.PROTECT, related_name="obligations", db_index=False
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="obligations", db_index=False)
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, null=True, related_name="obligations", db_index=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="obligations", db_index=False
    )
    covered_by = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        related_name="covered_obligations",
        db_index=False,
        help_text=_("The superior post that answers while the post is vacant."),
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit_path = PathField()
    level = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=24)
    about = models.CharField(max_length=80, blank=True)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    grace_until = models.DateTimeField()
    starts_on = models.DateField(help_text=_("Local day it begins; unit and names are of it."))
    due_on = models.DateField(help_text=_("Local day the obligation is counted on."))
    days_held = models.PositiveSmallIntegerField(null=True)
    days_of_period = models.PositiveSmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    done = models.DecimalField(max_digits=12, decimal_places=4, default=0)
    state = models.CharField(max_length=14, choices=State, default=State.OPEN)
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.NONE, blank=True)
    settled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    recount = models.BooleanField(
        default=False, editable=False, help_text=_("Boards have not counted its state yet.")
    )

    objects = ObligationQuerySet.as_manager()

    class Meta:
        """One a duty, post, holder, period and cause."""

        verbose_name = _("obligation")
        constraints = [
            models.UniqueConstraint(
                F("post"),
                F("period"),
                F("version"),
                Coalesce("appointment", 0),
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
            models.Index(
                fields=["person", "due_at"],
                condition=Q(person__isnull=False),
                name="obligation_person_due",
            ),
            models.Index(
                fields=["post", "due_at"],
                condition=Q(person__isnull=True),
                name="obligation_together_due",
            ),
            models.Index(
                fields=["covered_by", "due_at"],
                condition=Q(covered_by__isnull=False),
                name="obligation_covered_due",
            ),
            models.Index(fields=["about"], condition=~Q(about=""), name="obligation_about"),
            models.Index(fields=["unit_path", "due_on"], name="obligation_path_day"),
            models.Index(
                fields=["unit_path", "due_on", "id"],
                condition=Q(state__in=["late", "missed", "excused", "waived"]),
                name="obligation_told_apart",
            ),
            models.Index(
                fields=["state", "grace_until"],
                condition=Q(closed_at__isnull=True),
                name="obligation_not_closed",
            ),
            models.Index(fields=["id"], condition=Q(recount=True), name="obligation_recount"),
        ]

    def __str__(self) -> str:
        """Return the duty's text with the period."""
        return f"{self.version.text} ({self.period})"
