import csv
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.utils import timezone
from django.utils.translation import override

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.registry.imports import ImportMap, Options, read_sheet
from dutyline.modules.inspections.imports.ledger import LedgerImport
from dutyline.modules.inspections.models import (
    AuthorityReport,
    Closure,
    Finding,
    FindingVoid,
    FindingWords,
    ImportedFacts,
    MajorPlan,
    Merge,
    NumberSeries,
    Regrade,
    StaffNotice,
    Supervision,
)
from dutyline.modules.inspections.operations import (
    accept_notice,
    ask_extension,
    assign_finding,
    close_finding,
    list_for_supervision,
    merge_findings,
    plan_major,
    report_repair,
    report_to_authority,
    tell_staff,
    verify_repair,
    void_finding,
)
from dutyline.modules.inspections.operations.ledger_columns import COLUMNS, ledger_rows
from dutyline.modules.inspections.rules.major import PLAN_PARTS
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY, setting
from dutyline.toolkit.spreadsheets.columns import Column, SheetToWrite
from dutyline.toolkit.spreadsheets.write import write_csv, write_xlsx

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")
LATER = Options(as_of=TODAY + 9 * DAY, at=AT + 9 * DAY)


@pytest.fixture
def here():
    return setting()


def story(here):
    """Bring findings into every state a finding can be in, with every field filled somewhere."""
    five = here.five(
        verifier="zhang",
        measures="1. Weld\n2. Paint",
        funds=Decimal("3500.50"),
        contingency_plan="Rope it off",
        interim_control="No lone work",
    )
    first = here.found(
        title="=Registered +1",
        description=" kept \n as it is ",
        spot="North; upper",
        kind="daily.team",
        proposed_measures="Weld",
        found_at=AT - 5 * DAY,
        ticked=("trade.dust.interlock",),
    )
    photographed("inspections.finding", first.pk, "a" * 64)
    assigned = here.found(second_finder=here.person("sun"), clause="GB 4053.3, 4.1")
    assign_finding(by=here.actor("zhang"), finding=assigned, five=five, at=AT)
    working = here.found(risk="orange", risk_note="L3 E6 C15", accident_type="Fall、crush")
    assign_finding(by=here.actor("zhang"), finding=working, five=five, at=AT)
    accept_notice(by=here.actor("li"), finding=working, at=AT)
    asked = here.found(by="gao", place=here.places.tank_farm, thing="Valve DV-03")
    assign_finding(by=here.actor("zhang"), finding=asked, five=five, at=AT)
    ask_extension(
        by=here.actor("li"),
        finding=asked,
        to_on=TODAY + 20 * DAY,
        reason="Part",
        interim_control="Tray",
        at=AT,
    )
    returned = repaired(here, five)
    verify_repair(
        by=here.actor("zhang"),
        finding=returned,
        effective=False,
        at=AT + DAY,
        opinion="Loose",
    )
    repaired(here, five)
    verified(here, five)
    closed = verified(here, five)
    close_finding(by=here.actor("chen"), finding=closed, at=AT + 3 * DAY, note="Thank you.")
    major(here, five)
    gone = verified(here, five)
    merge_findings(by=here.actor("zhang"), finding=gone, into=assigned, at=AT, reason="Same")
    void_finding(by=here.actor("chen"), finding=repaired(here, five), reason="Twice", at=AT + DAY)


def repaired(here, five):
    finding = here.found()
    assign_finding(by=here.actor("zhang"), finding=finding, five=five, at=AT)
    repair = report_repair(
        by=here.actor("li"),
        finding=finding,
        text="Welded.\nPainted.",
        at=AT + DAY,
        spent=Decimal(3200),
    )
    photographed("actions.repair", repair.pk, "b" * 64)
    return finding


def photographed(subject, subject_id, digest):
    Attachment.objects.create(
        subject_type=subject,
        subject_id=subject_id,
        role="before",
        sha256=digest,
        media_type="image/jpeg",
        size=1,
        name="p.jpg",
        added_at=AT,
        added_by_name="Li Na",
    )


def verified(here, five):
    finding = repaired(here, five)
    verify_repair(
        by=here.actor("chen"),
        finding=finding,
        effective=True,
        at=AT + 2 * DAY,
        opinion="Firm.",
    )
    return finding


def major(here, five):
    finding = here.found(grade="major", grade_reason="Twelve people below.")
    assign_finding(by=here.actor("zhang"), finding=finding, five=five, at=AT)
    parts = dict.fromkeys(PLAN_PARTS, "words")
    plan_major(by=here.actor("zhao"), finding=finding, parts=parts, at=AT)
    by = here.actor("chen")
    report_to_authority(
        by=by, finding=finding, authority="Bureau", day=TODAY, at=AT, number="2026-17"
    )
    tell_staff(by=by, finding=finding, day=TODAY, how="Notice board", at=AT)
    list_for_supervision(by=by, finding=finding, supervisor="City", due_on=TODAY + 30 * DAY, at=AT)


