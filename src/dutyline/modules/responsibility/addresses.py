"""Where the things of responsibility are found, and who may see them."""

from collections.abc import Callable, Mapping, Sequence

from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.registry import Period
from dutyline.modules.responsibility.indicators import last_day
from dutyline.modules.responsibility.keys import VERSION
from dutyline.modules.responsibility.models import (
    BudgetUse,
    CardAcceptance,
    CardVersion,
    Goal,
    GoalResult,
    GoalStep,
    Letter,
    LetterRound,
    LetterSignature,
    LetterTemplate,
    PostCard,
)
from dutyline.modules.responsibility.permissions import Responsibility


def url_for_card(card_id: int) -> str:
    """Return the page of a card."""
    return reverse("responsibility:card", args=[card_id])


def url_for_version(version: CardVersion) -> str:
    """Return the page of a version of a card."""
    return reverse("responsibility:card_version", args=[version.card_id, version.pk])


def card_of_post(actor: Actor, post: Post) -> str:
    """Return the page of a post's card, where it begins for who may draft it; "" for others."""
    card = PostCard.objects.visible_to(actor).filter(post=post.pk).first()
    if card is not None:
        return url_for_card(card.pk)
    if actor.can(Responsibility.CARD_WRITE, post.unit.path):
        return reverse("responsibility:card_new", args=[post.pk])
    return ""


def url_for_key(key: str) -> str:
    """Return the page behind a source key: a version, or the version somebody accepted."""
    kind, _separator, number = key.partition(":")
    rows = CardVersion.objects.filter(pk=int(number))
    if kind != VERSION:
        accepted = CardAcceptance.objects.filter(pk=int(number)).values("version")
        rows = CardVersion.objects.filter(pk__in=accepted)
    version = rows.first()
    return url_for_version(version) if version else ""


def urls_for_acceptances(keys: Sequence[str]) -> Mapping[str, str]:
    """Return the pages of many acceptances in one statement."""
    wanted = {int(key.partition(":")[2]): key for key in keys}
    rows = CardAcceptance.objects.filter(pk__in=wanted).select_related("version")
    found = {wanted[row.pk]: url_for_version(row.version) for row in rows}
    return {key: found.get(key, "") for key in keys}


def sees_card(actor: Actor, card_id: int) -> bool:
    """Say whether the actor may see a card."""
    return PostCard.objects.visible_to(actor).filter(pk=card_id).exists()


def url_for_goal(goal_id: int) -> str:
    """Return the page of a goal."""
    return reverse("responsibility:goal", args=[goal_id])


def sees_goal(actor: Actor, goal_id: int) -> bool:
    """Say whether the actor may see a goal."""
    return Goal.objects.visible_to(actor).filter(pk=goal_id).exists()


def url_for_step(key: str) -> str:
    """Return the page of the goal behind the key of one of its steps."""
    return urls_for_steps([key]).get(key, "")


def urls_for_steps(keys: Sequence[str]) -> Mapping[str, str]:
    """Return the pages of the goals behind many steps in one statement."""
    return _pages(keys, GoalStep, "goal_id", url_for_goal)


def sees_result(actor: Actor, result_id: int) -> bool:
    """Say whether the actor may see a result: whoever sees its goal."""
    goals = GoalResult.objects.filter(pk=result_id).values("goal")
    return Goal.objects.visible_to(actor).filter(pk__in=goals).exists()


def url_for_result(result_id: int) -> str:
    """Return the page of a result: that of its goal."""
    goal = GoalResult.objects.filter(pk=result_id).values_list("goal_id", flat=True).first()
    return url_for_goal(goal) if goal else ""


def sees_use(actor: Actor, use_id: int) -> bool:
    """Say whether the actor may see a use of the budget."""
    return BudgetUse.objects.visible_to(actor).filter(pk=use_id).exists()


