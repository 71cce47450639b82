"""Facts that discharge obligations."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.duties.models.obligation import Obligation
from dutyline.kernel.organisation.paths import PathField


class Evidence(models.Model):
    """A fact from a module: append-only, one a source, kind and person.

    Person, post, appointment, unit and place are kept as ids and words of the day, without
    foreign keys, so that nothing later can change or remove what was shown.
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
    unit_path = PathField()
    place_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    back_filled = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=8, decimal_places=2, default=1)
    snapshot = models.JSONField(default=dict)

    class Meta:
        """One source gives at most one piece a kind and person."""

        verbose_name = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["kind", "source", "person_id"], name="evidence_once"),
            models.CheckConstraint(
                condition=Q(recorded_at__gte=F("occurred_at")), name="evidence_not_foretold"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="evidence_amount"),
        ]
        indexes = [
            models.Index(fields=["person_id", "kind", "occurred_at"], name="evidence_person"),
            models.Index(fields=["post_id", "kind", "occurred_at"], name="evidence_post"),
        ]


class Withdrawal(models.Model):
    """A piece of evidence whose source was voided, with the reason; nothing is deleted."""

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="withdrawal")
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()


class Discharge(models.Model):
    """A piece of evidence counted for an obligation."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="discharges")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="discharges")
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    in_grace = models.BooleanField(default=False)

    class Meta:
        """Within one obligation one piece counts once."""

        constraints = [
            models.UniqueConstraint(fields=["obligation", "evidence"], name="discharge_once")
        ]
