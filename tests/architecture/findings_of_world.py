"""Dangers at several steps of their way in team A, for the sweep of all doors."""

from decimal import Decimal

from dutyline.modules.inspections.models import Checklist, Finding
from dutyline.modules.inspections.operations import (
    Given,
    ask_extension,
    ask_funds,
    assign_finding,
    begin_unplanned,
    raise_grade,
    report_repair,
    save_answer,
    verify_repair,
)
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY, Setting


def findings_on_their_way(here: Setting) -> dict[str, object]:
    """Return by name: one whose owner asked for time and money, one reported, one verified, one
    major.
    """
    return {
        "asked": _asked(here),
        "reported": _reported(here),
        "verified": _verified(here),
        "major": _major(here),
    }


def round_on_its_way(here: Setting, checklist_id: int) -> dict[str, object]:
    """Return a round Li walks, with an item of it he has answered."""
    li = here.actor("li")
    walk = begin_unplanned(
        by=li,
        checklist=Checklist.objects.get(pk=checklist_id),
        place=here.places.pump_bay,
        at=AT,
    )
    item = walk.version.items.order_by("position")[0]
    save_answer(by=li, walk=walk, item=item, given=Given(verdict="fault"), at=AT)
    return {"walked": walk.pk, "walked_item": item.pk}


def _assigned(here: Setting, title: str) -> Finding:
    five = here.five(owner="li", verifier="chen", measures="Mend it")
    return assign_finding(by=here.actor("zhang"), finding=here.found(title=title), five=five, at=AT)


def _asked(here: Setting) -> int:
    finding, li = _assigned(here, "Hose cracked"), here.actor("li")
    ask_extension(
        by=li,
        finding=finding,
        to_on=TODAY + 20 * DAY,
        reason="Parts are late",
        interim_control="Out of use",
        at=AT,
    )
    ask_funds(by=li, finding=finding, amount=Decimal(90), purpose="A new hose", at=AT)
    return int(finding.pk)


def _reported(here: Setting) -> int:
    finding = _assigned(here, "Lamp broken")
    report_repair(by=here.actor("li"), finding=finding, text="New lamp", at=AT)
    return int(finding.pk)


def _verified(here: Setting) -> int:
    finding = _assigned(here, "Ladder loose")
    report_repair(by=here.actor("li"), finding=finding, text="Screwed", at=AT)
    verify_repair(by=here.actor("chen"), finding=finding, effective=True, at=AT)
    return int(finding.pk)


def _major(here: Setting) -> int:
    finding = here.found(title="Interlock bridged")
    return int(raise_grade(by=here.actor("chen"), finding=finding, reason="Dust", at=AT).pk)
