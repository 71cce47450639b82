"""Roles given to people and posts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.models import Person, Post, Unit
from dutyline.kernel.organisation.periods import Dated, DatedQuerySet


class CustomRole(models.Model):
    """A role an administrator put together."""

    key = models.SlugField(pgettext_lazy("of a role", "key"), max_length=60, unique=True)
    label = models.CharField(_("name"), max_length=100)
    sentence = models.CharField(_("in one sentence"), max_length=300)
    permissions = models.JSONField(_("permissions"), default=list)

    class Meta:
        """Custom roles are listed by name."""

        verbose_name = _("custom role")

    def __str__(self) -> str:
        """Return the name."""
        return self.label


class Grant(Dated):
    """A role for a person, or for whoever holds a post, in a unit and everything under it."""

    role = models.CharField(_("role"), max_length=60)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="grants")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="grants")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants")

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        """A grant is to a person or to a post, never to both; the same one runs once."""

        verbose_name = pgettext_lazy("role given", "grant")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False, post__isnull=True)
                | Q(person__isnull=True, post__isnull=False),
                name="grant_to_person_or_post",
            ),
            models.UniqueConstraint(
                fields=["role", "person", "unit"],
                condition=Q(valid_to__isnull=True, post__isnull=True),
                name="grant_open_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["role", "post", "unit"],
                condition=Q(valid_to__isnull=True, person__isnull=True),
                name="grant_open_once_a_post",
            ),
        ]
