"""A person of the enterprise."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.queries import PersonQuerySet


class Person(models.Model):
    """Somebody who holds, held or will hold posts; never deleted, at most departed."""

    number = models.CharField(_("personnel number"), max_length=60, unique=True, null=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    joined_on = models.DateField(pgettext_lazy("person", "joined"), null=True, blank=True)
    left_on = models.DateField(pgettext_lazy("person", "left"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        """Nobody leaves before joining."""

        verbose_name = _("person")
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gte=models.F("joined_on")),
                name="person_leaves_after_joining",
            )
        ]
        indexes = [models.Index(fields=["name", "id"], name="person_name")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
