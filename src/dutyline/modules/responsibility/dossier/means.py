"""What a due-diligence file is told of goals and money: what was promised, what came of it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.criteria.lookup import catalogue_ever
from dutyline.kernel.files.entering import ATTACHMENT
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.history.filing import Told
from dutyline.kernel.history.models import Entry
from dutyline.kernel.organisation.filing import appointments_about, headed, in_reach
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.registry import FileAbout, FileEntry, FileSource, Said
from dutyline.kernel.registry.filing import MOST, PERSON, POST, UNIT
from dutyline.modules.responsibility.keys import BUDGET_USE, GOAL_RESULT, goal_key
from dutyline.modules.responsibility.models import (
    BudgetLine,
    BudgetUse,
    Goal,
    GoalConsent,
    GoalMeasure,
    GoalResult,
    GoalStep,
)
from dutyline.modules.responsibility.operations.budget.planning import PURPOSES
from dutyline.modules.responsibility.operations.goals.saying import mark_words, number_words
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.promising import Mark
from dutyline.toolkit.ui.numbers import money

PATH = "post__unit__path"
PLANNED = ("responsibility.budget_planned", "responsibility.budget_changed")
USES = 2_000
"""Uses of money told one by one; the lines of the plan tell the sums of all."""


def _years(about: FileAbout) -> tuple[int, int]:
    return about.first.year, (about.end - timedelta(days=1)).year


def _goals_about(about: FileAbout) -> QuerySet[Goal]:
    """Return the goals of the years of a file, of the posts it is about."""
    rows: QuerySet[Goal] = Goal.objects.filter(in_reach(about, PATH), year__range=_years(about))
    if about.kind == POST:
        return rows.filter(post=about.id)
    if about.kind == UNIT:
        return rows.filter(subtree(about.path, PATH))
    held = Q(pk__in=[])
    for each in appointments_about(about):
        # A goal he took over counts, one of a year in which he no longer held the post does not.
        last = each.valid_to or about.end
        years = (each.valid_from.year, (last - timedelta(days=1)).year)
        held |= Q(post=each.post_id, year__range=years)
    return rows.filter(held)


def _mark(goal: Goal, mark: Mark) -> Said:
    if goal.measure == GoalMeasure.MILESTONE:
        return Said(pgettext_lazy("milestone", "by {day}"), day=mark.due_on)
    return Said("{mark}", mark=lambda: mark_words(goal, mark))


def _goals(about: FileAbout) -> Iterator[FileEntry]:
    """Yield every step of goals up to the end of the days, with consents, and results of them."""
    goals = _goals_about(about)
    steps = GoalStep.objects.filter(goal__in=goals.values("pk"), at__lt=about.ends_at)
    listed = list(steps.select_related("goal__post").order_by("at", "id")[: MOST + 1])
    asked = GoalConsent.objects.filter(step__in=[row.pk for row in listed])
    consents = {row.step_id: row for row in asked if row.at < about.ends_at}
    for row in listed:
        yield FileEntry(
            happened_at=row.at,
            recorded_at=row.at,
            sentence=Said(
                _("Goal of {year}, {post}: {goal}. {act} by {name}: {mark}. {reason}"),
                year=str(row.goal.year),
                post=row.goal.post.title,
                goal=lambda row=row: row.goal.text.rstrip(".。"),
                act=row.get_act_display,
                name=row.by_name,
                mark=_mark(row.goal, Mark(row.goal.comparison, row.target, row.due_on)),
                reason=row.reason or " ",
            ),
            source=goal_key(row.goal_id),
            records=(("responsibility.goal_step", row.pk),),
        )
        if row.pk in consents:
            yield _consent(row, consents[row.pk])
    yield from _results(about, goals)


def _consent(step: GoalStep, row: GoalConsent) -> FileEntry:
    words = (
        _("{name} consented to less for {post}: {goal}. {reason}")
        if row.granted
        else _("{name} refused to take less of {post}: {goal}. {reason}")
    )
    return FileEntry(
        happened_at=row.at,
        recorded_at=row.at,
        sentence=Said(
            words,
            name=row.by_name,
            post=step.goal.post.title,
            goal=lambda: step.goal.text.rstrip(".。"),
            reason=row.reason,
        ),
        source=goal_key(step.goal_id),
        records=(("responsibility.goal_consent", row.pk),),
    )


def _results(about: FileAbout, goals: QuerySet[Goal]) -> Iterator[FileEntry]:
    found = GoalResult.objects.filter(
        goal__in=goals.values("pk"), on__gte=about.first, on__lt=about.end
    )
    rows = list(found.select_related("goal__post").order_by("on", "id")[: MOST + 1])
    proofs = Attachment.objects.by_subject(GOAL_RESULT, [row.pk for row in rows])
    for row in rows:
        goal = row.goal
        reached = goal.measure == GoalMeasure.MILESTONE
        yield FileEntry(
            happened_at=row.on,
            recorded_at=row.at,
            sentence=Said(
                _("Result of {post}: {goal}. {name}: {value}. {words}"),
                post=goal.post.title,
                goal=lambda goal=goal: goal.text.rstrip(".。"),
                name=row.by_name,
                value=(
                    pgettext_lazy("milestone", "reached")
                    if reached
                    else lambda row=row: number_words(row.goal, row.value)
                ),
                words=row.words,
            ),
            source=goal_key(row.goal_id),
            records=(
                ("responsibility.goal_result", row.pk),
                *((ATTACHMENT, each.pk) for each in proofs.get(row.pk, ())),
            ),
        )


def _answered(about: FileAbout, to: str) -> Q:
    """Return the condition that money is of a unit that was headed, in the years it was."""
    found = Q(pk__in=[])
    for path, first, end in headed(about):
        years = (first.year, (end - timedelta(days=1)).year)
        found |= subtree(path, f"{to}unit__path") & Q(**{f"{to}year__range": years})
    return found & in_reach(about, f"{to}unit__path")


def _budget(about: FileAbout) -> Iterator[FileEntry]:
    """Yield what was planned and used in all of the units headed, then plans, then the uses."""
    last = about.end - timedelta(days=1)
    lines = BudgetLine.objects.filter(_answered(about, "")).select_related("unit")
    listed = list(lines.order_by("year", "unit__path", "purpose")[: MOST + 1])
    summed = BudgetUse.objects.filter(
        line__in=[line.pk for line in listed], spent_on__lt=about.end
    ).values_list("line")
    used = dict(summed.annotate(sum=Sum("amount")).order_by())
    for line in listed:
        yield FileEntry(
            happened_at=min(last, date(line.year, 12, 31)),
            recorded_at=None,
            sentence=Said(
                _("Safety budget of {year}, {unit}: {purpose}. Planned {planned}, used {used}."),
                year=str(line.year),
                unit=line.unit.name,
                purpose=_purpose(line.purpose),
                planned=money(line.planned),
                used=money(used.get(line.pk, Decimal(0))),
            ),
            source=f"organisation.unit:{line.unit_id}",
        )
    yield from _planned(about, {line.unit_id for line in listed})
    yield from _uses(about)


def _purpose(key: str) -> Callable[[], str]:
    """Return what names a purpose in the reader's language; its key where it is not known."""

    def words() -> str:
        found = catalogue_ever(PURPOSES).get(key)
        return str(found.label) if found else key

    return words


