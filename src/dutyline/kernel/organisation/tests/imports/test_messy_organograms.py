"""Organograms and rosters as other bodies keep them: their headers, their words, their layouts."""

from io import BytesIO

import openpyxl
import pytest
import yaml

from dutyline.kernel.organisation.imports.holder_names import part_names
from dutyline.kernel.organisation.imports.organisation import OrganisationImport
from dutyline.kernel.organisation.imports.settings import Settings
from dutyline.kernel.organisation.models import Appointment, Person, Post
from dutyline.kernel.organisation.tests.clerk import Clerk
from dutyline.kernel.organisation.tests.imports.files import (
    FIRST,
    MAP,
    MAPS,
    NOW,
    bring_in,
    counts,
    decided,
    refusals,
)
from dutyline.kernel.registry.imports import BadMap, ColumnsMissing, ImportMap, Options, read_sheet

SENIOR = (
    *("Post Unique Reference", "Name", "Grade (or equivalent)", "Job Title", "Job/Team Function"),
    *("Parent Department", "Organisation", "Unit", "Reports to Senior Post", "FTE", "Notes"),
)
ROWS = (
    ("900", "Jane Smith", "SCS4", "Permanent Secretary", "", "DfE", "DfE", "Top", "XX", "1", ""),
    ("901", "Vacant", "SCS3", "Director General", "", "DfE", "DfE", "Schools", "900", "1", ""),
    ("902", "N/D", "SCS2", "Director", "Funds", "DfE", "DfE", "Schools", "901", "N/A", ""),
    ("903", "Ann Lee", "SCS1", "Deputy", "", "DfE", "DfE", "Schools", "902", "0.5", ""),
    ("903", "Bob Ray", "SCS1", "Deputy", "", "DfE", "DfE", "Schools", "902", "0.5", ""),
)
ROSTER = """\
某化工有限公司2024年岗位人员花名册
填报部门：人力资源部,,,填报日期：2024.3.1
序号,单位,部门,班组,岗位,岗位编码,上级岗位编码,姓名,工号,编制,备注
1,某公司,,,总经理,P1,无,王建国,1001,1,
2,某公司,生产部,一班,班长,P2,P1,待聘,,1,
3,某公司,生产部,一班,操作工,P3,P2,张三、赵六,,4,两人一岗
4,某公司,生产部,一班,操作工,P3,P2,孙七,1007,4,
5,某公司,安环部,,文员,P4,P1,周　涛（兼）,,1,
,,,,,,,,,,
合计,,,,,,,,,6,
制表：张三,,,审核：李四
"""


def brought(file, name="organogram", mapping=None):
    adapter = OrganisationImport()
    sheet = read_sheet(file, name, adapter.fields, ImportMap.from_json(mapping or {}))
    return adapter.apply(sheet, Options(FIRST, NOW), by=Clerk())


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def saved(book):
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def holders():
    held = Appointment.objects.order_by("id").values_list("post__code", "person__name", "share")
    return [(post, name, float(share)) for post, name, share in held]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "Heather Mcnaughton / Caroline Pusey (Job Share)",
            ("Heather Mcnaughton", "Caroline Pusey"),
        ),
        ("Mary Brown & Sue Green", ("Mary Brown", "Sue Green")),
        ("Mary Brown/Sue Green", ("Mary Brown", "Sue Green")),
        ("Mary Brown and Sue Green", ("Mary Brown", "Sue Green")),
        ("Mary Brown\nSue Green", ("Mary Brown", "Sue Green")),
        ("Smith, John", ("Smith, John",)),
        ("A/B Shift", ("A/B Shift",)),
        ("Andrew Sandford", ("Andrew Sandford",)),
        ("Zed Jones (Acting)", ("Zed Jones",)),
        ("王伟（小）", ("王伟（小）",)),
        ("张三、李四", ("张三", "李四")),
        ("张三，李四", ("张三", "李四")),
        ("张三 李四", ("张三", "李四")),
        ("张三\n李四", ("张三", "李四")),
        ("王建\n国", ("王建国",)),
        ("张　三", ("张三",)),
        ("张三/李四（兼）", ("张三", "李四")),
        ("买买提·吐尔逊", ("买买提·吐尔逊",)),
    ],
)
def test_names_in_one_cell_are_parted_and_one_name_is_left_whole(cell, names):
    assert part_names(cell) == names


