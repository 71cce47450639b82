"""A checklist of four items, a plan that lets its rounds fall due, and somebody who walks."""

from datetime import timedelta
from decimal import Decimal

from dutyline.kernel.files.models import Attachment
from dutyline.modules.inspections.models import (
    Item,
    Round,
)
from dutyline.modules.inspections.operations import (
    Given,
    ItemDraft,
    make_plan,
    open_due_rounds,
    save_answer,
    start_round,
)
from dutyline.modules.inspections.tests.setting import AT, TODAY

MINUTE = timedelta(minutes=1)
ITEMS = [
    ItemDraft(
        text="Guard rails complete",
        section="Edges",
        clause="GB 4053.3",
        category="things.guards",
        photo_rule="fault",
        finding_measures="Two bars",
        finding_title="Guard rail incomplete",
    ),
    ItemDraft(
        text="Oxygen",
        section="Air",
        answer_kind="number",
        lowest=Decimal("19.5"),
        highest=Decimal("23.5"),
        measured_in="%",
    ),
    ItemDraft(
        text="Extinguisher",
        section="Air",
        answer_kind="choice",
        choices=({"label": "Full"}, {"label": "Empty", "fault": True}),
        opens_finding=False,
    ),
    ItemDraft(text="Remarks", section="Air", answer_kind="text"),
]


def planned(here, checklist, cadence="weekly", on=TODAY, **more):
    return make_plan(
        by=here.actor("chen"),
        name="",
        checklist=checklist,
        unit=here.plant.units.workshop,
        post=here.plant.posts.team_leader_a,
        cadence=cadence,
        targets=[here.places.pump_bay, here.places.control_room],
        on=on,
        at=AT,
        **more,
    )


def walking(here, at=AT):
    open_due_rounds(at)
    walk = Round.objects.filter(place=here.places.pump_bay).order_by("-id").first()
    return start_round(by=here.actor("li"), walk=walk, at=at)


def answer(here, walk, position, by="li", at=AT, **given):
    item = Item.objects.get(version=walk.version, position=position)
    return save_answer(by=here.actor(by), walk=walk, item=item, given=Given(**given), at=at)


def answer_all(here, walk, at=AT, **first):
    answers = [answer(here, walk, 1, at=at, **(first or {"verdict": "conforms"}))]
    answers.append(answer(here, walk, 2, at=at, number=Decimal("20.9")))
    answers.append(answer(here, walk, 3, at=at, choice="Full"))
    answers.append(answer(here, walk, 4, at=at, text="None"))
    return answers


def photograph(answer, *, seen_before=False):
    Attachment.objects.create(
        subject_type="inspections.answer",
        subject_id=answer.pk,
        role="before",
        sha256="a" * 64,
        media_type="image/jpeg",
        size=1,
        name="p.jpg",
        added_at=AT,
        added_by_name="Li",
        seen_before=seen_before,
    )
