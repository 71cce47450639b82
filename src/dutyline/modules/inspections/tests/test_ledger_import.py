from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from django.utils.translation import override

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.criteria.tests.packs import give_values
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.organisation.operations import create_unit
from dutyline.kernel.registry.imports import BadMap, ImportMap, Options, read_sheet
from dutyline.modules.inspections.imports.ledger import LedgerImport
from dutyline.modules.inspections.models import Finding, FindingMark, ImportedFacts
from dutyline.modules.inspections.tests.setting import AT, TODAY, VALUES, setting
from dutyline.toolkit.spreadsheets.wording import plain

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[5]
ALBERTA = ROOT.parent / "shared" / "data" / "alberta-stop-work" / "2011-2015-StopWorkOrders.xlsx"
OPTIONS = Options(as_of=TODAY, at=AT)
BY = Actor.system("tests")


def sheet_of(text, mapping=None, name="ledger.csv"):
    file = BytesIO(text.encode() if isinstance(text, str) else text)
    return read_sheet(file, name, LedgerImport.fields, ImportMap.from_json(mapping or {}))


def run(text, mapping=None, *, by=BY, options=OPTIONS):
    sheet = sheet_of(text, mapping)
    plan = LedgerImport().plan(sheet, options, by=by)
    done = LedgerImport().apply(sheet, options, by=by)
    assert {**plan.as_json(), "applied": True, "kinds": None} == {**done.as_json(), "kinds": None}
    return done


def counts(report):
    tally = report.tally("finding")
    return tally.created, tally.unchanged, tally.closed, tally.refused


def decisions(report):
    return {(each.key, str(each.text)) for each in report.decisions}


@pytest.fixture
def here():
    return setting()


MESSY = """\
某厂2025年隐患排查台账
序号,检查日期,部位,存在问题,隐患级别,整改措施,责任人,整改期限,整改完成时间,复查人,状态
1,2025.3.7,1号反应釜,护栏缺失,一般3级,焊接,Li Na,2025-3-10,2025-3-9,Chen Jing,已整改
2,3月8日,罐区,1. 接地线脱落 2. 灭火器过期,3级,更换,李四,2025/3/12,已整改,,
3,2025-03-09,罐区,爬梯无护笼,重大,停用,"Li Na、Wang Fang",2025-03-01,2025-03-20,,整改完成
4,2025-03-09,罐区,爬梯无护笼,重大,停用,"Li Na、Wang Fang",2025-03-01,2025-03-20,,整改完成
5,没有日期,罐区,照明不足,一般,,,,,,
6,2025-03-10,罐区,=1+1,怪级,,,,,,
7,2025-03-11,泵房,法兰泄漏,,紧固,Gao Yang,2025-03-20,,,
合计,7,,,,,,,,,
"""


def test_a_messy_chinese_ledger_is_taken_over_with_every_decision_shown(here):
    report = run(MESSY, {"settings": {"unit": "team_a"}})
    found = {row.title: row for row in Finding.objects.select_related("place", "owner")}
    assert counts(report) == (5, 0, 0, 3)
    assert sorted(found) == ["护栏缺失", "接地线脱落", "法兰泄漏", "灭火器过期", "爬梯无护笼"]
    rail, ladder = found["护栏缺失"], found["爬梯无护笼"]
    assert (rail.state, rail.grade, rail.owner.name) == ("closed", "general", "Li Na")
    assert (rail.closed_on, rail.repaired_on, rail.spot) == (
        date(2025, 3, 9),
        date(2025, 3, 9),
        "1号反应釜",
    )
    assert (ladder.grade, ladder.state, ladder.found_on) == ("major", "closed", date(2025, 3, 9))
    assert found["接地线脱落"].found_on == date(2025, 3, 8)
    assert (found["灭火器过期"].state, found["法兰泄漏"].state) == ("closed", "assigned")
    keys = {key for key, _text in decisions(report)}
    assert keys >= {
        "items_split",
        "person_words",
        "several_people",
        "state_in_days",
        "closed_on_guessed",
        "due_early",
        "finished_late",
        "state_from_days",
        "totals",
        "year_from_rows",
    }
    assert [(each.row, each.column) for each in report.refused] == [
        (6, "存在问题"),
        (7, "检查日期"),
        (8, "隐患级别"),
    ]
    assert "5" in report.refused[0].reason


OTHER_WORDS = """\
2025年事故隐患排查治理台账
序号,巡查时间,隐患所在部位,隐患具体情况,隐患评估,治理措施,整改负责人,要求整改完成日期,实际完成日期,复查人签字,复查日期,整改资金（万元）,预案落实,闭环状态
1,2025年3月5日下午,Shift team B,通道堵塞,一般,清理,Li Na,3月20日,3月6日,Chen Jing,3月6日,0.15,,闭环
2,2025/3/7,泵房,法兰泄漏,重大,紧固,Li Na,2025/3/20,,,,已落实,,处理中
"""