def _planned(about: FileAbout, units: set[int]) -> Iterator[FileEntry]:
    """Yield what history says of plans, the days before included: they were in force."""
    first, last = _years(about)
    rows = Entry.objects.filter(
        in_reach(about),
        verb__in=PLANNED,
        subject_type="organisation.unit",
        subject_id__in=units,
        occurred_at__lt=about.ends_at,
    )
    for row in rows.order_by("occurred_at", "id")[: MOST + 1]:
        if first <= row.data.get("year", 0) <= last:
            yield FileEntry(
                happened_at=row.occurred_at,
                recorded_at=row.recorded_at,
                sentence=Told(row),
                source=f"history.entry:{row.pk}",
            )


def _uses(about: FileAbout) -> Iterator[FileEntry]:
    """Yield money used in the units headed, and what the person recorded elsewhere."""
    concerned = _answered(about, "line__")
    if about.kind == PERSON:
        concerned |= in_reach(about, "line__unit__path") & Q(by=about.id)
    rows = BudgetUse.objects.filter(concerned, spent_on__gte=about.first, spent_on__lt=about.end)
    listed = list(rows.select_related("line__unit").order_by("spent_on", "id")[:USES])
    proofs: dict[int, list[Attachment]] = defaultdict(list)
    proofs.update(Attachment.objects.by_subject(BUDGET_USE, [row.pk for row in listed]))
    for row in listed:
        words = (
            _("{name} recorded {amount} used by {unit}: {what}")
            if row.corrects_id is None
            else _("{name} took back {amount} used by {unit}: {what}")
        )
        yield FileEntry(
            happened_at=row.spent_on,
            recorded_at=row.at,
            sentence=Said(
                words,
                name=row.by_name,
                amount=money(abs(row.amount)),
                unit=row.line.unit.name,
                what=row.what,
            ),
            source=f"{BUDGET_USE}:{row.pk}",
            records=(
                ("responsibility.budget_use", row.pk),
                *((ATTACHMENT, each.pk) for each in proofs[row.pk]),
            ),
        )


FILES = (
    FileSource(
        "responsibility.goals",
        _("Goals answered for"),
        27,
        _goals,
        Responsibility.GOAL_VIEW,
    ),
    FileSource(
        "responsibility.budget",
        _("Safety budget answered for"),
        28,
        _budget,
        Responsibility.BUDGET_VIEW,
    ),
)
