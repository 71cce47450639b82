"""Money for a repair, asked for and decided by the line."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.actions.models.rectification import Rectification
from dutyline.kernel.actions.queries import QuestionQuerySet
from dutyline.kernel.organisation.models import Person, Post


class FundsRequest(models.Model):
    """An amount asked for; the line grants it, another amount, or nothing."""

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="funds_requests")
    amount = models.DecimalField(pgettext_lazy("money", "amount"), max_digits=14, decimal_places=2)
    purpose = models.CharField(_("purpose"), max_length=500)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decider_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    granted = models.DecimalField(
        _("granted"), max_digits=14, decimal_places=2, null=True, help_text=_("0: refused.")
    )
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    lapsed_at = models.DateTimeField(
        null=True, help_text=_("Overtaken by the repair or its withdrawal before any decision.")
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        """One open question at a time; nobody grants money to himself."""

        verbose_name = _("funds request")
        constraints = [
            models.UniqueConstraint(
                fields=["rectification"],
                condition=Q(decided_at__isnull=True, lapsed_at__isnull=True),
                name="funds_one_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="funds_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(lapsed_at__isnull=True) | Q(decided_at__isnull=True),
                name="funds_lapsed_undecided",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, granted__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, granted__isnull=False),
                name="funds_decided_pair",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_amount"),
            models.CheckConstraint(
                condition=Q(granted__isnull=True) | Q(granted__gte=0), name="funds_granted"
            ),
        ]
        indexes = [
            models.Index(
                fields=["decider_post"],
                condition=Q(decided_at__isnull=True, lapsed_at__isnull=True),
                name="funds_waiting",
            )
        ]
