"""Post cards: what a post is there for and what it answers for, version by version."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.criteria.models.sourced import Bilingual
from dutyline.kernel.organisation.models import Person, Post
from dutyline.kernel.organisation.periods import last_day_before
from dutyline.modules.responsibility.models.words import CardState, Part, Verdict
from dutyline.modules.responsibility.queries.cards import CardQuerySet, VersionQuerySet


class PostCard(models.Model):
    """The card of a post; what it says stands in its versions."""

    post = models.OneToOneField(Post, models.PROTECT, related_name="+")

    objects = CardQuerySet.as_manager()

    class Meta:
        """One card a post."""

        verbose_name = _("post card")

    def __str__(self) -> str:
        """Return the title of the post."""
        return self.post.title


def _words(part: Part) -> models.TextField:
    return models.TextField(part.label, blank=True)


class CardVersion(models.Model):
    """One version of a card: free while it is a draft, unchangeable once it is published.

    `duties` are the duties of the post as they were when the draft was written, `place` where the
    post stood, `responsible` who answered for it on the day of publication.
    """

    card = models.ForeignKey(PostCard, models.PROTECT, related_name="versions")
    state = models.CharField(max_length=9, choices=CardState, default=CardState.DRAFT)
    number = models.PositiveIntegerField(null=True)
    job_en = _words(Part.JOB)
    job_zh = _words(Part.JOB)
    general_en = _words(Part.GENERAL)
    general_zh = _words(Part.GENERAL)
    safety_en = _words(Part.SAFETY)
    safety_zh = _words(Part.SAFETY)
    authority_en = _words(Part.AUTHORITY)
    authority_zh = _words(Part.AUTHORITY)
    scope_en = _words(Part.SCOPE)
    scope_zh = _words(Part.SCOPE)
    qualification_en = _words(Part.QUALIFICATION)
    qualification_zh = _words(Part.QUALIFICATION)
    risk_en = _words(Part.RISK)
    risk_zh = _words(Part.RISK)
    emergency_en = _words(Part.EMERGENCY)
    emergency_zh = _words(Part.EMERGENCY)
    assessment_en = _words(Part.ASSESSMENT)
    assessment_zh = _words(Part.ASSESSMENT)
    deputies = models.CharField(_("who stands in"), max_length=300, blank=True)
    duties = models.JSONField(default=list, blank=True)
    clauses = models.JSONField(default=list, blank=True)
    place = models.JSONField(default=dict, blank=True)
    responsible = models.CharField(_("responsible person"), max_length=500, blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    drafted_by_name = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    asked_by_name = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_by_name = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(_("in force from"), null=True)
    valid_to = models.DateField(_("in force until"), null=True)

    job = Bilingual("job")
    general = Bilingual("general")
    safety = Bilingual("safety")
    authority = Bilingual("authority")
    scope = Bilingual("scope")
    qualification = Bilingual("qualification")
    risk = Bilingual("risk")
    emergency = Bilingual("emergency")
    assessment = Bilingual("assessment")

    objects = VersionQuerySet.as_manager()

    class Meta:
        """One version at work a card; a published one has number, day, name and what Art. 22 asks.

        Responsible person, scope and assessment standard are the three elements the Work Safety
        Law wants clear for each post.
        """

        verbose_name = _("version of a post card")
        constraints = [
            models.UniqueConstraint(fields=["card", "number"], name="card_version_number"),
            models.UniqueConstraint(
                fields=["card"],
                condition=~Q(state=CardState.PUBLISHED),
                name="card_version_one_at_work",
            ),
            models.UniqueConstraint(
                fields=["card"],
                condition=Q(state=CardState.PUBLISHED, valid_to__isnull=True),
                name="card_version_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=CardState.PUBLISHED,
                    number__isnull=False,
                    published_at__isnull=False,
                    valid_from__isnull=False,
                )
                & ~Q(published_by_name="")
                | ~Q(state=CardState.PUBLISHED)
                & Q(
                    number__isnull=True,
                    published_at__isnull=True,
                    published_by_name="",
                    valid_from__isnull=True,
                    valid_to__isnull=True,
                ),
                name="card_version_published",
            ),
            models.CheckConstraint(
                condition=~Q(state=CardState.PUBLISHED)
                | ~Q(responsible="")
                & ~Q(scope_en="", scope_zh="")
                & ~Q(assessment_en="", assessment_zh=""),
                name="card_version_three_elements",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True, asked_by_name="")
                | Q(asked_at__isnull=False) & ~Q(asked_by_name=""),
                name="card_version_asked_pair",
            ),
            models.CheckConstraint(
                condition=Q(state=CardState.DRAFT) | Q(asked_at__isnull=False),
                name="card_version_asked",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="card_version_period",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="card_version_state")]

    def __str__(self) -> str:
        """Return the title of the post."""
        return self.card.post.title

    @property
    def last_day(self) -> date | None:
        """Return the last day in force; None while no later version ends it."""
        return last_day_before(self.valid_to)

    def is_in_force(self, day: date) -> bool:
        """Say whether this is the published version that holds on `day`."""
        if self.valid_from is None:
            return False
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class CardReview(models.Model):
    """What a reviewer said of a version, and why he sent it back."""

    version = models.ForeignKey(CardVersion, models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    by_post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Sent back only with a reason."""

        verbose_name = _("review of a post card")
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=Verdict.APPROVED) | ~Q(reason=""), name="card_review_reason"
            )
        ]


class CardPublication(models.Model):
    """That a version was published; the row by which it enters the log nobody can rewrite.

    Versions begin as drafts, so their ids say nothing of the order in which they were published.
    """

    version = models.OneToOneField(CardVersion, models.PROTECT, related_name="publication")
    at = models.DateTimeField()

    class Meta:
        """Once a version."""

        verbose_name = _("publication of a post card")


class CardClause(models.Model):
    """A clause a published version carries, in a row of its own so that it can be asked for."""

    version = models.ForeignKey(CardVersion, models.PROTECT, related_name="carries")
    clause = models.CharField(max_length=100)

    class Meta:
        """Each clause once a version."""

        verbose_name = _("clause of a post card")
        constraints = [
            models.UniqueConstraint(fields=["clause", "version"], name="card_clause_once")
        ]


class CardAcceptance(models.Model):
    """A holder took a version of his card for his own, in his own words."""

    version = models.ForeignKey(CardVersion, models.PROTECT, related_name="acceptances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200)
    words = models.TextField(_("in your own words"))
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        """Everybody accepts a version once."""

        verbose_name = _("acceptance of a post card")
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="card_accepted_once"),
            models.CheckConstraint(condition=~Q(words=""), name="card_accepted_in_words"),
        ]
        indexes = [models.Index(fields=["person", "version"], name="card_accepted_person")]
