"""A closed or verified danger whose repair did not hold is taken up again."""

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.access.operations import grant_role
from dutyline.kernel.actions.refusals import DeadlinePassed
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.models import Withdrawal as EvidenceWithdrawal
from dutyline.kernel.duties.operations.replaying import replay
from dutyline.kernel.notifications.models import Notification
from dutyline.modules.inspections.models import Closure, Finding, FindingMark, FindingState
from dutyline.modules.inspections.operations import (
    close_finding,
    count_summaries,
    reopen_finding,
    report_repair,
    verify_repair,
    void_finding,
)
from dutyline.modules.inspections.operations.refusals import NotMendedYet, ReasonMissing
from dutyline.modules.inspections.tests.pages import Pages
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY
from dutyline.modules.inspections.tests.test_statistics import figures, rows

pytestmark = pytest.mark.django_db
LATER = AT + 40 * DAY
NEW_DUE = TODAY + 50 * DAY
LOOSE = "The weld broke again."
MARCH, APRIL = 202603, 202604


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


@pytest.fixture
def here(pages):
    return pages.here


def closed(pages):
    finding = pages.verified()
    close_finding(by=pages.here.actor("chen"), finding=finding, at=AT + DAY, note="Good.")
    finding.refresh_from_db()
    return finding


def reopened(pages, by="chen", **more):
    finding = closed(pages)
    said = {"due_on": NEW_DUE, "reason": LOOSE, "at": LATER, **more}
    reopen_finding(by=pages.here.actor(by), finding=finding, **said)
    return Finding.objects.get(pk=finding.pk)


def closed_again(pages):
    finding = reopened(pages)
    report_repair(by=pages.here.actor("li"), finding=finding, text="Bolted.", at=LATER)
    verify_repair(by=pages.here.actor("chen"), finding=finding, effective=True, at=LATER)
    close_finding(by=pages.here.actor("chen"), finding=finding, at=LATER + DAY, note="Again.")
    return Finding.objects.get(pk=finding.pk)


def test_the_ledger_shows_it_open_with_its_owner_and_a_new_deadline(pages):
    finding = reopened(pages)
    assert (finding.state, finding.is_open, finding.owner.name) == ("assigned", 1, "Li Na")
    assert (finding.first_due_on, finding.due_on) == (TODAY + 7 * DAY, NEW_DUE)
    assert (finding.repaired_on, finding.verified_on, finding.closed_on) == (None, None, None)


def test_the_closure_stays_on_record_with_what_overtook_it(pages):
    finding = closed_again(pages)
    first, second = Closure.objects.filter(finding=finding).order_by("id")
    assert (first.note, first.reopened_because, first.reopened_by.name, first.reopened_at) == (
        "Good.",
        LOOSE,
        "Chen Jing",
        LATER,
    )
    assert (second.note, second.reopened_at) == ("Again.", None)
    assert list(finding.closures.standing()) == [second]


def test_owner_head_and_whoever_closed_it_are_told_once_each(pages):
    reopened(pages, by="zhang")
    told = Notification.objects.filter(kind__endswith="reopened")
    assert sorted(told.values_list("kind", "person__name")) == [
        ("actions.reopened", "Li Na"),
        ("inspections.finding_reopened", "Chen Jing"),
    ]


def test_evidence_given_is_not_rewritten_and_the_second_closing_proves_anew(pages):
    closed_again(pages)
    kinds = Evidence.objects.order_by("kind", "id").values_list("kind", "person_name")
    assert list(kinds) == [
        ("actions.repaired_in_time", "Li Na"),
        ("actions.repaired_in_time", "Li Na"),
        ("actions.verified", "Chen Jing"),
        ("actions.verified", "Chen Jing"),
        ("inspections.finding_closed", "Chen Jing"),
        ("inspections.finding_closed", "Chen Jing"),
        ("inspections.finding_recorded", "Wang Fang"),
    ]
    assert EvidenceWithdrawal.objects.count() == 0
    assert replay(now=LATER + 2 * DAY).agrees


def test_a_replay_agrees_while_it_is_open_again(pages):
    reopened(pages)
    assert replay(now=LATER + DAY).agrees


def test_declared_void_afterwards_it_proves_nothing_any_more(pages):
    finding = closed_again(pages)
    void_finding(by=pages.here.actor("chen"), finding=finding, reason="Twice", at=LATER + DAY)
    assert EvidenceWithdrawal.objects.count() == Evidence.objects.count()
    assert replay(now=LATER + 2 * DAY).agrees


