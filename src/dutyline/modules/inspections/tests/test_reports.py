from datetime import UTC, date, datetime, timedelta

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.criteria.tests.packs import value_from
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.organisation.operations import close_place
from dutyline.modules.inspections.models import PlaceReport, ReportCount
from dutyline.modules.inspections.operations import (
    Details,
    assign_finding,
    close_finding,
    decline_report,
    follow_report,
    merge_findings,
    report_danger,
    report_repair,
    take_up_report,
    verify_repair,
    void_finding,
)
from dutyline.modules.inspections.operations.refusals import (
    CodeUnknown,
    NothingSaid,
    PlaceUnknown,
    ReasonMissing,
    ReportDecided,
    TooManyReports,
)
from dutyline.modules.inspections.operations.reports import sweep_counts
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY, setting

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def here():
    return setting()


def send(here, sentence="The guard rail is loose.", at=AT, address="10.0.0.1", **more):
    return report_danger(
        public_key=here.places.pump_bay.public_key,
        sentence=sentence,
        at=at,
        address=address,
        **more,
    )


def step(sent, at=AT):
    return follow_report(code=sent.code, at=at, address="10.0.0.9").step


def test_a_code_works_from_midnight_where_the_place_is(here):
    place, by = here.places.pump_bay, here.plant.by
    close_place(by=by, place=place, on=date(2026, 3, 5), at=AT)
    before = datetime(2026, 3, 4, 15, tzinfo=UTC)  # 23:00 in Shanghai
    assert send(here, at=before).report.place == place
    with pytest.raises(PlaceUnknown):
        send(here, at=before + 2 * HOUR)


def test_anybody_who_scans_the_code_may_report_and_gets_a_code_to_follow(here):
    sent = send(here, contact="13800000000", language="zh-hans")
    report = PlaceReport.objects.get()
    assert (report.place, report.unit_path) == (
        here.places.pump_bay,
        here.plant.units.team_a.path,
    )
    assert (len(sent.code), sent.code[5]) == (11, "-")
    assert sent.code.replace("-", "") not in report.code_digest
    assert step(sent) == "received"
    assert Notification.objects.get().person.name == "Li Na"


def test_the_code_is_found_however_it_is_typed_and_no_other_is(here):
    sent = send(here)
    typed = f" {sent.code.lower().replace('-', ' ')} "
    assert follow_report(code=typed, at=AT).step == "received"
    with pytest.raises(CodeUnknown):
        follow_report(code="ABCDE-FGHJK", at=AT)


def test_a_report_needs_a_sentence_and_a_place_in_use(here):
    with pytest.raises(NothingSaid):
        send(here, sentence="  ")
    with pytest.raises(PlaceUnknown):
        report_danger(public_key="nonsense", sentence="x", at=AT)


def test_nothing_of_a_report_is_ever_about_a_person(here):
    sent = send(here, contact="Wang Fang")
    finding = take_up_report(by=here.actor("zhang"), report=sent.report, at=AT + HOUR)
    assert (finding.finder, finding.finder_names, finding.origin) == (None, "Wang Fang", "public")
    assert finding.found_at == AT
    assert Evidence.objects.count() == 0


def test_a_report_is_taken_up_once_by_somebody_entitled(here):
    sent = send(here)
    with pytest.raises(NotPermitted):
        take_up_report(by=here.actor("wang"), report=sent.report, at=AT)
    details = Details(title="Rail loose at platform 3", category="things.guards")
    finding = take_up_report(by=here.actor("li"), report=sent.report, at=AT, details=details)
    assert (finding.title, finding.description) == (
        "Rail loose at platform 3",
        "The guard rail is loose.",
    )
    with pytest.raises(ReportDecided):
        take_up_report(by=here.actor("zhang"), report=sent.report, at=AT)


def test_a_second_report_of_the_same_counts_towards_the_first(here):
    known = here.found()
    sent = send(here)
    finding = take_up_report(by=here.actor("zhang"), report=sent.report, at=AT, finding=known)
    assert (finding, step(sent)) == (known, "taken_up")


