"""A round on the phone: what it asks, answer by answer, saved as one goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.files.models import Attachment
from dutyline.modules.inspections.forms.round_answer import AnswerForm, plain
from dutyline.modules.inspections.keys import ANSWER
from dutyline.modules.inspections.models import RISK_LEVELS, Answer, Item, Round, Verdict
from dutyline.modules.inspections.rules.rounds import needs_photo
from dutyline.toolkit.ui.line import Line, Tick

STATES = {
    Verdict.CONFORMS: "on_time",
    Verdict.NOTED: "on_time",
    Verdict.FAULT: "missed",
    Verdict.NOT_APPLICABLE: "not_applicable",
}


@dataclass
class Step:
    """One item of a round with what was answered, its photos and its form."""

    item: Item
    number: int
    answer: Answer | None
    photos: list[Attachment]
    form: AnswerForm | None = None
    current: bool = False

    @property
    def state(self) -> str:
        """Return how the item stands on the line."""
        return STATES[Verdict(self.answer.verdict)] if self.answer else "due"

    @property
    def lacks_photo(self) -> bool:
        """Say whether the answer is only complete with a photo it does not have."""
        answer = self.answer
        return answer is not None and not self.photos and needs_photo(self.item, answer.verdict)

    @property
    def is_fault(self) -> bool:
        """Say whether something is wrong here."""
        return self.answer is not None and self.answer.verdict == Verdict.FAULT

    @property
    def said(self) -> str:
        """Return the answer in words."""
        if self.answer is None:
            return _("Not answered")
        parts = [str(self.answer.get_verdict_display())]
        if self.answer.number is not None:
            parts.append(f"{plain(self.answer.number)} {self.item.measured_in}".strip())
        parts += [each for each in (self.answer.choice, self.answer.text) if each]
        return " · ".join(parts)

    @property
    def risk(self) -> int:
        """Return the risk level a fault here has, 0 for none."""
        return RISK_LEVELS.get(self.item.finding_risk, 0)


def steps_of(walk: Round) -> list[Step]:
    """Return every item of a round in order; three statements however many there are."""
    items = walk.version.items.select_related("section").order_by("section__position", "position")
    answers = {row.item_id: row for row in Answer.objects.filter(round=walk)}
    photos: dict[int, list[Attachment]] = {}
    shown = Attachment.objects.filter(
        subject_type=ANSWER, subject_id__in=[row.pk for row in answers.values()]
    ).order_by("id")
    for photo in shown:
        photos.setdefault(photo.subject_id, []).append(photo)
    return [
        Step(item, number, answer, photos.get(answer.pk, []) if answer else [])
        for number, item in enumerate(items, 1)
        for answer in [answers.get(item.pk)]
    ]


def choose(steps: Sequence[Step], asked: str) -> Step | None:
    """Mark and return the item an address asks for: by number, else the first not answered."""
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    chosen = next((step for step in steps if step.number == wanted), None)
    chosen = chosen or next((step for step in steps if step.answer is None), None)
    chosen = chosen or (steps[-1] if steps else None)
    if chosen is not None:
        chosen.current = True
    return chosen


def sections_of(steps: Sequence[Step]) -> list[tuple[str, list[Step]]]:
    """Return the items by section, in order."""
    return [
        (title, list(found))
        for title, found in groupby(steps, key=lambda step: str(step.item.section.title))
    ]


def line_of(steps: Sequence[Step]) -> Line:
    """Return the line of a round, one tick an item, with its sentence."""
    states = [step.state for step in steps]
    label = _(
        "This round: {conform} conform, {faults} do not, {left} to do, {not_here} not here"
    ).format(
        conform=states.count("on_time"),
        faults=states.count("missed"),
        left=states.count("due"),
        not_here=states.count("not_applicable"),
    )
    return Line([Tick(state) for state in states], label=label)


def progress_of(steps: Sequence[Step]) -> str:
    """Return how far the round is, in words."""
    done = sum(step.answer is not None for step in steps)
    return pgettext("round", "{done} of {items} answered").format(done=done, items=len(steps))


def address_of(walk: Round, number: int | None = None) -> str:
    """Return the page of a round, at one of its items."""
    page = reverse("inspections:round", args=[walk.pk])
    return f"{page}?item={number}" if number else page
