"""Two callers at the same moment: one wins, the other is told that somebody was faster."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dutyline.modules.inspections.models import Closure, Finding

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(*asks):
    """Run requests in threads that begin together; return their answers."""
    barrier = Barrier(len(asks))

    def run(ask):
        try:
            barrier.wait(timeout=20)
            return ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(run, asks))


def statuses(answers):
    return Counter(each.status_code for each in answers)


def test_two_who_verify_one_repair_at_once_leave_one_verification(calls):
    path = f"/findings/{calls.reported().pk}/verification"
    for name in ("chen", "zhang"):
        calls.token(name)
    answers = at_once(
        *(
            lambda name=name: calls.tell(name, path, {"effective": True})
            for name in ("chen", "zhang")
        )
    )
    assert statuses(answers) == {200: 1, 409: 1}
    assert Finding.objects.get().state == "verified"


def test_two_who_close_one_finding_at_once_leave_one_closure(calls):
    path = f"/findings/{calls.verified().pk}/closure"
    for name in ("chen", "zhao"):
        calls.token(name)
    answers = at_once(
        *(lambda name=name: calls.tell(name, path, {"note": name}) for name in ("chen", "zhao"))
    )
    assert statuses(answers) == {200: 1, 409: 1}
    assert Closure.objects.count() == 1


def test_two_who_amend_the_same_version_at_once_do_not_overwrite_each_other(calls):
    path = f"/findings/{calls.here.found().pk}"
    tag = calls.ask("wang", path)["ETag"]
    calls.token("li")
    bodies = {"wang": "gate 1", "li": "gate 2"}
    answers = at_once(
        *(
            lambda name=name, spot=spot: calls.tell(
                name, f"{path}/amendment", {"spot": spot, "reason": "Seen"}, **{"If-Match": tag}
            )
            for name, spot in bodies.items()
        )
    )
    assert statuses(answers) == {200: 1, 409: 1}
    kept = next(each.json()["spot"] for each in answers if each.status_code == 200)
    assert Finding.objects.get().spot == kept


def test_the_same_key_sent_twice_at_once_records_one_finding(calls):
    place, key = calls.here.places.pump_bay.pk, {"Idempotency-Key": "sent-twice-at-once"}
    body = {"title": "Guard rail loose", "place_id": place}
    calls.token("wang")
    answers = at_once(*(lambda: calls.tell("wang", "/findings", body, **key) for _ in range(4)))
    assert statuses(answers) == {201: 4}
    assert len({each.json()["id"] for each in answers}) == Finding.objects.count() == 1
