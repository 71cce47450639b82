"""Responsibility letters: what a post promises for a year, and how far each holder's has come."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.models import Appointment, Person, Post
from dutyline.modules.responsibility.models.card import CardVersion
from dutyline.modules.responsibility.models.letter_round import LetterRound
from dutyline.modules.responsibility.models.letter_words import ChangeKind, ShownBelow
from dutyline.modules.responsibility.queries.letters import LetterQuerySet


def new_code() -> str:
    """Return what nobody guesses: 128 bits, 22 characters."""
    return secrets.token_urlsafe(16)


class LetterText(models.Model):
    """What the letter of a post says, word for word; never changed, the next number replaces it.

    `content` holds title and parts by language, `sha256` is of its canonical JSON, and `marks` say
    what it was made from: where those of today differ, the words no longer hold.
    """

    round = models.ForeignKey(LetterRound, models.PROTECT, related_name="texts")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    card_version = models.ForeignKey(CardVersion, models.PROTECT, related_name="+")
    content = models.JSONField()
    marks = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Numbered in its round and post."""

        verbose_name = _("text of a responsibility letter")
        constraints = [
            models.UniqueConstraint(fields=["round", "post", "number"], name="letter_text_number"),
            models.CheckConstraint(condition=Q(number__gt=0), name="letter_text_counts"),
        ]

    def __str__(self) -> str:
        """Return the title of the post and the number."""
        return f"{self.post} · {self.number}"


class LetterChange(models.Model):
    """Why a text took the place of the one before."""

    text = models.ForeignKey(LetterText, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=8, choices=ChangeKind)
    reference = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Each kind of change once a text."""

        verbose_name = _("change of a responsibility letter")
        constraints = [models.UniqueConstraint(fields=["text", "kind"], name="letter_change_once")]


class Letter(models.Model):
    """The letter of one holder of a post: his signature and his superior's are rows of their own.

    `superior` is the post that signs with him: the nearest above that somebody else holds; empty
    at the top. `code` stands on its paper only, for whoever holds it to ask about it. The moments
    say how the letter with the text of now stands, and `due_on` by which day its next signature is
    due. `arrived_on` is since when who came or moved after the opening is there, until he signed
    and signs anew.
    """

    round = models.ForeignKey(LetterRound, models.PROTECT, related_name="letters")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    superior = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    text = models.ForeignKey(LetterText, models.PROTECT, related_name="letters")
    code = models.CharField(max_length=22, unique=True, default=new_code, editable=False)
    made_at = models.DateTimeField()
    arrived_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    signed_at = models.DateTimeField(null=True)
    countersigned_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    stale_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=8, choices=ChangeKind, blank=True)
    shown_below = models.CharField(
        pgettext_lazy("of my letter", "what my people see"),
        max_length=7,
        choices=ShownBelow,
        default=ShownBelow.SIGNED,
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        """One letter a round, person and post; signed by the holder before the superior."""

        verbose_name = _("responsibility letter")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "post", "person"],
                condition=Q(ended_at__isnull=True),
                name="letter_once",
            ),
            models.CheckConstraint(
                condition=Q(countersigned_at__isnull=True) | Q(signed_at__isnull=False),
                name="letter_holder_first",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True)
                | Q(opened_at__isnull=False, refused_at__isnull=True, stale_at__isnull=True),
                name="letter_signed_when_open",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="")
                | Q(ended_at__isnull=False) & ~Q(ended_why=""),
                name="letter_ended_why",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "superior"], name="letter_below"),
            models.Index(fields=["person", "round"], name="letter_of_person"),
        ]

    def __str__(self) -> str:
        """Return person and post."""
        return f"{self.person} · {self.post}"
