"""Rounds: a checklist gone through at a place, answer by answer."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.models import PathField, Person, Place, Post, Unit
from dutyline.modules.inspections.models.checklist import ChecklistVersion, Item
from dutyline.modules.inspections.models.plan import Plan
from dutyline.modules.inspections.models.words import Grade, Oddity, RoundState, Verdict
from dutyline.modules.inspections.queries.rounds import RoundQuerySet


class Round(models.Model):
    """One round, planned or not, with the version of the checklist it is done with.

    A planned one is due from `opens_at` to `due_at`; `period` names the day, week, shift … it is
    for. `recorded_at` is when an earlier round was written down, if not while it was walked.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="rounds")
    version = models.ForeignKey(ChecklistVersion, models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_path = PathField(editable=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="rounds")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    period = models.CharField(max_length=40, blank=True)
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_on = models.DateField()
    week = models.PositiveIntegerField(help_text=_("See `rules.periods.week_of`."))
    state = models.CharField(max_length=9, choices=RoundState, default=RoundState.DUE)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)
    items = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(default=0)
    faults = models.PositiveSmallIntegerField(default=0)

    objects = RoundQuerySet.as_manager()

    class Meta:
        """A planned round exists once a place and period."""

        verbose_name = _("round")
        constraints = [
            models.UniqueConstraint(
                F("plan"),
                Coalesce("place", 0),
                F("unit"),
                F("period"),
                name="round_once_a_period",
            ),
            models.CheckConstraint(
                condition=~Q(state="finished")
                | Q(started_at__isnull=False, finished_at__isnull=False, recorded_at__isnull=False),
                name="round_finished_has_times",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True)
                | Q(started_at__lte=F("finished_at"), finished_at__lte=F("recorded_at")),
                name="round_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lte=F("due_at")), name="round_opens_before_due"
            ),
        ]
        indexes = [
            models.Index(fields=["post", "due_at", "id"], name="round_post_due"),
            models.Index(fields=["place", "-finished_at"], name="round_place_last"),
            models.Index(fields=["unit_path", "due_on"], name="round_path_day"),
            models.Index(fields=["-due_at", "-id"], name="round_newest"),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class RoundInspector(models.Model):
    """Somebody who walks the round; each of them gets his own evidence."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="inspectors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="rounds_walked")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Each person once."""

        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="round_inspector_once")
        ]


class Answer(models.Model):
    """What was found at one item; saving it again replaces it until the round is finished."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=14, choices=Verdict)
    number = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    choice = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True, help_text=_("What is wrong, or what was read."))
    wanted_grade = models.CharField(max_length=7, choices=Grade, blank=True)
    grade_reason = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        """One answer an item."""

        verbose_name = _("answer")
        constraints = [models.UniqueConstraint(fields=["round", "item"], name="answer_once")]


class Abandonment(models.Model):
    """A round broken off, with the reason."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="abandonment")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField()


class RoundVoid(models.Model):
    """A finished round declared void by somebody entitled; its evidence is withdrawn."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="void")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField()


class RoundOddity(models.Model):
    """Something a superior may want to ask about."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="oddities")
    kind = models.CharField(max_length=11, choices=Oddity)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        """Each kind once."""

        constraints = [models.UniqueConstraint(fields=["round", "kind"], name="round_oddity_once")]
