"""Carries the rounds of the story out: begun, answered, photographed, finished."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO

from dutyline.kernel.files.operations import attach
from dutyline.kernel.registry import Stage
from dutyline.modules.inspections.demo.book import Danger, said
from dutyline.modules.inspections.demo.photos.shots import photo
from dutyline.modules.inspections.demo.walks import Walk
from dutyline.modules.inspections.keys import ANSWER
from dutyline.modules.inspections.models import (
    Answer,
    AnswerKind,
    Grade,
    Item,
    PhotoRule,
    Round,
    Verdict,
)
from dutyline.modules.inspections.operations import (
    abandon_round,
    finish_round,
    save_answers,
    start_round,
    walk_round,
)
from dutyline.modules.inspections.operations.rounds import Given

STORM = {
    "en": "Thunderstorm: everybody off the tanks; the rest with the next shift",
    "zh": "雷雨，全员撤离罐区，其余由下一班检查",
}


@dataclass(frozen=True)
class Rounds:
    """Carries rounds out; what each version of a checklist asks is read once."""

    stage: Stage
    _items: dict[int, Sequence[Item]] = field(default_factory=dict)

    def carry_out(self, walk: Walk) -> None:
        """Walk one round that is due."""
        stage = self.stage
        due = Round.objects.get(
            plan__post=stage.post(walk.walking.post),
            plan__checklist__key=walk.walking.checklist,
            place=stage.place(walk.place),
            opens_at=walk.window.starts_at,
            period=walk.window.key,
        )
        items = self._asked(due)
        photographed = any(item.photo_rule == PhotoRule.ALWAYS for item in items)
        if walk.fault or walk.half_done or walk.given_up or photographed:
            _step_by_step(stage, walk, due, items)
            return
        walk_round(
            by=stage.actor(walk.by, walk.on),
            walk=due,
            given={item: _given(stage, walk, item, None) for item in items},
            started_at=walk.started_at,
            finished_at=walk.finished_at,
            at=walk.recorded_at,
            second=stage.person(walk.second) if walk.second else None,
        )

    def _asked(self, due: Round) -> Sequence[Item]:
        if due.version_id not in self._items:
            items = Item.objects.filter(version=due.version_id).order_by("position")
            self._items[due.version_id] = list(items)
        return self._items[due.version_id]


def _step_by_step(stage: Stage, walk: Walk, due: Round, items: Sequence[Item]) -> None:
    by = stage.actor(walk.by, walk.on)
    second = stage.person(walk.second) if walk.second else None
    begun = start_round(by=by, walk=due, at=walk.started_at, second=second)
    if walk.half_done or walk.given_up:
        items = items[: len(items) // 2]
    tag = (
        stage.chance("tag", walk.place, walk.window.key).choice(walk.fault.tags)
        if walk.fault
        else ""
    )
    wrong = _wrong(walk.fault, items)
    given = {item: _given(stage, walk, item, tag if item is wrong else None) for item in items}
    for answer in save_answers(by=by, walk=begun, given=given, at=walk.answered_at):
        _photograph(stage, walk, answer)
    if walk.given_up:
        abandon_round(by=by, walk=begun, reason=stage.say(STORM), at=walk.recorded_at)
    elif not walk.half_done:
        finish_round(
            by=by,
            walk=begun,
            at=walk.recorded_at,
            started_at=walk.started_at,
            finished_at=walk.finished_at,
        )


def _wrong(fault: Danger | None, items: Sequence[Item]) -> Item | None:
    if fault is None:
        return None
    return next(
        item
        for item in items
        if item.category == fault.category
        and item.answer_kind == AnswerKind.CONFORMS
        and item.finding_grade == Grade.GENERAL
    )


def _given(stage: Stage, walk: Walk, item: Item, tag: str | None) -> Given:
    chance = stage.chance("answer", walk.walking.key, walk.place, walk.window.key, item.position)
    if tag is not None and walk.fault is not None:
        return Given(verdict=Verdict.FAULT, text=walk.fault.title(stage, tag))
    if item.answer_kind == AnswerKind.NUMBER:
        low = float(item.lowest or 0)
        high = low * 1.5 + 10 if item.highest is None else float(item.highest)
        middle = low + (high - low) * chance.uniform(0.25, 0.75)
        return Given(number=Decimal(f"{middle:.2f}"))
    if item.answer_kind == AnswerKind.CHOICE:
        return Given(choice=next(each["label"] for each in item.choices if not each.get("fault")))
    if item.answer_kind == AnswerKind.TEXT:
        return Given(text=said(stage, "walked", walk.walking.key, walk.window.key))
    if chance.random() < 0.02:
        return Given(verdict=Verdict.NOT_APPLICABLE)
    return Given(verdict=Verdict.CONFORMS)


def _photograph(stage: Stage, walk: Walk, answer: Answer) -> None:
    fault = answer.verdict == Verdict.FAULT
    always = answer.item.photo_rule == PhotoRule.ALWAYS
    if answer.verdict == Verdict.NOT_APPLICABLE or not (fault or always):
        return
    scene = walk.fault.scene if fault and walk.fault else "gauge"
    seed = f"{walk.walking.key} {walk.place} {walk.window.key} {answer.item.position}"
    picture = photo(scene, seed, repaired=not fault, taken_at=walk.answered_at)
    attach(
        by=stage.actor(walk.by, walk.on),
        subject=(ANSWER, answer.pk),
        role="before" if fault else "answer",
        file=BytesIO(picture),
        name=f"{scene}.jpg",
        at=walk.answered_at,
    )
