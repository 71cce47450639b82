"""Repairs reported done, and what another person saw of them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.actions.models.rectification import Rectification
from dutyline.kernel.organisation.models import Person, Post


class Repair(models.Model):
    """One round's report "mended"; its photos are attachments of `actions.repair`.

    `done_at` is when the work was finished, `reported_at` when that was written down. Owner and
    deadline are those of the round.
    """

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="repairs")
    round = models.PositiveSmallIntegerField()
    text = models.TextField(_("what was done"))
    done_at = models.DateTimeField(_("finished"))
    reported_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    owner_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    in_time = models.BooleanField()
    back_filled = models.BooleanField(default=False)

    class Meta:
        """One report a round; nothing is reported before it was done."""

        verbose_name = _("repair")
        constraints = [
            models.UniqueConstraint(fields=["rectification", "round"], name="repair_once_a_round"),
            models.CheckConstraint(
                condition=Q(reported_at__gte=F("done_at")), name="repair_not_foretold"
            ),
        ]


class Verification(models.Model):
    """What somebody who did not do the repair found: effective, or not and back to the owner."""

    repair = models.OneToOneField(Repair, models.PROTECT, related_name="verification")
    rectifier = models.ForeignKey(Person, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    effective = models.BooleanField(_("effective"))
    opinion = models.TextField(_("what you saw"), blank=True)

    class Meta:
        """The verifier neither did the repair nor answers for it; a return says why."""

        verbose_name = _("verification")
        constraints = [
            models.CheckConstraint(
                condition=~Q(by=F("rectifier")) & ~Q(by=F("owner")),
                name="verification_by_another",
            ),
            models.CheckConstraint(
                condition=Q(effective=True) | ~Q(opinion=""), name="verification_return_says_why"
            ),
        ]