@pytest.mark.parametrize(
    "words",
    [
        *("Vacant", "VACANT - recruitment underway", "Post vacant", "N/D", "N/A", "TBC (interim)"),
        *("Name withheld", "Under recruitment", "-", "?", "空缺", "待聘", "（空）", "／", "暂无"),
        *("'N/D'", "Vacant'", "“Vacant”", "Vacant.", "NO NAME"),
    ],
)
def test_words_that_stand_for_nobody_name_nobody(words):
    assert Settings().is_vacant(words)


@pytest.mark.parametrize("words", ["'Eliminated'", "Eliminated'", "Eliminated.", "Post Eliminated"])
def test_words_that_end_a_post_are_known_with_their_quotes(words):
    assert Settings().is_eliminated(words)


@pytest.mark.parametrize("name", ["Vacanti", "Tobe Okoro", "Nan Li", "Xu", "吴缺", "无名氏"])
def test_names_that_look_like_such_words_are_people(name):
    assert not Settings().is_vacant(name)


@pytest.mark.django_db
def test_several_names_in_one_cell_share_the_post_and_its_planned_holders():
    columns = {**MAP["columns"], "headcount": "FTE"}
    report = bring_in(
        ("DfE", "Top", "900", "Head", "XX", "Jane Smith / Ann Lee (Job Share)", "1"),
        ("DfE", "Top", "901", "Clerk", "900", "Bob Ray / Vacant", "2"),
        columns=("Company", "Department", "Post ID", "Job Title", "Reports to", "Name", "FTE"),
        mapping={**MAP, "columns": columns},
    )
    assert holders() == [("900", "Jane Smith", 0.5), ("900", "Ann Lee", 0.5), ("901", "Bob Ray", 1)]
    assert [float(post.headcount) for post in Post.objects.order_by("code")] == [1, 2]
    assert decided(report, "names_parted") == (2,)
    assert decided(report, "job_share") == (2,)


@pytest.mark.django_db
def test_a_mapping_may_keep_such_a_cell_as_one_name():
    mapping = {**MAP, "settings": {"part_names": False}}
    bring_in(("DfE", "Top", "900", "Head", "XX", "Jones & Co Ltd"), mapping=mapping)
    assert [person.name for person in Person.objects.all()] == ["Jones & Co Ltd"]


@pytest.mark.django_db
def test_the_template_of_a_ministry_is_read_from_its_sheet_under_two_header_rows():
    groups = ["Post", None, None, None, None, "Place", None, None, "Line", None, None]
    book = workbook(
        ("Read me", [["How to fill in"], ["Use the sheets"]]),
        ("senior", [["Senior posts"], groups, SENIOR, *ROWS]),
        ("junior", [["Parent Department", "Generic Job Title"], ["DfE", "Clerk"]]),
        ("lists", [["SCS1"]]),
    )
    sheet = book["senior"]
    for area in ("A1:K1", "A2:E2", "F2:H2", "I2:K2"):
        sheet.merge_cells(area)
    sheet.row_dimensions[5].hidden = True
    book["lists"].sheet_state = "hidden"
    mapping = yaml.safe_load((MAPS / "uk-organogram.yaml").read_text())
    report = brought(saved(book), "template.xlsx", mapping)
    assert counts(report, "post") == (4, 0, 0, 0, 0)
    assert holders() == [("900", "Jane Smith", 1), ("903", "Ann Lee", 0.5), ("903", "Bob Ray", 0.5)]
    said = {each.key: str(each.text) for each in report.decisions}
    assert said["sheet_chosen"] == "The sheet “senior” is read; these are not: Read me, junior."
    assert said["sheets_hidden"] == "Hidden sheets are not read: lists."
    assert said["hidden_rows"] == "Hidden rows are read like the others: 5."
    assert said["columns_unused"] == "Columns not read: Post / Job/Team Function, Line / Notes."
    assert decided(report, "headcount_unknown") == (6,)


@pytest.mark.django_db
@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ","), ("cp1252", ";")])
def test_columns_are_found_in_any_order_under_other_spellings(encoding, delimiter):
    columns = ["JOB TITLE ", "post unique reference", " Name of post holder", "Reports to"]
    lines = [[*columns, "unit name", "Grade"]]
    lines += [[row[3], row[0], row[1], row[8], row[7], row[2]] for row in ROWS]
    lines[1][2] = "José Núñez"
    text = "\n".join(delimiter.join(line) for line in lines)
    report = brought(BytesIO(text.encode(encoding)), "other.csv")
    assert counts(report, "post") == (4, 0, 0, 0, 0)
    assert [name for _post, name, _share in holders()] == ["José Núñez", "Ann Lee", "Bob Ray"]