def url_for_use(use_id: int) -> str:
    """Return the page of a use: that of its line."""
    line = BudgetUse.objects.filter(pk=use_id).values_list("line_id", flat=True).first()
    return reverse("responsibility:budget_line", args=[line]) if line else ""


def url_for_result_key(key: str) -> str:
    """Return the page of the goal behind the key of one of its results."""
    return urls_for_results([key]).get(key, "")


def urls_for_results(keys: Sequence[str]) -> Mapping[str, str]:
    """Return the pages of the goals behind many results in one statement."""
    return _pages(keys, GoalResult, "goal_id", url_for_goal)


def url_for_use_key(key: str) -> str:
    """Return the page of the line of the budget behind the key of a use."""
    return urls_for_uses([key]).get(key, "")


def urls_for_uses(keys: Sequence[str]) -> Mapping[str, str]:
    """Return the pages of the lines of the budget behind many uses in one statement."""
    return _pages(keys, BudgetUse, "line_id", _url_for_line)


def url_for_letter(letter_id: int) -> str:
    """Return the page of a letter."""
    return reverse("responsibility:letter", args=[letter_id])


def sees_letter(actor: Actor, letter_id: int) -> bool:
    """Say whether the actor may see a letter."""
    return Letter.objects.visible_to(actor).filter(pk=letter_id).exists()


def url_for_round(round_id: int) -> str:
    """Return the page of the letters of a year."""
    return reverse("responsibility:letter_round", args=[round_id])


def sees_round(actor: Actor, round_id: int) -> bool:
    """Say whether the actor may see the letters of a year as a whole."""
    return LetterRound.objects.visible_to(actor).filter(pk=round_id).exists()


def url_for_template(template_id: int) -> str:
    """Return the page where templates of a unit are written."""
    unit = LetterTemplate.objects.filter(pk=template_id).values_list("unit", flat=True).first()
    return reverse("responsibility:letter_template", args=[unit]) if unit else ""


def sees_template(actor: Actor, template_id: int) -> bool:
    """Say whether the actor may see a template: whoever sees letters in its unit."""
    path = LetterTemplate.objects.filter(pk=template_id).values_list("unit__path", flat=True)
    found = path.first()
    return found is not None and actor.can(Responsibility.LETTER_VIEW, found)


def budget_of_period(path: str, period: Period) -> str:
    """Return the budget of a unit in the year in which a period ends."""
    year = str(last_day(path, period).year)
    return f"{reverse('responsibility:budget')}?{urlencode({'year': year, 'unit': path})}"


def letters_of_period(path: str, period: Period) -> str:
    """Return the map of letters at a unit in the year in which a period ends.

    Where the letters are those of units under it, all letters of years.
    """
    rows = LetterRound.objects.filter(year=last_day(path, period).year, unit__in=ancestors(path))
    found = rows.order_by("-unit__depth", "-id").values_list("pk", flat=True).first()
    if found is None:
        return reverse("responsibility:letters")
    return f"{url_for_round(found)}?{urlencode({'unit': path})}"


def url_for_signature(key: str) -> str:
    """Return the page of the letter behind the key of a signature."""
    return urls_for_signatures([key]).get(key, "")


def urls_for_signatures(keys: Sequence[str]) -> Mapping[str, str]:
    """Return the pages of the letters behind many signatures in one statement."""
    return _pages(keys, LetterSignature, "letter_id", url_for_letter)


def _url_for_line(line_id: int) -> str:
    return reverse("responsibility:budget_line", args=[line_id])


def _pages(
    keys: Sequence[str], model: type[Model], field: str, page: Callable[[int], str]
) -> Mapping[str, str]:
    """Return the pages of what the rows behind many keys belong to; one statement."""
    wanted = {int(key.partition(":")[2]): key for key in keys}
    rows = model._default_manager.filter(pk__in=wanted).values_list("pk", field)
    found = {wanted[pk]: page(owner) for pk, owner in rows}
    return {key: found.get(key, "") for key in keys}
