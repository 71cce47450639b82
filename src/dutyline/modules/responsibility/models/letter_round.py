"""Letters of a year: with which words, signed by whom, opened when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.criteria.models.sourced import Bilingual
from dutyline.kernel.organisation.models import Person, Post, Unit
from dutyline.modules.responsibility.models.letter_words import LetterLanguage, LetterPart
from dutyline.modules.responsibility.queries.letters import LetterRoundQuerySet


def _words(part: LetterPart) -> models.TextField:
    return models.TextField(part.label, blank=True)


class LetterTemplate(models.Model):
    """What every letter of a unit says beside card and goals, with named places; never changed.

    A template written anew is the next number; without one the lines of the packs count.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    opening_en = _words(LetterPart.OPENING)
    opening_zh = _words(LetterPart.OPENING)
    promise_en = _words(LetterPart.PROMISE)
    promise_zh = _words(LetterPart.PROMISE)
    terms_en = _words(LetterPart.TERMS)
    terms_zh = _words(LetterPart.TERMS)
    closing_en = _words(LetterPart.CLOSING)
    closing_zh = _words(LetterPart.CLOSING)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Numbered in its unit; something is promised in one language at least."""

        verbose_name = _("template of letters")
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="letter_template_number"),
            models.CheckConstraint(
                condition=~Q(promise_en="", promise_zh=""), name="letter_template_promise"
            ),
        ]

    def __str__(self) -> str:
        """Return unit and number."""
        return f"{self.unit} · {self.number}"


class LetterRound(models.Model):
    """The letters of a year of a unit and everything under it.

    The head of the unit signs with `partner_post` or `partner_person`: the owner, or the chair of
    the committee, in whose name stands in `partner_for`. Terms are those of the template until
    somebody writes others. `quiet` marks what was there when last nothing was found to do.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    template = models.ForeignKey(LetterTemplate, models.PROTECT, related_name="rounds")
    language = models.CharField(_("language"), max_length=4, choices=LetterLanguage)
    terms_en = _words(LetterPart.TERMS)
    terms_zh = _words(LetterPart.TERMS)
    due_days = models.PositiveSmallIntegerField(_("days for each signature"))
    drawn = models.BooleanField(_("with a hand-drawn signature"), default=False)
    partner_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("post")
    )
    partner_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    partner_for = models.CharField(
        pgettext_lazy("responsibility letter", "signs for"), max_length=200, blank=True
    )
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    generated_at = models.DateTimeField(null=True)
    generated_by_name = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(null=True)
    opened_by_name = models.CharField(max_length=200, blank=True)
    quiet = models.CharField(max_length=48, blank=True)

    terms = Bilingual("terms")

    objects = LetterRoundQuerySet.as_manager()

    class Meta:
        """One round a unit and year; one partner; generated before it is opened."""

        verbose_name = _("letters of a year")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="letter_round_once"),
            models.CheckConstraint(
                condition=Q(partner_post__isnull=False, partner_person__isnull=True)
                | Q(partner_post__isnull=True, partner_person__isnull=False),
                name="letter_round_one_partner",
            ),
            models.CheckConstraint(condition=Q(due_days__gt=0), name="letter_round_due"),
            models.CheckConstraint(
                condition=Q(generated_at__isnull=True, generated_by_name="")
                | Q(generated_at__isnull=False) & ~Q(generated_by_name=""),
                name="letter_round_generated",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by_name="")
                | Q(opened_at__gte=F("generated_at")) & ~Q(opened_by_name=""),
                name="letter_round_opened",
            ),
        ]
        indexes = [models.Index(fields=["year", "id"], name="letter_round_year")]

    def __str__(self) -> str:
        """Return year and unit."""
        return f"{self.year} · {self.unit}"
