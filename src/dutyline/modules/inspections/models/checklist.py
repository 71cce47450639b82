"""Checklists: what is looked at, by which standard; published versions never change."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.criteria.models.sourced import Bilingual
from dutyline.kernel.organisation.models import PathField, Person, Unit
from dutyline.modules.inspections.models.words import AnswerKind, Grade, PhotoRule, Risk
from dutyline.modules.inspections.queries.checklists import ChecklistQuerySet


class Checklist(models.Model):
    """A checklist of a unit, usable in the unit and everything under it."""

    key = models.CharField(pgettext_lazy("entry", "key"), max_length=100, unique=True)
    name_en = models.CharField(_("name"), max_length=200)
    name_zh = models.CharField(_("name in Chinese"), max_length=200, blank=True)
    kind = models.CharField(_("inspection kind"), max_length=100, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_path = PathField(editable=False)
    pack = models.CharField(max_length=60, blank=True)
    edited = models.BooleanField(
        default=False, help_text=_("Changed here: a newer pack leaves it alone and says so.")
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    name = Bilingual("name")

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        """Listed by name."""

        verbose_name = _("checklist")
        indexes = [models.Index(fields=["name_en", "id"], name="checklist_name")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class ChecklistVersion(models.Model):
    """A draft, or a published version that never changes again."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        """One draft at a time; what is published has a number, a time and a name."""

        verbose_name = _("version of a checklist")
        constraints = [
            models.UniqueConstraint(fields=["checklist", "number"], name="version_number"),
            models.UniqueConstraint(
                fields=["checklist"],
                condition=Q(published_at__isnull=True),
                name="version_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, published_at__isnull=True, published_by_name="")
                | (Q(number__isnull=False, published_at__isnull=False) & ~Q(published_by_name="")),
                name="version_published_pair",
            ),
        ]


class Section(models.Model):
    """A part of a checklist; like items, in one language or in both."""

    version = models.ForeignKey(ChecklistVersion, models.CASCADE, related_name="sections")
    title_en = models.CharField(_("title"), max_length=200)
    title_zh = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    title = Bilingual("title")

    class Meta:
        """Each position once."""

        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="section_position")
        ]


class Item(models.Model):
    """One question with its standard; a fault may open a finding with its words filled in."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="items")
    version = models.ForeignKey(ChecklistVersion, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    text_en = models.CharField(_("question"), max_length=500)
    text_zh = models.CharField(max_length=500, blank=True)
    standard_en = models.TextField(_("standard"), blank=True)
    standard_zh = models.TextField(blank=True)
    clause = models.CharField(_("clause"), max_length=200, blank=True)
    category = models.CharField(_("category"), max_length=100, blank=True)
    answer_kind = models.CharField(
        _("answer"), max_length=8, choices=AnswerKind, default=AnswerKind.CONFORMS
    )
    photo_rule = models.CharField(
        _("photo"), max_length=6, choices=PhotoRule, default=PhotoRule.NEVER
    )
    lowest = models.DecimalField(
        _("lowest"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    highest = models.DecimalField(
        _("highest"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    measured_in = models.CharField(_("unit of measure"), max_length=40, blank=True)
    choices = models.JSONField(
        _("choices"),
        default=list,
        blank=True,
        help_text=_('Each {"label": …, "label_zh": …, "fault": true or false}.'),
    )
    opens_finding = models.BooleanField(_("a fault opens a finding"), default=True)
    finding_title = models.CharField(_("what is wrong"), max_length=200, blank=True)
    finding_grade = models.CharField(max_length=7, choices=Grade, default=Grade.GENERAL)
    finding_risk = models.CharField(max_length=6, choices=Risk, default=Risk.NONE, blank=True)
    finding_measures_en = models.TextField(_("measures"), blank=True)
    finding_measures_zh = models.TextField(blank=True)

    text = Bilingual("text")
    standard = Bilingual("standard")
    finding_measures = Bilingual("finding_measures")

    class Meta:
        """Each position once; limits stand the right way round."""

        verbose_name = _("item of a checklist")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="item_position"),
            models.CheckConstraint(
                condition=Q(lowest__isnull=True)
                | Q(highest__isnull=True)
                | Q(lowest__lte=F("highest")),
                name="item_limits",
            ),
        ]

    @property
    def cited(self) -> str:
        """Return the clause as its reader knows it: instrument and article."""
        return clause_words(self.clause)