def exported(kind):
    file = BytesIO()
    columns = [column.for_sheet() for column in COLUMNS]
    rows = ledger_rows(Finding.objects.order_by("number"), LATER.as_of)
    if kind == "xlsx":
        write_xlsx(file, SheetToWrite("Ledger", columns, rows))
    else:
        write_csv(file, columns, rows)
    return file.getvalue()


def read(data, kind):
    return read_sheet(BytesIO(data), f"ledger.{kind}", LedgerImport.fields, ImportMap.from_json({}))


def cells(data, kind):
    return [record.values for record in read(data, kind).records]


def empty():
    Attachment.objects.all().delete()
    for model in (
        Regrade,
        Closure,
        FindingVoid,
        Merge,
        MajorPlan,
        Supervision,
        AuthorityReport,
        StaffNotice,
        FindingWords,
    ):
        model.objects.all().delete()
    Finding.objects.update(
        repeat_of=None, rectification=None, merged_into=None, state="registered", closed_on=None
    )
    Finding.objects.all().delete()
    for rectification in Rectification.objects.all():
        for repair in rectification.repairs.all():
            for verification in type(repair).verification.related.related_model.objects.filter(
                repair=repair
            ):
                verification.delete()
            repair.delete()
        for notice in rectification.notices.all():
            type(notice).receipt.related.related_model.objects.filter(notice=notice).delete()
            notice.delete()
        rectification.extensions.all().delete()
        type(rectification).withdrawal.related.related_model.objects.filter(
            rectification=rectification
        ).delete()
        rectification.delete()
    NumberSeries.objects.all().delete()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_export_import_export_is_identical_in_every_field(here, kind, language):
    story(here)
    with override(language), timezone.override("Asia/Shanghai"):
        first = exported(kind)
        before = cells(first, kind)
        filled = {name for row in before for name, value in row.items() if value not in (None, "")}
        empty()
        report = LedgerImport().apply(read(first, kind), LATER, by=BY)
        assert [(each.row, each.column, each.reason) for each in report.refused] == []
        assert report.tally("finding").created == len(before) == 11
        second = exported(kind)
    assert cells(second, kind) == before
    assert {column.key for column in COLUMNS} - filled == set()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_words_that_look_like_formulas_stay_words_on_the_way_in_and_out(here, kind):
    words = ["=1+1", "+86 555", "-20 °C at the valve", "@pump", '=HYPERLINK("x")', "'=1"]
    file = BytesIO()
    columns = [Column("检查日期"), Column("问题描述"), Column("整改措施")]
    rows = [(f"2026-02-0{day}", word, f"\t{word}") for day, word in enumerate(words, 1)]
    book = SheetToWrite("台账", columns, rows)
    write_xlsx(file, book) if kind == "xlsx" else write_csv(file, columns, rows)
    told = ImportMap.from_json({"settings": {"unit": "team_a"}})
    sheet = read_sheet(BytesIO(file.getvalue()), f"台账.{kind}", LedgerImport.fields, told)
    report = LedgerImport().apply(sheet, LATER, by=BY)
    assert [(each.row, each.reason) for each in report.refused] == []
    assert list(Finding.objects.order_by("found_at").values_list("title", flat=True)) == words
    with timezone.override("Asia/Shanghai"):
        first = exported(kind)
        before = cells(first, kind)
        assert [row["title"] for row in before] == words
        if kind == "xlsx":
            shown = openpyxl.load_workbook(BytesIO(first)).active
            assert {cell.data_type for line in shown.iter_rows() for cell in line} <= set("snd")
        else:
            lines = csv.reader(StringIO(first.decode("utf-8-sig"), newline=""))
            starts = {cell[0] for line in lines for cell in line if cell}
            assert starts & set("=+-@\t") == set()
        ImportedFacts.objects.all().delete()
        empty()
        LedgerImport().apply(read(first, kind), LATER, by=BY)
        assert cells(exported(kind), kind) == before


def test_our_own_export_over_itself_changes_nothing(here):
    story(here)
    with timezone.override("Asia/Shanghai"):
        data = exported("xlsx")
        report = LedgerImport().apply(read(data, "xlsx"), LATER, by=BY)
    tally = report.tally("finding")
    assert (tally.created, tally.unchanged, tally.refused) == (0, 11, 0)


def test_an_export_that_was_changed_by_hand_does_not_overwrite_the_ledger(here):
    story(here)
    with timezone.override("Asia/Shanghai"):
        data = exported("csv").replace(b"Two bars", b"x").replace(b"GB 4053.3, 4.1", b"GB 1")
        report = LedgerImport().apply(read(data, "csv"), LATER, by=BY)
    assert [each.reason for each in report.refused] == [
        "F-2026-0002 is in the ledger already and differs in: Clause violated."
    ]


def test_numbers_given_after_an_import_follow_the_imported_ones(here):
    story(here)
    with timezone.override("Asia/Shanghai"):
        data = exported("csv")
        empty()
        LedgerImport().apply(read(data, "csv"), LATER, by=BY)
    assert here.found().number == "F-2026-0012"


def test_exporting_takes_few_statements_for_many_rows(here, django_assert_max_num_queries):
    for _ in range(30):
        here.found()
    with django_assert_max_num_queries(16):
        assert len(list(ledger_rows(Finding.objects.order_by("id"), TODAY))) == 30
