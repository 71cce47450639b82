"""Mending something: who answers for it, how, with what money, until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.actions.queries import RectificationQuerySet
from dutyline.kernel.organisation.models import PathField, Person, Post, Unit


class State(models.TextChoices):
    """Where a rectification stands; each state has its row, this column is for lists."""

    ASSIGNED = "assigned", pgettext_lazy("rectification", "Assigned")
    IN_WORK = "in_work", pgettext_lazy("rectification", "In rectification")
    EXTENSION_ASKED = "extension_asked", pgettext_lazy("rectification", "Extension asked")
    REPORTED = "reported", pgettext_lazy("rectification", "To verify")
    VERIFIED = "verified", pgettext_lazy("rectification", "Verified")
    WITHDRAWN = "withdrawn", pgettext_lazy("rectification", "Withdrawn")


REPAIR_STATES = (State.ASSIGNED, State.IN_WORK, State.EXTENSION_ASKED)
"""Waiting for the owner to mend it."""
OPEN_STATES = (*REPAIR_STATES, State.REPORTED)
"""Not yet mended and verified."""


class Rectification(models.Model):
    """What must be mended, with the five implementations: owner, measures, funds, limit, plan.

    `source` is the text key of what it mends, `source_label` that thing in words of its day.
    `due_at` is the end of `due_on` where the unit is; the first deadline never changes.
    """

    source = models.CharField(max_length=80)
    source_label = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_path = PathField()
    owner = models.ForeignKey(Person, models.PROTECT, related_name="rectifications")
    owner_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    verifier = models.ForeignKey(Person, models.PROTECT, null=True, related_name="verifications")
    measures = models.TextField(_("measures"), blank=True)
    funds_planned = models.DecimalField(
        _("funds planned"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    funds_actual = models.DecimalField(
        _("funds spent"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    first_due_on = models.DateField(_("first deadline"))
    first_due_at = models.DateTimeField()
    due_on = models.DateField(_("deadline"))
    due_at = models.DateTimeField()
    contingency_plan = models.TextField(_("emergency plan"), blank=True)
    interim_control = models.TextField(_("interim control"), blank=True)
    state = models.CharField(max_length=15, choices=State, default=State.ASSIGNED)
    round = models.PositiveSmallIntegerField(_("round of repair"), default=1)
    assigned_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField()
    repaired_at = models.DateTimeField(_("repaired"), null=True)
    repaired_on = models.DateField(_("finished on"), null=True)
    verify_due_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(_("verified"), null=True)
    step = models.PositiveSmallIntegerField(
        default=0, help_text=_("Step reached on the escalation ladder.")
    )
    step_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    restored_at = models.DateTimeField(
        null=True, help_text=_("Taken over from a ledger kept elsewhere; proves nothing here.")
    )

    objects = RectificationQuerySet.as_manager()

    class Meta:
        """One that stands for each source; nobody is to verify his own repair."""

        verbose_name = _("rectification")
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=~Q(state="withdrawn"),
                name="rectification_one_a_source",
            ),
            models.CheckConstraint(
                condition=Q(verifier__isnull=True) | ~Q(verifier=F("owner")),
                name="rectification_verifier_is_another",
            ),
            models.CheckConstraint(
                condition=Q(repaired_at__isnull=True, repaired_on__isnull=True)
                | Q(repaired_at__isnull=False, repaired_on__isnull=False),
                name="rectification_repaired_pair",
            ),
            models.CheckConstraint(
                condition=Q(state="verified", verified_at__isnull=False)
                | (~Q(state="verified") & Q(verified_at__isnull=True)),
                name="rectification_verified_at",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "verified"]) | Q(repaired_at__isnull=False),
                name="rectification_reported_is_repaired",
            ),
            models.CheckConstraint(
                condition=(Q(funds_planned__isnull=True) | Q(funds_planned__gte=0))
                & (Q(funds_actual__isnull=True) | Q(funds_actual__gte=0)),
                name="rectification_funds",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_at", "id"], name="rectification_owner"),
            models.Index(fields=["verifier", "due_at", "id"], name="rectification_verifier"),
            models.Index(fields=["unit_path", "first_due_at"], name="rectification_path_due"),
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["assigned", "in_work", "extension_asked"]),
                name="rectification_to_repair",
            ),
            models.Index(
                fields=["verify_due_at"],
                condition=Q(state="reported"),
                name="rectification_to_verify",
            ),
        ]

    def __str__(self) -> str:
        """Return what is mended."""
        return self.source_label


class Withdrawal(models.Model):
    """A rectification taken back by somebody entitled, with the reason."""

    rectification = models.OneToOneField(Rectification, models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField()