def test_the_reporter_sees_each_step_until_it_is_closed(here):
    sent = send(here)
    finding = take_up_report(by=here.actor("zhang"), report=sent.report, at=AT)
    assert step(sent) == "taken_up"
    assign_finding(by=here.actor("zhang"), finding=finding, five=here.five(), at=AT)
    assert step(sent) == "in_work"
    report_repair(by=here.actor("li"), finding=finding, text="x", at=AT)
    assert step(sent) == "repaired"
    verify_repair(by=here.actor("zhang"), finding=finding, effective=True, at=AT)
    assert step(sent) == "verified"
    close_finding(by=here.actor("chen"), finding=finding, at=AT)
    assert step(sent) == "closed"


def test_a_merged_finding_is_followed_where_it_goes_on(here):
    sent = send(here)
    finding = take_up_report(by=here.actor("zhang"), report=sent.report, at=AT)
    other = here.found()
    merge_findings(by=here.actor("zhang"), finding=finding, into=other, at=AT)
    followed = follow_report(code=sent.code, at=AT)
    assert (followed.step, followed.number) == ("taken_up", other.number)
    void_finding(by=here.actor("chen"), finding=other, reason="x", at=AT)
    assert step(sent) == "answered"


def test_what_is_no_danger_is_answered_in_words(here):
    sent = send(here)
    with pytest.raises(ReasonMissing):
        decline_report(by=here.actor("zhang"), report=sent.report, reply=" ", at=AT)
    decline_report(by=here.actor("zhang"), report=sent.report, reply="It is a gate.", at=AT)
    followed = follow_report(code=sent.code, at=AT)
    assert (followed.step, followed.report.reply) == ("answered", "It is a gate.")


def test_one_address_sends_only_so_many_reports_an_hour(here):
    for _ in range(3):
        send(here)
    with pytest.raises(TooManyReports):
        send(here)
    send(here, address="10.0.0.2")
    send(here, at=AT + HOUR)
    assert PlaceReport.objects.count() == 5


def test_the_limit_is_that_of_the_day_where_the_enterprise_is(here):
    value_from(TODAY + DAY, "inspections.public_reports_per_hour", 1)
    midnight = AT + 12 * HOUR
    send(here, at=midnight - HOUR)
    send(here, at=midnight - HOUR)
    send(here, at=midnight)
    with pytest.raises(TooManyReports):
        send(here, at=midnight)


def test_one_place_takes_only_so_many_reports_an_hour(here):
    for number in range(5):
        send(here, address=f"10.0.1.{number}")
    with pytest.raises(TooManyReports):
        send(here, address="10.0.1.9")


def test_codes_cannot_be_tried_out(here):
    for _ in range(30):
        with pytest.raises(CodeUnknown):
            follow_report(code="AAAAA-AAAAA", at=AT, address="10.0.0.7")
    with pytest.raises(TooManyReports):
        follow_report(code="AAAAA-AAAAA", at=AT, address="10.0.0.7")


def test_addresses_are_kept_as_keyed_hashes_and_forgotten(here):
    send(here)
    keys = ReportCount.objects.values_list("key", flat=True)
    assert all(len(key) == 64 and "10.0.0.1" not in key for key in keys)
    assert (sweep_counts(AT + HOUR), sweep_counts(AT + 3 * HOUR)) == (0, 2)
    assert ReportCount.objects.count() == 0


def test_only_who_decides_reports_there_sees_them(here):
    send(here)
    seen = {
        name: PlaceReport.objects.visible_to(here.actor(name)).count()
        for name in ("li", "zhang", "chen", "wang", "gao", "ma", "stranger")
    }
    assert seen == {"li": 1, "zhang": 1, "chen": 1, "wang": 0, "gao": 0, "ma": 0, "stranger": 0}
    assert DAY > HOUR
