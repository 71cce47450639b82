"""Cards come from a table and go back into one, row by row, without a word changed."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.history.models import Entry
from dutyline.kernel.registry.imports import (
    BadMap,
    ColumnsMissing,
    ImportMap,
    Options,
    read_sheet,
)
from dutyline.modules.responsibility.card_export import sheet_of
from dutyline.modules.responsibility.imports.cards import CardsImport
from dutyline.modules.responsibility.models import CardState, CardVersion, PostCard
from dutyline.modules.responsibility.operations import draft_card, write_draft
from dutyline.modules.responsibility.operations.register import posts_with_cards
from dutyline.modules.responsibility.operations.sheet import card_rows
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.toolkit.spreadsheets.write import write_xlsx

OPTIONS = Options(as_of=TODAY, at=AT)


def book(*rows):
    """Return a workbook of these rows as somebody's Excel would write it."""
    opened = openpyxl.Workbook()
    for row in rows:
        opened.active.append(row)
    file = BytesIO()
    opened.save(file)
    file.seek(0)
    return file


def sheet(*rows, mapping=None):
    return read_sheet(
        book(*rows), "cards.xlsx", CardsImport.fields, ImportMap.from_json(mapping or {})
    )


def run(here, *rows, name="chen"):
    return CardsImport().apply(sheet(*rows), OPTIONS, by=here.actor(name))


def counts(report):
    tally = report.tally("card")
    return (tally.created, tally.changed, tally.unchanged, tally.refused)


def exported(here, name="chen"):
    """Return the export as read by another program, and the file itself."""
    file = BytesIO()
    write_xlsx(file, sheet_of(card_rows(posts_with_cards(here.actor(name), TODAY))))
    file.seek(0)
    rows = [list(row) for row in openpyxl.load_workbook(file).active.values]
    file.seek(0)
    return rows, file


CHINESE = ("岗位编码", "岗位名称", "所属部门", "安全职责", "责任范围", "考核标准", "代理人")


def test_a_chinese_table_begins_cards_with_the_words_of_the_standard_post(here):
    row = ("operator_a", "", "", "发现隐患立即报告\n佩戴防毒面具", "反应釜", None, "班长")
    report = run(here, CHINESE, row)
    assert counts(report) == (1, 0, 0, 0)
    draft = CardVersion.objects.get()
    assert draft.state == CardState.DRAFT
    assert draft.safety_zh == "发现隐患立即报告\n佩戴防毒面具"
    assert (draft.scope_zh, draft.deputies) == ("反应釜", "班长")
    assert draft.assessment_zh == "按应尽事项完成情况考核", "an empty cell says nothing"
    assert draft.job_en == "Operate the reactor by its procedure"
    assert draft.place["unit"] == "Shift team A"
    assert draft.drafted_by_name == "Chen Jing"


def test_english_headers_without_a_language_are_english(here):
    run(here, ("Post code", "Safety duties", "Scope"), ("operator_a", "Wear the mask", "Platform"))
    draft = CardVersion.objects.get()
    assert (draft.safety_en, draft.scope_en) == ("Wear the mask", "Platform")
    assert draft.safety_zh == "发现隐患立即报告"


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("1、遵守规程；\n2、报告隐患。", "遵守规程\n报告隐患。"),
        ("（1）遵守规程；（2）报告隐患；", "遵守规程\n报告隐患"),
        ("1. Keep 1.5 m\naway\n2. Stop", "Keep 1.5 m away\nStop"),
        ("Keep 1.5 m away\nStop", "Keep 1.5 m away\nStop"),
        ("遵守规程；报告隐患", "遵守规程；报告隐患"),
    ],
)
def test_numbered_items_lose_their_numbers_for_cards_number_them_again(here, cell, kept):
    row = ("operator_a", None, None, cell, None, None, None)
    run(here, CHINESE, row)
    assert CardVersion.objects.get().safety_zh == kept
    assert counts(run(here, CHINESE, row)) == (0, 0, 1, 0)


def test_the_same_table_again_changes_nothing(here):
    row = ("operator_a", None, None, "佩戴防毒面具\n\n 发现隐患立即报告 ", "反应釜", "按月考核", "")
    run(here, CHINESE, row)
    entries = Entry.objects.count()
    again = run(here, CHINESE, row)
    assert counts(again) == (0, 0, 1, 0)
    assert Entry.objects.count() == entries


def test_the_dry_run_says_the_same_and_writes_nothing(here):
    row = ("operator_a", None, None, "佩戴防毒面具", None, None, None)
    table = sheet(CHINESE, row, ("nobody", None, None, "x", None, None, None))
    plan = CardsImport().plan(table, OPTIONS, by=here.actor("chen"))
    assert counts(plan) == (1, 0, 0, 1)
    assert not PostCard.objects.exists()
    done = CardsImport().apply(table, OPTIONS, by=here.actor("chen"))
    assert {**done.as_json(), "applied": False} == plan.as_json()


def test_an_existing_draft_is_written_and_what_is_published_begun_anew(here):
    draft = here.drafted()
    run(here, CHINESE, ("operator_a", None, None, "佩戴防毒面具", None, None, None))
    draft.refresh_from_db()
    assert (draft.safety_zh, CardVersion.objects.count()) == ("佩戴防毒面具", 1)
    draft.delete()
    PostCard.objects.all().delete()
    first = here.published()
    report = run(here, CHINESE, ("operator_a", None, None, "佩戴防毒面具", None, None, "班长"))
    assert counts(report) == (0, 1, 0, 0)
    assert [(each.key, each.rows) for each in report.decisions if each.key == "next_version"] == [
        ("next_version", (2,))
    ]
    following = first.card.versions.get(number=None)
    assert (following.state, following.safety_zh) == ("draft", "佩戴防毒面具")
    assert (following.job_en, following.deputies) == (first.job_en, "班长")
    first.refresh_from_db()
    assert first.safety_zh == "发现隐患立即报告"


