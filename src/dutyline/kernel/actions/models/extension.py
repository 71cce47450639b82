"""More time, asked for and decided."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.actions.models.rectification import Rectification
from dutyline.kernel.actions.queries import QuestionQuerySet
from dutyline.kernel.organisation.models import Person, Post


class Extension(models.Model):
    """A later deadline asked for with a reason and an interim control; decided by another."""

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="extensions")
    from_on = models.DateField()
    to_on = models.DateField(_("new deadline"))
    reason = models.CharField(_("reason"), max_length=500)
    interim_control = models.TextField(_("interim control"))
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decider_post = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("The post of the line this waits for."),
    )
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    lapsed_at = models.DateTimeField(
        null=True, help_text=_("Overtaken by the repair or its withdrawal before any decision.")
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        """One open question at a time; the asker does not decide; later means later."""

        verbose_name = _("extension")
        constraints = [
            models.UniqueConstraint(
                fields=["rectification"],
                condition=Q(decided_at__isnull=True, lapsed_at__isnull=True),
                name="extension_one_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="extension_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(lapsed_at__isnull=True) | Q(decided_at__isnull=True),
                name="extension_lapsed_undecided",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, granted__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, granted__isnull=False),
                name="extension_decided_pair",
            ),
            models.CheckConstraint(condition=Q(to_on__gt=F("from_on")), name="extension_is_later"),
            models.CheckConstraint(
                condition=~Q(interim_control=""), name="extension_has_interim_control"
            ),
        ]
        indexes = [
            models.Index(
                fields=["decider_post"],
                condition=Q(decided_at__isnull=True, lapsed_at__isnull=True),
                name="extension_waiting",
            )
        ]