@pytest.mark.django_db
def test_a_chinese_roster_in_gb18030_is_understood():
    report = brought(BytesIO(ROSTER.encode("gb18030")), "花名册.csv")
    assert refusals(report) == []
    assert sorted(holders()) == [
        ("P1", "王建国", 1),
        ("P3", "孙七", 1),
        ("P3", "张三", 1),
        ("P3", "赵六", 1),
        ("P4", "周涛", 1),
    ]
    # 编制 4 stands in every row of the post, and is the number of the whole post.
    assert float(Post.objects.get(code="P3").headcount) == 4
    said = {each.key: str(each.text) for each in report.decisions}
    assert said["vacant"] == "These words stand for nobody, the post is vacant: 待聘."
    assert (decided(report, "totals"), decided(report, "notes")) == ((10,), (11,))


@pytest.mark.django_db
def test_a_row_that_names_no_post_but_a_superior_or_holder_is_refused():
    report = bring_in(
        ("DfE", "Top", "900", "Head", "XX", "Jane Smith"),
        ("DfE", "Top", "", "", "900", ""),
        ("DfE", "Top", "", "", "", "Bob Ray"),
        ("DfE", "Other", "", "", "", ""),
    )
    reason = "The post has no title."
    assert refusals(report) == [(3, "Job Title", reason), (4, "Job Title", reason)]


@pytest.mark.django_db
def test_a_refused_cell_is_shown_with_the_reason():
    columns = {**MAP["columns"], "headcount": "FTE"}
    report = bring_in(
        ("DfE", "Top", "900", "Head", "XX", "Jane Smith", "two"),
        columns=("Company", "Department", "Post ID", "Job Title", "Reports to", "Name", "FTE"),
        mapping={**MAP, "columns": columns},
    )
    assert [(r.row, r.column, r.value, str(r.reason)) for r in report.refused] == [
        (2, "FTE", "two", "“two” is not a number.")
    ]


@pytest.mark.django_db
def test_a_path_of_units_in_one_cell_is_parted_where_the_mapping_says_so():
    mapping = {**MAP, "settings": {"unit_separator": "/"}}
    bring_in(("DfE", "Schools/North / Crew", "900", "Head", "XX", "Jane Smith"), mapping=mapping)
    assert Post.objects.get().unit.code == "DfE / Schools / North / Crew"
    with pytest.raises(BadMap):
        bring_in(ROWS[0][:6], mapping={**MAP, "settings": {"unit_separator": 1}})


@pytest.mark.django_db
def test_columns_of_the_mapping_that_are_not_there_are_named():
    mapping = {**MAP, "columns": {**MAP["columns"], "grade": ["Grade", "Band"]}}
    report = bring_in(("DfE", "Top", "900", "Head", "XX", "Jane Smith"), mapping=mapping)
    said = {each.key: str(each.text) for each in report.decisions}
    assert said["columns_absent"] == "The mapping names columns that are not there: Grade / Band."


@pytest.mark.django_db
def test_a_table_without_any_unit_is_refused_in_words():
    with pytest.raises(ColumnsMissing) as refusal:
        brought(BytesIO(b"Name,Title\nJane,Head\n"), "x.csv")
    assert str(refusal.value) == "No column was found for: Unit, level 1."


@pytest.mark.django_db
def test_superiors_given_by_title_or_name_are_found_up_the_line():
    text = (
        "公司,部门,岗位名称,直接上级,姓名\n"
        "甲公司,,总经理,,周九\n甲公司,办公室,主任,总经理,张一\n甲公司,办公室,科员,主任,李二\n"
        "甲公司,生产部,主任,周九,王三\n甲公司,生产部,操作工,主任,赵四\n甲公司,生产部,门卫,队长,钱五\n"
    )
    report = brought(BytesIO(text.encode("gb18030")), "名册.csv")
    assert refusals(report) == [(7, "直接上级", "The superior post does not exist.")]
    assert decided(report, "superiors_named") == (3, 4, 5, 6)
    names = ("person__name", "post__superior__appointments__person__name")
    assert dict(Appointment.objects.values_list(*names)) == {
        "周九": None,
        "张一": "周九",
        "李二": "张一",
        "王三": "周九",
        "赵四": "王三",
    }
    again = brought(BytesIO(text.encode("gb18030")), "名册.csv").total
    assert (again.created, again.changed, again.closed) == (0, 0, 0)
