"""Who holds which post, from when to when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.models.person import Person
from dutyline.kernel.organisation.models.post import Post
from dutyline.kernel.organisation.periods import Dated
from dutyline.kernel.organisation.queries import AppointmentQuerySet, LeaveQuerySet


class Appointment(Dated):
    """A person holding a post, or acting for its absent holder."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    acting = models.BooleanField(
        pgettext_lazy("appointment", "acting"),
        default=False,
        help_text=_("Stands in; while it runs, an absent holder of the post is excused."),
    )
    acting_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stand_ins",
        help_text=_("The appointment stood in for; empty for a vacant post."),
    )
    share = models.DecimalField(
        pgettext_lazy("appointment", "share"),
        max_digits=4,
        decimal_places=3,
        default=1,
        help_text=_("Part of full time, 1 for a whole post; job sharers have less."),
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta(Dated.Meta):
        """A person begins in a post once a day, and holds a share of it."""

        verbose_name = _("appointment")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "post", "acting", "valid_from"], name="appointment_once"
            ),
            models.UniqueConstraint(
                fields=["person", "post", "acting"],
                condition=Q(valid_to__isnull=True),
                name="appointment_open_once",
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=1), name="appointment_share"
            ),
            models.CheckConstraint(
                condition=Q(acting_for__isnull=True) | Q(acting=True),
                name="appointment_only_acting_stands_in",
            ),
        ]
        indexes = [
            models.Index(fields=["post", "valid_from"], name="appointment_post"),
            models.Index(fields=["person", "valid_from"], name="appointment_person"),
        ]

    def __str__(self) -> str:
        """Return who holds which post."""
        return f"{self.person} · {self.post}"


class Leave(Dated):
    """Approved days away; `valid_to` is the first day back."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="leaves")
    reason = models.CharField(_("reason"), max_length=200)
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    objects = LeaveQuerySet.as_manager()

    class Meta(Dated.Meta):
        """Nobody approves his own leave; leave has an end."""

        verbose_name = pgettext_lazy("days away", "leave")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(person=F("approved_by")), name="leave_not_own_approval"
            ),
            models.CheckConstraint(condition=Q(valid_to__isnull=False), name="leave_has_an_end"),
        ]
        indexes = [models.Index(fields=["person", "valid_from"], name="leave_person")]
