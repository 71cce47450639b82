"""A post: a place in a unit that owes duties."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.models.unit import Unit
from dutyline.kernel.organisation.naming import post_with_unit
from dutyline.kernel.organisation.periods import Dated
from dutyline.kernel.organisation.queries import PostQuerySet, PostVersionQuerySet


class Level(models.IntegerChoices):
    """The level of the line a post stands on."""

    LEADER = 1, _("Company leaders")
    DEPARTMENT = 2, _("Department heads")
    WORKSHOP = 3, _("Workshop heads")
    TEAM = 4, _("Team leaders")
    FRONT_LINE = 5, _("Front line")


class Post(Dated):
    """A post as it is today; `PostVersion` says what it was on any other day."""

    code = models.CharField(_("code"), max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("of a post", "title"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        help_text=_("Empty: the head of the unit, or of the next unit above that has one."),
    )
    heads_unit = models.BooleanField(_("heads the unit"), default=False)
    level = models.PositiveSmallIntegerField(
        pgettext_lazy("of a post", "level"), choices=Level, default=Level.FRONT_LINE
    )
    headcount = models.DecimalField(
        _("planned holders"),
        max_digits=8,
        decimal_places=2,
        default=1,
        help_text=_("In full-time equivalents; an operator's post may have forty."),
    )
    standard = models.CharField(
        _("standard post"),
        max_length=60,
        blank=True,
        help_text=_("Key of the standard post of a pack whose duties this post takes."),
    )

    objects = PostQuerySet.as_manager()

    class Meta(Dated.Meta):
        """Nobody is his own superior."""

        verbose_name = _("post")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=models.F("id")),
                name="post_not_own_superior",
            ),
            models.CheckConstraint(condition=Q(headcount__gte=0), name="post_headcount"),
        ]
        indexes = [models.Index(fields=["unit", "level", "id"], name="post_of_unit")]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def with_unit(self) -> str:
        """Return the post's name where its unit is not seen."""
        return post_with_unit(self.title, self.unit.name)


class PostVersion(Dated):
    """Title, unit and superior of a post over one span of days."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions")
    title = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    superior = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    heads_unit = models.BooleanField()
    level = models.PositiveSmallIntegerField(choices=Level)
    headcount = models.DecimalField(max_digits=8, decimal_places=2, default=1)

    objects = PostVersionQuerySet.as_manager()

    class Meta(Dated.Meta):
        """One open version a post, one beginning a day; one head a unit until further notice.

        The row of today cannot hold the last rule: a coming head is entered before the old one
        has gone.
        """

        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["post", "valid_from"], name="post_version_once"),
            models.UniqueConstraint(
                fields=["post"], condition=Q(valid_to__isnull=True), name="post_version_open"
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(heads_unit=True, valid_to__isnull=True),
                name="post_version_one_head",
            ),
        ]
        indexes = [models.Index(fields=["unit", "valid_from"], name="post_version_unit")]
