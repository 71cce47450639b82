"""Two people at the same moment: on PostgreSQL by row locks, on SQLite one after the other."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from dutyline.kernel.actions.models import Escalation, Rectification
from dutyline.kernel.actions.operations import escalate
from dutyline.kernel.actions.refusals import AlreadyAssigned
from dutyline.kernel.duties.models import Evidence
from dutyline.modules.inspections.models import Answer, Closure, Finding, Item, Round
from dutyline.modules.inspections.operations import (
    Given,
    ItemDraft,
    assign_finding,
    close_finding,
    create_checklist,
    finish_round,
    make_plan,
    open_due_rounds,
    publish,
    report_repair,
    save_answer,
    start_round,
    verify_repair,
    write_draft,
)
from dutyline.modules.inspections.operations.refusals import AlreadyClosed
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY, setting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def here():
    return setting()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts in threads that begin together; return results, or the refusals they raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=20)
            return act()
        except Exception as refused:  # noqa: BLE001  the test looks at what it was
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def kinds(results):
    return Counter(type(result).__name__ for result in results)


def test_two_people_close_and_exactly_one_does(here):
    finding = here.found()
    assign_finding(by=here.actor("zhang"), finding=finding, five=here.five(), at=AT)
    report_repair(by=here.actor("li"), finding=finding, text="x", at=AT)
    verify_repair(by=here.actor("zhang"), finding=finding, effective=True, at=AT)
    people = [here.actor("chen"), here.actor("zhao")]
    results = at_once(
        *(
            lambda by=by: close_finding(by=by, finding=finding, at=AT, note=f"by {by.name}")
            for by in people
        )
    )
    assert kinds(results) == {"Closure": 1, "AlreadyClosed": 1}
    closure = Closure.objects.get()
    refused = next(result for result in results if isinstance(result, AlreadyClosed))
    loser = next(by for by in people if by.name != closure.by_name)
    assert refused.places["note"] == f"by {loser.name}"
    assert Evidence.objects.filter(kind="inspections.finding_closed").count() == 1


def test_numbers_have_neither_doubles_nor_gaps(here):
    by = here.actor("wang")
    assert by.person is not None
    results = at_once(*(lambda: here.found(by="wang") for _ in range(6)))
    assert kinds(results) == {"Finding": 6}
    numbers = sorted(Finding.objects.values_list("number", flat=True))
    assert numbers == [f"F-2026-000{number}" for number in range(1, 7)]


def test_two_people_assign_and_exactly_one_does(here):
    finding = here.found()
    by = here.actor("zhang")
    results = at_once(
        *(
            lambda name=name: assign_finding(by=by, finding=finding, five=here.five(name), at=AT)
            for name in ("li", "wang")
        )
    )
    assert kinds(results) == {"Finding": 1, AlreadyAssigned.__name__: 1}
    assert Rectification.objects.count() == 1


def test_two_sweeps_escalate_each_step_once(here):
    finding = here.found()
    assign_finding(by=here.actor("zhang"), finding=finding, five=here.five(), at=AT)
    late = AT + 30 * DAY
    assert sum(at_once(lambda: escalate(late), lambda: escalate(late))) == 3
    assert Escalation.objects.count() == 3


@pytest.fixture
def plan(here):
    by = here.actor("chen")
    checklist = create_checklist(
        by=by, key="c", name="C", unit=here.plant.units.resin, at=AT, kind="daily.team"
    )
    write_draft(by=by, checklist=checklist, items=[ItemDraft(text="Rail")], at=AT)
    publish(by=by, checklist=checklist, at=AT)
    return make_plan(
        by=by,
        name="P",
        checklist=checklist,
        unit=here.plant.units.workshop,
        cadence="daily",
        post=here.plant.posts.team_leader_a,
        targets=[here.places.pump_bay],
        on=TODAY,
        at=AT,
    )


def test_two_sweeps_open_each_round_once(here, plan):
    at_once(lambda: open_due_rounds(AT), lambda: open_due_rounds(AT))
    assert Round.objects.filter(plan=plan).count() == 1


def test_two_phones_answer_and_finish_one_round_once(here, plan):
    open_due_rounds(AT)
    by = here.actor("li")
    walk = start_round(by=by, walk=Round.objects.get(), at=AT)
    item = Item.objects.get(version=walk.version)
    given = Given(verdict="conforms")
    results = at_once(
        *(lambda: save_answer(by=by, walk=walk, item=item, given=given, at=AT) for _ in range(3))
    )
    assert (kinds(results), Answer.objects.count()) == ({"Answer": 3}, 1)
    results = at_once(*(lambda: finish_round(by=by, walk=walk, at=AT + DAY) for _ in range(2)))
    assert kinds(results) == {"Round": 1, "RoundOver": 1}
    assert Evidence.objects.count() == 1
