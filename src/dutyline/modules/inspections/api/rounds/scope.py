"""Rounds in scope as they are shown and changed, and what each of their items says."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.files.models import Attachment
from dutyline.modules.inspections.api.scope import rounds_for
from dutyline.modules.inspections.keys import ANSWER
from dutyline.modules.inspections.models import Answer, Item, Round


def whole_rounds(actor: Actor) -> QuerySet[Round]:
    """Return the rounds in scope with checklist and inspectors."""
    rows = rounds_for(actor).select_related("version")
    return rows.prefetch_related("inspectors__person")


def with_answers(walk: Round, items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return items with what was answered; two statements however many there are."""
    rows = Answer.objects.filter(round=walk, item__in=items).select_related("by", "finding")
    answers = {row.item_id: row for row in rows}
    shown = Attachment.objects.by_subject(ANSWER, [row.pk for row in answers.values()])
    for row in answers.values():
        _complete(row, shown.get(row.pk, []))
    for item in items:
        item.answer = answers.get(item.pk)  # type: ignore[attr-defined]
    return list(items)  # type: ignore[arg-type]


def answer_shown(answer: Answer) -> Answer:
    """Return an answer with what is shown beside it."""
    row = Answer.objects.select_related("by", "finding").get(pk=answer.pk)
    return _complete(row, list(Attachment.objects.of(ANSWER, row.pk)))


def _complete(row: Any, photos: list[Any]) -> Any:
    opened = getattr(row, "finding", None)
    row.finding_id, row.photos = (opened.pk if opened else None), photos
    return row
