"""Ledgers of hidden dangers as site people keep them: their layouts, words, days and results."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.criteria.models import LoadedPack
from dutyline.kernel.organisation.models import Place, Unit
from dutyline.kernel.organisation.operations import create_unit
from dutyline.kernel.registry.imports import ImportMap, Options, read_sheet
from dutyline.modules.inspections.imports.known import NoUnits
from dutyline.modules.inspections.imports.ledger import LedgerImport
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.ledger_columns import COLUMNS, ledger_rows
from dutyline.modules.inspections.tests.setting import AT, TODAY, setting
from dutyline.toolkit.spreadsheets.columns import SheetToWrite
from dutyline.toolkit.spreadsheets.write import write_xlsx

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")
OPTIONS = Options(as_of=TODAY, at=AT)
UNIT = {"settings": {"unit": "team_a"}}
HEAD = (
    "序号,检查日期,检查部门,隐患描述,隐患等级,责任部门,责任人,整改期限,整改完成时间,复查人,复查结果"
)
LEDGER = f"""\
某公司2024年隐患排查治理台账
填报单位：安环部
{HEAD}
1,2024.3.5,安环部,护栏缺失,一般,Team A,Li Na,2024.3.10,2024.3.9,Chen Jing,合格
2,2024年3月6日,安环部,未接地,一般隐患,Team A,Li Na,3月底,,,
3,45356,安环部,灭火器过期,重大,Team A,Li Na,立即整改,已整改,,已整改
4,2024/3/8,安环部,报警器失效,较大,Team A,Li Na,10日内,/,/,未整改
5,3月9日,安环部,通道堵塞,一般3级,Team A,Li Na,2024年3月15日前,整改中,,整改中
6,2024.3.10-3.12,专项检查组,爬梯无护笼,一般,某车间,Li Na,长期,,Chen Jing,不合格
7,3月底,安环部,没有日子,一般,,,,,,
8,2024.3.13,安环部,级别不清,特级,,,,,,
9,2024.3.15,安环部,否定的级别,非重大隐患,,,,,,
合计,,,13项,,,,,,,
审核：某某,,,批准：某某
"""


@pytest.fixture
def here():
    return setting()


def sheet_of(text, mapping=None, encoding="utf-8"):
    file = BytesIO(text.encode(encoding))
    return read_sheet(file, "台账.csv", LedgerImport.fields, ImportMap.from_json(mapping or {}))


def run(text, mapping=None, encoding="utf-8"):
    sheet = sheet_of(text, mapping, encoding)
    plan = LedgerImport().plan(sheet, OPTIONS, by=BY)
    done = LedgerImport().apply(sheet, OPTIONS, by=BY)
    assert {**plan.as_json(), "applied": True} == done.as_json()
    return done


def refused(report):
    return [(each.row, each.column, each.value) for each in report.refused]


def decided(report):
    return {each.key: each.rows for each in report.decisions}


def test_a_ledger_in_gb18030_is_understood_and_what_is_not_is_named(here):
    report = run(LEDGER, UNIT, "gb18030")
    assert refused(report) == [
        (10, "检查日期", "3月底"),
        (11, "隐患等级", "特级"),
        (12, "隐患等级", "非重大隐患"),
    ]
    found = {row.title: row for row in Finding.objects.select_related("unit", "owner_unit")}
    assert {title: (row.state, row.grade, row.due_on) for title, row in found.items()} == {
        "护栏缺失": ("closed", "general", date(2024, 3, 10)),
        "未接地": ("assigned", "general", date(2024, 3, 31)),
        "灭火器过期": ("closed", "major", date(2024, 3, 5)),
        "报警器失效": ("in_work", "general", date(2024, 3, 18)),
        "通道堵塞": ("in_work", "general", date(2024, 3, 15)),
        "爬梯无护笼": ("registered", "general", None),
    }
    assert found["爬梯无护笼"].found_on == date(2024, 3, 10)
    assert {row.owner_unit.code for row in found.values() if row.owner_unit} == {"team_a"}
    told = decided(report)
    assert {key: told[key] for key in ("totals", "notes", "empty_words", "no_deadline")} == {
        "totals": (13,),
        "notes": (14,),
        "empty_words": (7,),
        "no_deadline": (9,),
    }
    assert told["owner_unit_words"] == (9,)


def test_a_verification_that_failed_does_not_close_a_finding(here):
    text = "检查日期,问题描述,复查日期,复查结果\n2024.3.5,护栏缺失,2024.3.9,不合格\n"
    run(text, UNIT)
    assert Finding.objects.get().state == "registered"


def test_a_column_of_states_counts_before_results(here):
    text = "检查日期,问题描述,整改状态,复查结果\n2024.3.5,护栏缺失,尚未整改,合格\n"
    run(text, UNIT)
    assert Finding.objects.get().state == "registered"


def test_rows_that_name_no_unit_go_to_the_unit_responsible(here):
    text = "检查日期,问题描述,责任部门\n2024.3.5,护栏缺失,Team A\n2024.3.5,照明不足,某外协\n"
    report = run(text)
    units = dict(Finding.objects.values_list("title", "unit__code"))
    top = Unit.objects.get(parent=None).code
    assert units == {"护栏缺失": "team_a", "照明不足": top}
    assert (decided(report)["unit_of_owner"], decided(report)["unit_default"]) == ((2,), (3,))


def test_an_english_register_is_understood_without_a_mapping(here):
    text = (
        "Hazard register\nNo,Date,Location,Hazard description,Severity,Responsible,Due,Status\n"
        "1,03/14/2024,Boiler house,Guard missing,Major,Li Na,within 5 days,Not closed\n"
        "2,03/15/2024,Yard,Oil leak,Low,Li Na,ASAP,unfixed\n"
    )
    report = run(text, UNIT)
    found = {row.title: (row.state, row.grade, row.due_on) for row in Finding.objects.all()}
    assert found == {
        "Guard missing": ("registered", "major", date(2024, 3, 19)),
        "Oil leak": ("registered", "general", None),
    }
    assert "numbered_anew" in decided(report)


def test_where_others_say_it_came_from_does_not_refuse_a_row(here):
    report = run("检查日期,问题描述,来源\n2024.3.5,护栏缺失,日检\n", UNIT)
    assert (Finding.objects.get().origin, refused(report)) == ("import", [])
    assert decided(report)["origin_left"] == (2,)


def test_pictures_of_cells_are_no_words(here):
    text = '检查日期,问题描述,整改前照片\n2024.3.5,护栏缺失,"=DISPIMG(""ID_1"",1)"\n'
    assert refused(run(text, UNIT)) == []
    assert Finding.objects.get().imported.before_photos == ""


def test_findings_older_than_their_unit_make_places_that_begin_with_it(here):
    create_unit(
        by=BY,
        code="new",
        name="New works",
        kind="workshop",
        parent=Unit.objects.get(code="team_a").parent,
        on=date(2026, 2, 1),
        at=AT,
    )
    mapping = {"settings": {"unit": "new", "places": "create"}}
    text = f"检查日期,问题描述,部位\n2011.3.5,护栏缺失,罐区\n2026.2.5,照明不足,{'长' * 201}\n"
    report = run(text, mapping)
    place = Place.objects.get(name="罐区")
    assert (place.valid_from, report.tally("place").created) == (date(2026, 2, 1), 1)
    assert Finding.objects.get(title="护栏缺失").place == place
    assert decided(report)["place_words"] == (3,)


def test_a_house_without_units_is_told_to_bring_them_first():
    with pytest.raises(NoUnits):
        LedgerImport().plan(sheet_of(LEDGER), OPTIONS, by=BY)


def test_a_house_without_rules_gets_the_default_set_and_is_told():
    create_unit(
        by=BY,
        code="works",
        name="Works",
        kind="company",
        parent=None,
        time_zone="Asia/Shanghai",
        on=date(2020, 1, 1),
        at=AT,
    )
    sheet = sheet_of("检查日期,问题描述\n2024.3.5,护栏缺失\n")
    plan = LedgerImport().plan(sheet, OPTIONS, by=BY)
    assert (LoadedPack.objects.count(), "rules_loaded" in decided(plan)) == (0, True)
    LedgerImport().apply(sheet, OPTIONS, by=BY)
    assert [pack.name for pack in LoadedPack.objects.all()] == ["iso-45001"]
    assert Finding.objects.get().number == "F-2024-0001"


def test_statements_do_not_grow_with_the_rows(here, django_assert_max_num_queries):
    rows = "".join(
        f"2025.{1 + row % 12}.{1 + row % 27},第{row}条,第{row}处,\n" for row in range(300)
    )
    sheet = sheet_of("检查日期,问题描述,部位\n" + rows, {"settings": {"places": "create"}})
    with django_assert_max_num_queries(70):
        LedgerImport().apply(sheet, OPTIONS, by=BY)
    assert (Finding.objects.count(), Place.objects.filter(name__startswith="第").count()) == (
        300,
        300,
    )


def exported():
    out = BytesIO()
    rows = list(ledger_rows(Finding.objects.order_by("number"), TODAY))
    write_xlsx(out, SheetToWrite("台账", [column.for_sheet() for column in COLUMNS], rows))
    return out.getvalue()


def test_what_came_from_another_ledger_is_exported_and_comes_back_the_same(here):
    midnight = (
        "9,2024.3.20 0:00,安环部,零点发现,一般,Team A,Li Na,2024.3.10,2024.3.9,Chen Jing,合格\n"
    )
    run(LEDGER.replace("合计,", midnight + "合计,"), UNIT)
    first = exported()
    sheet = read_sheet(BytesIO(first), "x.xlsx", LedgerImport.fields, ImportMap())
    again = LedgerImport().apply(sheet, OPTIONS, by=BY)
    assert (again.total.unchanged, again.total.refused) == (7, 0)
    with connection.cursor() as cursor:
        for table in ("closure", "importedfacts", "findingwords"):
            cursor.execute(f"DELETE FROM inspections_{table}")
    Finding.objects.update(rectification=None)
    Finding.objects.all().delete()
    Rectification.objects.all().delete()
    LedgerImport().apply(sheet, OPTIONS, by=BY)
    assert exported() == first
