"""Grades written as one of four levels, as Chinese ledgers have them."""

import pytest

from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.tests.setting import setting
from dutyline.modules.inspections.tests.test_messy_ledgers import UNIT, decided, refused, run

pytestmark = pytest.mark.django_db
LETTERS = (
    "What a letter means differs: the gravity, or who has to mend it, and A may be either end. "
    "Say it in a mapping: settings, spellings, grade."
)
FIFTH = (
    "The column has a fifth level; only four levels are known. "
    "Say what each means in a mapping: settings, spellings, grade."
)
WORKING_DAYS = (
    "“3个工作日” counts working days, which move with public holidays. "
    "Write the day itself, or calendar days."
)
FOUR = [("major", "red"), ("general", "orange"), ("general", "yellow"), ("general", "blue")]


@pytest.fixture(autouse=True)
def here():
    return setting()


def ledger(grades, header="隐患级别"):
    rows = [f"2024.3.{day},隐患{day},{grade}" for day, grade in enumerate(grades, 1)]
    return "\n".join((f"检查日期,问题描述,{header}", *rows, ""))


def graded():
    return list(Finding.objects.order_by("found_at").values_list("grade", "risk"))


@pytest.mark.parametrize(
    "grades",
    [
        "Ⅰ级 Ⅱ级 Ⅲ级 Ⅳ级",
        "I级 II级 III级 IV级",
        "I II III IV",
        "一级 二级 三级 四级",
        "1级 2级 3级 4级",
        "1 2 3 4",
        "Ⅰ级隐患 二级隐患 3级 ＩＶ",
    ],
)
def test_four_levels_are_grade_and_risk_gravest_first(grades):
    report = run(ledger(grades.split()), UNIT)
    assert (refused(report), graded()) == ([], FOUR)
    notes = [(str(d.text), d.rows) for d in report.decisions if d.key == "level_read_as"]
    first, second = grades.split()[:2]
    assert notes[:2] == [
        (f"“{first}” is read as Major hidden danger, risk level Major.", (2,)),
        (f"“{second}” is read as General hidden danger, risk level Larger.", (3,)),
    ]


def test_a_level_does_not_overrule_the_risk_the_row_names():
    text = "检查日期,问题描述,隐患级别,风险等级\n2024.3.5,护栏缺失,Ⅲ级,较大风险\n"
    report = run(text, UNIT)
    assert graded() == [("general", "orange")]
    notes = [str(each.text) for each in report.decisions if each.key == "level_read_as"]
    assert notes == ["“Ⅲ级” is read as General hidden danger."]


def test_roman_levels_of_risk_are_read_too():
    run(ledger(["Ⅰ", "Ⅱ级", "III", "四级"], "风险等级"), UNIT)
    assert [risk for _, risk in graded()] == ["red", "orange", "yellow", "blue"]


def test_letters_are_refused_until_a_mapping_says_what_they_mean():
    grades = ["A级", "B", "C级", "D级"]
    report = run(ledger(grades), UNIT)
    assert refused(report) == [(row, "隐患级别", word) for row, word in enumerate(grades, 2)]
    assert {each.reason for each in report.refused} == {LETTERS}
    told = {"A级": "重大", "B": "general", "C级": "一般", "D级": "一般"}
    run(ledger(grades), {"settings": {**UNIT["settings"], "spellings": {"grade": told}}})
    assert [grade for grade, _ in graded()] == ["major", "general", "general", "general"]


def test_a_scale_of_five_is_not_taken_for_one_of_four():
    report = run(ledger(["一级", "五级", "一般"]), UNIT)
    assert refused(report) == [(2, "隐患级别", "一级"), (3, "隐患级别", "五级")]
    assert {each.reason for each in report.refused} == {FIFTH}


def test_a_bare_digit_is_a_level_only_under_a_column_called_so():
    report = run(ledger(["2", "一般"], "严重程度"), UNIT)
    assert refused(report) == [(2, "严重程度", "2")]


def test_a_word_beside_the_level_counts_before_it():
    run(ledger(["一般3级", "重大(Ⅱ级)", "Ⅰ级（一般）"]), UNIT)
    assert [grade for grade, _ in graded()] == ["general", "major", "general"]


def test_what_the_mapping_says_of_a_level_overrules_the_four():
    told = {**UNIT["settings"], "spellings": {"grade": {"Ⅱ级": "major"}}}
    report = run(ledger(["Ⅱ级"]), {"settings": told})
    assert graded() == [("major", "")]
    assert "level_read_as" not in decided(report)


def test_worded_deadlines_are_counted_and_working_days_are_refused_with_what_to_write():
    text = (
        "检查日期,问题描述,整改期限\n2024.3.5,甲,限期3天\n2024.3.5,乙,7日内完成\n"
        "2024.3.5,丙,立即整改/立行立改\n2024.3.5,丁,3个工作日\n"
    )
    report = run(text, UNIT)
    days = dict(Finding.objects.values_list("title", "due_on"))
    assert {title: str(day) for title, day in days.items()} == {
        "甲": "2024-03-08",
        "乙": "2024-03-12",
        "丙": "2024-03-05",
    }
    assert [(each.row, each.column, each.reason) for each in report.refused] == [
        (
            5,
            "整改期限",
            WORKING_DAYS,
        )
    ]
