"""What was done with a letter by people: signed, refused, answered; rows that never change."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.models import WayIn
from dutyline.kernel.access.models.attempt import method_words
from dutyline.kernel.organisation.models import Person
from dutyline.modules.responsibility.models.letter import Letter, LetterText
from dutyline.modules.responsibility.models.letter_words import AnswerKind, Party


class LetterSignature(models.Model):
    """A party put his name to one text of a letter, having just proved who he is.

    `meaning` are the words he signed under, `confirmed_at` and `confirmed_by` when and by what he
    proved it, `sha256` that of the text: a signature cannot be moved to another one. `way_in` is
    what another last gave him to come in by, for whoever reads the record and knows the two, and
    `host` on whose device, in whose session, he signed where it was not his own. `drawing` are the
    strokes of a signature by hand, bound by their hash: the log keeps no picture of anybody's hand.
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
    confirmed_by = models.CharField(max_length=60, blank=True)
    way_in = models.CharField(max_length=10, choices=WayIn.How, blank=True)
    way_in_by = models.CharField(max_length=200, blank=True)
    way_in_at = models.DateTimeField(null=True)
    way_in_first = models.BooleanField(default=False)
    drawing = models.JSONField(null=True)
    drawing_sha256 = models.CharField(max_length=64, blank=True)
    host = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    host_name = models.CharField(max_length=200, blank=True)
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
            models.CheckConstraint(
                condition=Q(way_in="", way_in_by="", way_in_at__isnull=True)
                | ~Q(way_in="") & Q(way_in_at__lte=F("at")),
                name="letter_signature_way_in",
            ),
            models.CheckConstraint(
                condition=Q(drawing__isnull=True, drawing_sha256="")
                | Q(drawing__isnull=False) & ~Q(drawing_sha256=""),
                name="letter_signature_drawing",
            ),
            models.CheckConstraint(
                condition=Q(host__isnull=True, host_name="")
                | Q(host__isnull=False) & ~Q(host_name="") & ~Q(host=F("person")),
                name="letter_signature_host",
            ),
        ]
        indexes = [models.Index(fields=["person", "id"], name="letter_signature_person")]

    @property
    def confirmed_words(self) -> str:
        """Return in words by what its signer proved who he is; "" where that was not kept."""
        return ", ".join(method_words(self.confirmed_by))


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
