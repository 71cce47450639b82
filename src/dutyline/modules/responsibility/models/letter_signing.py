"""What was done with a letter by people: signed, refused, answered; rows that never change."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.models import Person
from dutyline.modules.responsibility.models.letter import Letter, LetterText
from dutyline.modules.responsibility.models.letter_words import AnswerKind, Party


class LetterSignature(models.Model):
    """A party put his name to one text of a letter, having just proved who he is.

    `meaning` are the words he signed under, `confirmed_at` when he proved it, `sha256` that of the
    text: a signature cannot be moved to another one.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="signatures")
    text = models.ForeignKey(LetterText, models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=8, choices=Party)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200)
    person_post = models.CharField(max_length=300, blank=True)
    meaning = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        """Each party signs a text once, by name, after he proved who he is."""

        verbose_name = _("signature of a responsibility letter")
        constraints = [
            models.UniqueConstraint(fields=["letter", "text", "party"], name="letter_signed_once"),
            models.CheckConstraint(
                condition=~Q(person_name="") & ~Q(meaning=""), name="letter_signature_says"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__lte=F("at")), name="letter_signature_confirmed"
            ),
        ]
        indexes = [models.Index(fields=["person", "id"], name="letter_signature_person")]


class LetterRefusal(models.Model):
    """A holder said that he does not sign a text, and why."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="refusals")
    text = models.ForeignKey(LetterText, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Never without a reason."""

        verbose_name = _("refusal of a responsibility letter")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="letter_refusal_reason")
        ]
        indexes = [models.Index(fields=["letter", "id"], name="letter_refusal_of")]


class LetterAnswer(models.Model):
    """What the superior answered to a refusal."""

    refusal = models.ForeignKey(LetterRefusal, models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=5, choices=AnswerKind)
    words = models.TextField(_("answer"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    by_post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Said in words."""

        verbose_name = _("answer to a refusal")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="letter_answer_words")]
        indexes = [models.Index(fields=["refusal", "id"], name="letter_answer_of")]
