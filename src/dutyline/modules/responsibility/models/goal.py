"""Goals of a year: what is passed down the line, what each post promises, what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.criteria.models.sourced import Bilingual
from dutyline.kernel.duties.models import Comparison
from dutyline.kernel.organisation.models import Person, Post
from dutyline.kernel.organisation.paths import PathField
from dutyline.modules.responsibility.models.goal_words import GoalAct, GoalMeasure, GoalState
from dutyline.modules.responsibility.queries.goals import GoalQuerySet

LONGEST_GOAL = 500


class Goal(models.Model):
    """What a post is to reach in a year: a number held against a target, or a milestone.

    `target` and `due_on` are what was passed to the post; `promised_target` and `promised_due_on`
    what it promised, and empty until then. `path` holds the ids of the goals above it and its own:
    `/3/17/`. `asked_post` is whose consent a smaller promise waits for.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = PathField(blank=True, db_index=True)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    text_en = models.CharField(_("goal"), max_length=LONGEST_GOAL, blank=True)
    text_zh = models.CharField(_("goal"), max_length=LONGEST_GOAL, blank=True)
    measure = models.CharField(_("measured by"), max_length=9, choices=GoalMeasure)
    indicator = models.CharField(_("indicator"), max_length=100, blank=True)
    figure_unit = models.CharField(_("unit of the number"), max_length=40, blank=True)
    comparison = models.CharField(max_length=3, choices=Comparison, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    due_on = models.DateField(pgettext_lazy("goal", "due"), null=True)
    promised_target = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    promised_due_on = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=GoalState)
    asked_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    text = Bilingual("text")

    objects = GoalQuerySet.as_manager()

    class Meta:
        """A number has a comparison and a target, a milestone a day; a post gets a goal once."""

        verbose_name = _("goal")
        constraints = [
            models.CheckConstraint(condition=~Q(text_en="", text_zh=""), name="goal_words"),
            models.CheckConstraint(
                condition=Q(
                    measure=GoalMeasure.MILESTONE,
                    due_on__isnull=False,
                    target__isnull=True,
                    comparison="",
                    indicator="",
                )
                | ~Q(measure=GoalMeasure.MILESTONE)
                & ~Q(comparison="")
                & Q(target__isnull=False, due_on__isnull=True),
                name="goal_measured",
            ),
            models.CheckConstraint(
                condition=Q(measure=GoalMeasure.INDICATOR) & ~Q(indicator="")
                | ~Q(measure=GoalMeasure.INDICATOR) & Q(indicator=""),
                name="goal_indicator",
            ),
            models.CheckConstraint(
                condition=Q(state=GoalState.ASKED, asked_post__isnull=False)
                | ~Q(state=GoalState.ASKED) & Q(asked_post__isnull=True),
                name="goal_asked_of_somebody",
            ),
            models.UniqueConstraint(
                fields=["parent", "post"],
                condition=~Q(state=GoalState.WITHDRAWN),
                name="goal_passed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["post", "year", "id"], name="goal_of_post"),
            models.Index(fields=["year", "path"], name="goal_of_year"),
            models.Index(
                fields=["asked_post"],
                condition=Q(state=GoalState.ASKED),
                name="goal_asked",
            ),
        ]

    def __str__(self) -> str:
        """Return the words of the goal."""
        return str(self.text)


class GoalStep(models.Model):
    """What was done with a goal, by whom, when, and to which target; never changed.

    Words and measure of a goal never change, so the log binds them with each step.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="steps")
    act = models.CharField(max_length=9, choices=GoalAct)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    due_on = models.DateField(null=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    by_post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Only what is promised as it was passed on, or set, needs no reason."""

        verbose_name = _("step of a goal")
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=[GoalAct.SET, GoalAct.PROMISED]) | ~Q(reason=""),
                name="goal_step_reason",
            )
        ]
        indexes = [models.Index(fields=["goal", "id"], name="goal_step_of_goal")]


class GoalConsent(models.Model):
    """What a superior said of a promise that is less than what was passed on."""

    step = models.OneToOneField(GoalStep, models.PROTECT, related_name="consent")
    granted = models.BooleanField()
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    by_post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Never without a reason."""

        verbose_name = _("consent to a smaller promise")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="goal_consent_reason")]


class GoalResult(models.Model):
    """What came of a goal: a number as it stood on a day, or that a milestone was reached.

    Its proof are the files of the result.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="results")
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    on = models.DateField(_("day"))
    words = models.TextField(pgettext_lazy("goal", "what was done"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Said in words; the newest day counts."""

        verbose_name = _("result of a goal")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="goal_result_words")]
        indexes = [models.Index(fields=["goal", "-on", "-id"], name="goal_result_newest")]