def test_columns_are_known_by_the_words_they_are_made_of(here):
    sheet = sheet_of(OTHER_WORDS)
    assert sheet.headers == {
        "found_at": "巡查时间",
        "place": "隐患所在部位",
        "title": "隐患具体情况",
        "grade": "隐患评估",
        "measures": "治理措施",
        "owner": "整改负责人",
        "due_on": "要求整改完成日期",
        "repaired_on": "实际完成日期",
        "verifier": "复查人签字",
        "verified_on": "复查日期",
        "funds_planned": "整改资金（万元）",
        "contingency_plan": "预案落实",
        "state": "闭环状态",
    }
    report = run(OTHER_WORDS)
    assert counts(report) == (2, 0, 0, 0)
    passage, flange = Finding.objects.order_by("id")
    assert (passage.unit.code, passage.state, passage.found_on) == (
        "team_b",
        "closed",
        date(2025, 3, 5),
    )
    assert passage.rectification.funds_planned == 1500
    assert (flange.grade, flange.state) == ("major", "in_work")
    keys = {key for key, _text in decisions(report)}
    assert keys >= {"ten_thousands", "no_amount", "unit_of_place"}


IN_ENGLISH = """\
Safety walk register 2025
Item,Date identified,Hidden danger,Hazard location,Hazard severity,Required actions,Action owner,\
Target completion,Date rectified,Checked by,Checked on,Current status
1,2025-03-05,Passage blocked,Shift team B,general,Clear it,Li Na,\
2025-03-20,2025-03-06,Chen Jing,2025-03-06,closed
"""


def test_columns_of_english_ledgers_are_known_by_their_words_too(here):
    assert sheet_of(IN_ENGLISH).headers == {
        "found_at": "Date identified",
        "title": "Hidden danger",
        "place": "Hazard location",
        "grade": "Hazard severity",
        "measures": "Required actions",
        "owner": "Action owner",
        "due_on": "Target completion",
        "repaired_on": "Date rectified",
        "verifier": "Checked by",
        "verified_on": "Checked on",
        "state": "Current status",
    }
    assert counts(run(IN_ENGLISH)) == (1, 0, 0, 0)
    assert Finding.objects.get().state == "closed"


def test_hardly_a_name_of_a_column_stands_for_two_facts():
    known = {}
    for field in LedgerImport.fields:
        for name in dict.fromkeys(field.synonyms):
            known.setdefault(plain(name), set()).add(field.key)
    # Our own export calls the moment of recording 登记时间; in other ledgers it is the day.
    both = {name: keys for name, keys in known.items() if len(keys) > 1}
    assert both == {"登记时间": {"found_at", "recorded_at"}}


def test_the_same_ledger_again_changes_nothing(here):
    run(MESSY, {"settings": {"unit": "team_a"}})
    again = run(MESSY, {"settings": {"unit": "team_a"}})
    assert counts(again) == (0, 5, 0, 3)
    assert Finding.objects.count() == 5


def test_the_same_ledger_under_another_name_changes_nothing(here):
    mapping = {"settings": {"unit": "team_a"}}
    run(MESSY, mapping)
    sheet = sheet_of(MESSY, mapping, name="ledger (1).csv")
    assert counts(LedgerImport().apply(sheet, OPTIONS, by=BY)) == (0, 5, 0, 3)


def test_a_later_ledger_closes_what_nobody_here_has_touched(here):
    first = "检查日期,存在问题,状态,整改完成时间\n2025-3-7,护栏缺失,未整改,\n"
    later = "检查日期,存在问题,状态,整改完成时间\n2025-3-7,护栏缺失,已整改,2025-3-20\n"
    mapping = {"source": "site", "settings": {"unit": "team_a"}}
    assert counts(run(first, mapping)) == (1, 0, 0, 0)
    assert counts(run(later, mapping)) == (0, 0, 1, 0)
    finding = Finding.objects.get()
    assert (finding.state, finding.closed_on) == ("closed", date(2025, 3, 20))
    assert counts(run(later, mapping)) == (0, 1, 0, 0)


def test_the_mapping_overrules_what_words_mean(here):
    text = "Date,Finding,Grade,Status\n2025-03-07,Rail,B级,fertig\n"
    refused = run(text, {"settings": {"unit": "team_a"}})
    assert counts(refused) == (0, 0, 0, 1)
    mapping = {
        "settings": {
            "unit": "team_a",
            "spellings": {"grade": {"B级": "重大"}, "state": {"fertig": "in_work"}},
        }
    }
    assert counts(run(text, mapping)) == (1, 0, 0, 0)
    assert Finding.objects.get().grade == "major"


