"""A checklist, a plan, a round and a report in team A, for the sweep of all doors."""

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.models import Area, Cadence, Measure, Obligation, Owed
from dutyline.kernel.duties.operations import define_duty, open_periods, take_up_duty
from dutyline.modules.inspections.models import Checklist, Round
from dutyline.modules.inspections.operations import (
    create_checklist,
    make_plan,
    open_due_rounds,
    publish,
    write_draft,
)
from dutyline.modules.inspections.operations.reports import report_danger
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY, Setting
from dutyline.modules.inspections.tests.walks import ITEMS


def rounds_and_reports(here: Setting) -> dict[str, object]:
    """Return them by the names policies use."""
    chen = here.actor("chen")
    checklist = _checklist(here, "daily")
    draft = _checklist(here, "draft")
    write_draft(by=chen, checklist=draft, items=ITEMS, at=AT)
    plan = make_plan(
        by=chen,
        name="",
        checklist=checklist,
        unit=here.plant.units.team_a,
        post=here.plant.appointments.li.post,
        cadence="daily",
        targets=[here.places.pump_bay],
        on=TODAY,
        at=AT,
    )
    open_due_rounds(AT)
    place = here.places.pump_bay
    sent = report_danger(public_key=place.public_key, sentence="A rail is loose", at=AT)
    return {
        "checklist": checklist.pk,
        "draft": draft.pk,
        "number": 1,
        "item": Round.objects.get().version.items.order_by("position")[0].pk,
        "plan": plan.pk,
        "round": Round.objects.get().pk,
        "public_key": place.public_key,
        "code": sent.code,
        "place_report": sent.report.pk,
        "obligation": _obligation(here),
    }


def _checklist(here: Setting, key: str) -> Checklist:
    chen = here.actor("chen")
    made = create_checklist(by=chen, key=key, name=key, unit=here.plant.units.resin, at=AT)
    write_draft(by=chen, checklist=made, items=ITEMS, at=AT)
    publish(by=chen, checklist=made, at=AT)
    return made


def _obligation(here: Setting) -> int:
    system = Actor.system("sweep")
    duty = define_duty(
        by=system,
        key="walk",
        text_en="Walk through the area",
        text_zh="巡查责任区",
        measure=Measure.COUNT,
        cadence=Cadence.DAILY,
        evidence_kind="inspections.round_done",
        amount=1,
        owed=Owed.EACH,
        area=Area.OWN,
        on=TODAY,
        at=AT,
    )
    take_up_duty(by=system, post=here.plant.posts.operator_a, duty=duty, on=TODAY, at=AT)
    open_periods(now=AT, horizon=DAY)
    return Obligation.objects.filter(person=here.person("wang")).order_by("id")[0].pk