def test_statistics_follow_and_counting_all_anew_gives_the_same(pages):
    finding = closed(pages)
    count_summaries(AT + 2 * DAY)
    company = pages.here.plant.units.resin
    before = {"found": 1, "found_closed": 1, "closed": 1, "close_days": 1, "due": 1, "in_time": 1}
    assert figures(company, month=MARCH) == before
    reopen_finding(
        by=pages.here.actor("chen"), finding=finding, due_on=NEW_DUE, reason=LOOSE, at=LATER
    )
    count_summaries(LATER)
    assert figures(company, month=MARCH) == {"found": 1, "due": 1}
    report_repair(by=pages.here.actor("li"), finding=finding, text="Bolted.", at=LATER)
    verify_repair(by=pages.here.actor("chen"), finding=finding, effective=True, at=LATER)
    close_finding(by=pages.here.actor("chen"), finding=finding, at=LATER)
    count_summaries(LATER)
    # Mended for good only after the first deadline: late, and closed in the month it was.
    assert figures(company, month=MARCH) == {"found": 1, "found_closed": 1, "due": 1}
    assert figures(company, month=APRIL) == {"closed": 1, "close_days": 40}
    kept = rows()
    FindingMark.objects.all().delete()
    pages.here.plant.units.resin.refresh_from_db()
    count_summaries(LATER)
    assert rows() == kept


def test_who_may_not_verify_there_does_not_reopen(pages):
    finding = closed(pages)
    for name in ("wang", "ma"):
        with pytest.raises(NotPermitted):
            reopen_finding(
                by=pages.here.actor(name), finding=finding, due_on=NEW_DUE, reason=LOOSE, at=LATER
            )


def test_a_reopening_needs_a_reason_a_deadline_ahead_and_something_mended(pages):
    finding = closed(pages)
    chen = pages.here.actor("chen")
    with pytest.raises(ReasonMissing):
        reopen_finding(by=chen, finding=finding, due_on=NEW_DUE, reason=" ", at=LATER)
    with pytest.raises(DeadlinePassed):
        reopen_finding(by=chen, finding=finding, due_on=TODAY, reason=LOOSE, at=LATER)
    with pytest.raises(NotMendedYet):
        reopen_finding(by=chen, finding=pages.here.found(), due_on=NEW_DUE, reason=LOOSE, at=LATER)
    assert Finding.objects.get(pk=finding.pk).state == "closed"


def test_one_verified_and_not_yet_closed_is_reopened_as_well(pages):
    finding = pages.verified()
    reopen_finding(
        by=pages.here.actor("chen"), finding=finding, due_on=NEW_DUE, reason=LOOSE, at=LATER
    )
    assert Finding.objects.get(pk=finding.pk).state == "assigned"


def test_one_taken_over_closed_without_its_repair_waits_to_be_assigned(pages):
    finding = pages.here.found()
    Finding.objects.filter(pk=finding.pk).update(state=FindingState.CLOSED, closed_on=TODAY)
    Closure.objects.create(finding=finding, by_name="Old ledger", at=AT)
    reopen_finding(
        by=pages.here.actor("chen"), finding=finding, due_on=NEW_DUE, reason=LOOSE, at=LATER
    )
    finding.refresh_from_db()
    assert (finding.state, finding.due_on, finding.closed_on) == ("registered", NEW_DUE, None)


def test_the_verifier_reopens_it_on_its_page(pages):
    finding = closed(pages)
    address = f"/findings/{finding.pk}/reopening/"
    pages.at(LATER)
    page = pages.get("chen", f"/findings/{finding.pk}/")
    assert "reopening" in {each.key for each in page.context["more"]}
    assert pages.get("chen", address).status_code == 200
    refused = pages.post("chen", address, reason=LOOSE, due_on="2026-03-02")
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"due_on": ["The deadline must not lie in the past."]}
    sent = pages.post("chen", address, reason=LOOSE, due_on=NEW_DUE.isoformat())
    assert (sent.status_code, sent.url) == (302, f"/findings/{finding.pk}/")
    page = pages.get("li", sent.url)
    assert page.context["decision"].key == "receipt"
    assert LOOSE in page.content.decode()


def test_the_owner_reads_why_he_cannot_reopen_and_a_worker_is_not_offered_it(pages):
    finding = closed(pages)
    owner = pages.get("li", f"/findings/{finding.pk}/").context["not_yet"]
    assert [each.reason for each in owner if each.key == "reopening"] == [
        "You answer for this repair, so another person reopens it."
    ]
    assert pages.get("wang", f"/findings/{finding.pk}/reopening/").status_code == 404


def test_a_principal_may_verify_what_he_reopened(pages):
    grant_role(
        by=pages.here.plant.by,
        role="inspector",
        person=pages.here.person("gao"),
        unit=pages.here.plant.units.resin,
        on=TODAY,
        at=AT,
    )
    finding = reopened(pages, by="gao")
    report_repair(by=pages.here.actor("li"), finding=finding, text="Bolted.", at=LATER)
    verify_repair(by=pages.here.actor("gao"), finding=finding, effective=True, at=LATER)
    assert Finding.objects.get(pk=finding.pk).state == "verified"
