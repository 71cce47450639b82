"""Facts that discharge obligations."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.duties.models.choices import Timing
from dutyline.kernel.duties.models.obligation import Obligation
from dutyline.kernel.organisation.paths import PathField


class Evidence(models.Model):
    """A fact from a module: append-only, one a source, kind and person.

    Person, post, appointment, unit and place are kept as ids and words of the day, without
    foreign keys, so that nothing later can change or remove what was shown. `occurred_on` is the
    day it was where it happened. `at_most_late` is what the criterion of its day made of a
    back-filled piece.
    """

    kind = models.CharField(max_length=60)
    source = models.CharField(max_length=80)
    about = models.CharField(max_length=80, blank=True)
    person_id = models.BigIntegerField()
    person_name = models.CharField(max_length=200)
    appointment_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    post_title = models.CharField(max_length=300, blank=True)
    unit_id = models.BigIntegerField(null=True)
    unit_name = models.CharField(max_length=200, blank=True)
    unit_path = PathField(blank=True)
    place_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()
    back_filled = models.BooleanField(default=False)
    at_most_late = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=8, decimal_places=2, default=1)
    snapshot = models.JSONField(default=dict)

    class Meta:
        """One source gives at most one piece a kind and person."""

        verbose_name = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "person_id"], name="evidence_once"),
            models.CheckConstraint(
                condition=Q(recorded_at__gte=F("occurred_at")), name="evidence_not_foretold"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="evidence_amount"),
            models.CheckConstraint(
                condition=Q(at_most_late=False) | Q(back_filled=True),
                name="evidence_late_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "kind", "occurred_at"], name="evidence_person"),
            models.Index(
                fields=["post_id", "kind", "occurred_at"],
                condition=Q(post_id__isnull=False),
                name="evidence_post",
            ),
            models.Index(fields=["about"], condition=~Q(about=""), name="evidence_about"),
        ]

    def __str__(self) -> str:
        """Return kind and source."""
        return f"{self.kind} {self.source}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change what was written."""
        if self.pk is not None:
            self.delete()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: evidence is only ever added to."""
        raise TypeError("evidence is append-only")


class Withdrawal(models.Model):
    """A piece of evidence whose source was voided, with the reason; nothing is deleted."""

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="withdrawal")
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()


class Discharge(models.Model):
    """A piece of evidence counted for an obligation.

    After closing, a piece that counts no longer is not deleted but dropped, and a later one is
    added beside it: what the frozen state was computed from is `counted_at <= closed_at` and not
    dropped by then.
    """

    obligation = models.ForeignKey(
        Obligation, models.CASCADE, related_name="discharges", db_index=False
    )
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="discharges")
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    timing = models.CharField(max_length=7, choices=Timing, default=Timing.ON_TIME)
    counted_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        """Within one obligation one piece counts once."""

        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "evidence"],
                condition=Q(dropped_at__isnull=True),
                name="discharge_once",
            )
        ]
        indexes = [models.Index(fields=["obligation"], name="discharge_obligation")]
