"""What a row of a pack said before a newer version said it in other words."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Rewording(models.Model):
    """The words a row had until a day, where its value and its days stayed as they were.

    `catalogue` is "" for a criterion; `valid_from` says which of its rows. `before` and `after`
    hold the fields that differ, both languages.
    """

    catalogue = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=100)
    pack = models.CharField(max_length=60)
    valid_from = models.DateField()
    on = models.DateField()
    at = models.DateTimeField()
    pack_version = models.CharField(max_length=20)
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        """Only what held may have said something; something must differ."""

        verbose_name = _("earlier wording")
        constraints = [
            models.CheckConstraint(condition=Q(on__gte=F("valid_from")), name="rewording_held"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="rewording_differs"),
        ]
        indexes = [
            models.Index(fields=["catalogue", "key"], name="rewording_of"),
            models.Index(fields=["pack", "at"], name="rewording_by"),
        ]
