from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.criteria.shelf import one_reading
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import tell_plainly
from dutyline.kernel.notifications.models import Notification, OutboxMail
from dutyline.modules.inspections.models import Finding, Grade, Regrade
from dutyline.modules.inspections.operations import Details, record_finding
from dutyline.modules.inspections.operations.refusals import (
    FoundInTheFuture,
    NothingSaid,
    PlaceElsewhere,
    ReasonMissing,
)
from dutyline.modules.inspections.tests.setting import AT, DAY, setting

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return setting()


def test_a_worker_records_what_he_found_and_the_ledger_has_it(here):
    finding = here.found()
    finding.refresh_from_db()
    assert (finding.number, finding.state, finding.grade) == (
        "F-2026-0001",
        "registered",
        "general",
    )
    assert (finding.company, finding.unit) == (here.plant.units.resin, here.plant.units.team_a)
    assert (finding.nature, finding.basis, finding.finder_names) == ("things", "site", "Wang Fang")
    assert (finding.found_on.isoformat(), finding.found_month) == ("2026-03-02", 202603)
    assert not finding.back_filled


def test_numbers_run_within_a_company_and_year(here):
    numbers = [here.found().number for _ in range(3)]
    december = here.found(at=AT, found_at=AT - timedelta(days=61)).number
    other = here.found(by="ma", unit=here.plant.units.mixing).number
    assert numbers == ["F-2026-0001", "F-2026-0002", "F-2026-0003"]
    assert (december, other) == ("F-2025-0001", "F-2026-0001")


def test_recording_is_evidence_of_the_finder(here):
    finding = here.found()
    piece = Evidence.objects.get()
    assert (piece.kind, piece.source, piece.person_name, piece.unit_id) == (
        "inspections.finding_recorded",
        f"inspections.finding:{finding.pk}",
        "Wang Fang",
        here.plant.units.team_a.pk,
    )


def test_the_head_of_the_unit_is_told_and_history_says_who(here):
    here.found()
    told = Notification.objects.get()
    entry = Entry.objects.filter(verb="inspections.finding_recorded").get()
    assert (told.person.name, told.kind) == ("Li Na", "inspections.finding_recorded")
    assert (entry.by_name, entry.by_post) == ("Wang Fang", "Operator A")
    assert OutboxMail.objects.get().to == "li@example.com"


def test_whoever_heads_the_unit_is_not_told_of_his_own_finding(here):
    here.found(by="li")
    assert Notification.objects.count() == 0


def test_a_ticked_situation_makes_a_danger_major_and_the_whole_line_is_told(here):
    finding = here.found(ticked=("trade.dust.interlock",))
    told = Notification.objects.order_by("person__name").values_list("person__name", flat=True)
    assert (finding.grade, finding.major_item) == (Grade.MAJOR, "trade.dust.interlock")
    assert finding.clause == "Order 10 9(7)"
    assert list(told) == ["Li Na", "Zhang Wei", "Zhao Min"]


def test_history_says_the_grade_in_the_language_of_who_reads_it(here):
    here.found()
    entry = Entry.objects.get(verb="inspections.finding_recorded")
    assert entry.data["grade"] == "general"
    assert tell_plainly(entry).endswith(": General hidden danger.")
    with translation.override("zh-hans"):
        assert tell_plainly(entry).endswith("：一般事故隐患。")


def test_the_clause_of_a_major_situation_is_enough(here):
    assert here.found(clause="Order 10 9(7)").grade == Grade.MAJOR
    assert here.found(clause="Order 10 9(8)").grade == Grade.GENERAL


def test_wishing_for_less_never_lowers_what_the_criteria_decide(here):
    assert here.found(ticked=("trade.dust.interlock",), grade="general").grade == Grade.MAJOR


def test_a_person_may_raise_the_grade_with_a_reason_only(here):
    with pytest.raises(ReasonMissing):
        here.found(grade="major")
    finding = here.found(grade="major", grade_reason="Twelve people work under it.")
    raised = Regrade.objects.get()
    assert (finding.grade, raised.after, raised.by.name) == ("major", "major", "Wang Fang")
    assert Finding.objects.count() == 1


def test_the_same_place_and_category_within_the_days_is_a_repeat(here):
    first = here.found(at=AT, found_at=AT - 5 * DAY)
    again = here.found(at=AT)
    other = here.found(category="things.electrical")
    elsewhere = here.found(by="gao", place=here.places.tank_farm)
    assert (again.repeat_of, other.repeat_of, elsewhere.repeat_of) == (first, None, None)


def test_the_same_clause_at_the_same_place_is_a_repeat_too(here):
    first = here.found(clause="GB 4053.3, 4.1", at=AT, found_at=AT - DAY)
    again = here.found(clause="GB 4053.3, 4.1", category="things.electrical")
    assert again.repeat_of == first


def test_after_the_days_it_is_no_repeat(here):
    here.found(at=AT, found_at=AT - 181 * DAY)
    assert here.found(at=AT).repeat_of is None
    here.found(title="x", category="management.rules", found_at=AT - 180 * DAY)
    assert here.found(title="x", category="management.rules").repeat_of is not None


def test_what_is_written_down_days_later_shows_it(here):
    assert here.found(found_at=AT - 3 * DAY).back_filled
    assert not here.found(found_at=AT - 2 * DAY).back_filled


def test_nothing_is_found_in_the_future(here):
    with pytest.raises(FoundInTheFuture):
        here.found(found_at=AT + timedelta(minutes=1))


def test_a_finding_says_what_is_wrong(here):
    with pytest.raises(NothingSaid):
        here.found(title="   ")


def test_place_and_unit_belong_together(here):
    with pytest.raises(PlaceElsewhere):
        here.found(unit=here.plant.units.team_b, place=here.places.pump_bay, by="zhang")


def test_nobody_records_where_he_has_no_business(here):
    with pytest.raises(NotPermitted):
        here.found(by="wang", place=here.places.mill)
    with pytest.raises(NotPermitted):
        here.found(by="stranger")
    assert Finding.objects.count() == 0


def test_recording_takes_few_statements(here):
    by = here.actor("wang")
    here.found()
    details = Details(title="Rail loose", place=here.places.pump_bay, category="things.guards")
    with one_reading(), CaptureQueriesContext(connection) as statements:
        record_finding(by=by, details=details, at=AT)
    # What the test's own transaction adds, a real one does not have.
    asked = [row["sql"] for row in statements if "SAVEPOINT" not in row["sql"]]
    assert len(asked) == 12