def test_a_card_in_review_is_left_alone_unless_the_row_says_the_same(here):
    asked = here.asked()
    same = ("operator_a", None, None, asked.safety_zh, None, None, None)
    assert counts(run(here, CHINESE, same)) == (0, 0, 1, 0)
    other = ("operator_a", None, None, "佩戴防毒面具", None, None, None)
    report = run(here, CHINESE, other)
    assert [(each.row, each.column, each.value, str(each.reason)) for each in report.refused] == [
        (
            2,
            "安全职责",
            "佩戴防毒面具",
            "Its card is being reviewed, and cannot be written meanwhile.",
        )
    ]


def test_every_problem_is_told_by_row_column_and_reason(here):
    post = here.plant.posts.operator_b
    type(post).objects.filter(pk=post.pk).update(title="Operator A")
    report = run(
        here,
        CHINESE,
        ("nobody", None, None, "x", None, None, None),
        (None, None, None, "x", "y", None, None),
        (None, "Operator A", None, "x", None, None, None),
        (None, "Cook", None, "x", None, None, None),
        (None, "operator a", "Shift team B", "x", None, None, None),
        ("operator_b", None, None, "y", None, None, None),
        ("team_leader_a", None, None, "x" * 8001, "y" * 8001, None, None),
        ("coatings_principal", None, None, "x", None, None, None),
    )
    assert [(each.row, each.column, str(each.reason)) for each in report.refused] == [
        (2, "岗位编码", "There is no post with this code whose card you may write."),
        (3, "岗位编码", "The row names no post: neither its code nor its title."),
        (4, "岗位名称", "Several posts have this title: say the code, or the unit."),
        (5, "岗位名称", "There is no post of this title there whose card you may write."),
        (7, "岗位编码", "This post stands in row 6 already."),
        (8, "安全职责", "The text has 8001 characters; at most 8000 are kept."),
        (8, "责任范围", "The text has 8001 characters; at most 8000 are kept."),
        (9, "岗位编码", "There is no post with this code whose card you may write."),
    ]
    assert counts(report) == (1, 0, 0, 7)


def test_export_import_export_is_identical(here):
    here.published()
    chen = here.actor("chen")
    hostile = {
        "safety_en": '=1+1\n+2 "quoted"\n- three\n1. four',
        "safety_zh": "一。\n\n二、三",
        "risk_en": "@cmd _x0041_ <b>&amp; a\tb\x07c",
        "risk_zh": "＝公式",
    }
    draft = draft_card(by=chen, post=here.plant.posts.team_leader_a, on=TODAY, at=AT)
    write_draft(by=chen, version=draft, words=hostile, deputies="-", on=TODAY, at=AT)
    before, file = exported(here)
    assert len(before) == 8
    table = read_sheet(file, "cards.xlsx", CardsImport.fields, ImportMap())
    assert set(table.headers) == {field.key for field in CardsImport.fields}
    report = CardsImport().apply(table, OPTIONS, by=here.actor("chen"))
    assert counts(report) == (0, 0, 7, 0)
    assert exported(here)[0] == before


def test_the_export_in_chinese_comes_back_too(here):
    here.drafted()
    with override("zh-hans"):
        before, file = exported(here)
    assert before[0][:4] == ["岗位编码", "岗位", "单位", "岗位职责（英文）"]
    table = read_sheet(file, "岗位说明书.xlsx", CardsImport.fields, ImportMap())
    assert counts(CardsImport().apply(table, OPTIONS, by=here.actor("chen"))) == (0, 0, 7, 0)


def test_a_post_without_a_card_is_exported_to_be_filled_in(here):
    rows, _file = exported(here)
    operator = next(row for row in rows if row[0] == "operator_a")
    assert operator[:3] == ["operator_a", "Operator A", "Shift team A"]
    assert set(operator[3:]) == {None}


def test_the_export_holds_what_its_reader_sees(here):
    assert [row[0] for row in exported(here, "ma")[0][1:]] == ["coatings_principal"]


def test_only_who_writes_cards_imports_them(here):
    table = sheet(CHINESE, ("operator_a", None, None, "x", None, None, None))
    with pytest.raises(NotPermitted):
        CardsImport().plan(table, OPTIONS, by=here.actor("wang"))


def test_a_table_must_name_posts_and_a_mapping_has_no_settings(here):
    with pytest.raises(ColumnsMissing):
        run(here, ("安全职责", "考核标准"), ("x", "y"))
    table = sheet(CHINESE, ("operator_a",), mapping={"settings": {"colour": 1}})
    with pytest.raises(BadMap):
        CardsImport().plan(table, OPTIONS, by=here.actor("chen"))


def test_five_cards_take_as_many_statements_as_two(here):
    chen = here.actor("chen")
    rows = [
        (post.code, None, None, f"职责{place}", "范围", "考核", None)
        for place, post in enumerate(posts_with_cards(chen, TODAY))
    ]
    statements = []
    for some in (rows[:2], rows[2:]):
        table = sheet(CHINESE, *some)
        with CaptureQueriesContext(connection) as asked:
            report = CardsImport().apply(table, OPTIONS, by=chen)
        assert counts(report) == (len(some), 0, 0, 0)
        statements.append(len(asked))
    assert statements[1] <= statements[0]