@pytest.mark.parametrize(
    "settings",
    [
        {"colour": "red"},
        {"places": "guess"},
        {"state": "fixed"},
        {"unit": 5},
        {"spellings": {"state": "x"}},
        {"spellings": {"colour": {}}},
        {"spellings": {"grade": {"II": "majr"}}},
        {"clauses": ["a", "b"]},
    ],
)
def test_a_mapping_nobody_can_follow_is_refused(here, settings):
    with pytest.raises(BadMap):
        run("Date,Finding\n2025-03-07,Rail\n", {"settings": settings})


def test_only_units_where_the_actor_may_import_are_known(here):
    text = "Date,Finding,Unit code\n2025-03-07,Rail,mixing\n2025-03-07,Rail,team_a\n"
    report = run(text, by=here.actor("chen"))
    assert counts(report) == (1, 0, 0, 1)
    assert report.refused[0].reason == "There is no unit with this code."
    with pytest.raises(NotPermitted):
        run(text, by=here.actor("zhang"))


def test_units_are_found_by_a_part_of_their_name_and_it_is_said(here):
    report = run("Date,Finding,Unit\n2025-03-07,Rail,Polymerisation\n2025-03-08,Gate,Quarry\n")
    units = set(Finding.objects.values_list("title", "unit__name"))
    assert units == {("Rail", "Polymerisation Workshop"), ("Gate", "Lanjiang Chemical Group")}
    assert {key for key, _text in decisions(report)} >= {"unit_part", "unit_default"}


def test_what_another_ledger_tells_is_no_evidence_here(here):
    run(MESSY, {"settings": {"unit": "team_a"}})
    assert Evidence.objects.count() == 0
    assert FindingMark.objects.count() > 0


def test_cells_are_found_under_english_and_chinese_names_in_either_language(here):
    with override("zh-hans"):
        report = run("Found,What is wrong,Unit code\n2025-03-07,Rail,team_a\n")
    assert counts(report) == (1, 0, 0, 0)


def test_a_finding_of_tomorrow_is_refused(here):
    report = run("Date,Finding\n2026-03-04,Rail\n")
    assert counts(report) == (0, 0, 0, 1)


def alberta():
    by = Actor.system("tests")
    give_values(VALUES)
    create_unit(
        by=by,
        code="ab",
        name="Alberta",
        kind="company",
        parent=None,
        time_zone="America/Edmonton",
        on=date(2010, 1, 1),
        at=AT,
    )
    mapping = yaml.safe_load((ROOT / "packs/maps/alberta-stop-work.yaml").read_text())
    with ALBERTA.open("rb") as file:
        sheet = read_sheet(file, ALBERTA.name, LedgerImport.fields, ImportMap.from_json(mapping))
    options = Options(as_of=date(2015, 12, 31), at=datetime(2016, 1, 4, 18, tzinfo=UTC))
    return sheet, options


@pytest.mark.slow
def test_the_stop_work_orders_of_alberta_become_findings_with_clauses_and_repeats():
    sheet, options = alberta()
    plan = LedgerImport().plan(sheet, options, by=BY)
    assert (plan.tally("finding").created, plan.tally("finding").refused) == (5226, 65)
    report = LedgerImport().apply(sheet, options, by=BY)
    assert (report.tally("finding").created, report.tally("place").created) == (5226, 2933)
    assert all("The same as row" in each.reason for each in report.refused)
    acts = {clause.split(",")[0] for clause in Finding.objects.values_list("clause", flat=True)}
    assert acts == {"OHS Code 2009", "OHS Code 2006", "OHS Act", "OHS Regulation"}
    assert Finding.objects.filter(clause="OHS Act, s. 10").count() == 62
    assert Place.objects.filter(name="Employer 925550").count() == 1
    numbers = Finding.objects.order_by("found_at", "id").values_list("number", flat=True)
    assert (numbers[0], Finding.objects.values("number").distinct().count()) == (
        "F-2011-0001",
        5226,
    )
    repeats = Finding.objects.filter(repeat_of__isnull=False).select_related("repeat_of")
    assert repeats.count() > 100
    for finding in repeats[:200]:
        before = finding.repeat_of
        assert (finding.place_id, finding.clause) == (before.place_id, before.clause)
        assert timedelta(0) < finding.found_at - before.found_at <= timedelta(days=180)
    again = LedgerImport().apply(sheet, options, by=BY)
    tally = again.tally("finding")
    assert (tally.created, tally.unchanged, tally.refused) == (0, 5226, 65)
    assert ImportedFacts.objects.count() == 5226
