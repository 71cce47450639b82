from io import BytesIO

import pytest
from django.utils.translation import override

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.operations.packs import load_pack
from dutyline.kernel.criteria.packs.problems import PackInvalid
from dutyline.kernel.criteria.tests.packs import write_pack
from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import tell_plainly
from dutyline.kernel.registry.imports import BadMap, ImportMap, Options, read_sheet
from dutyline.modules.inspections.imports.checklist import ChecklistImport
from dutyline.modules.inspections.models import Checklist, ChecklistVersion, Item
from dutyline.modules.inspections.operations import rename_checklist
from dutyline.modules.inspections.tests.setting import AT, TODAY, setting

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")
SECTION = """\
checklists:
  - key: toy.fire
    title: {en: Fire, zh: 消防检查}
    kind: special.fire
    sections:
      - title: {en: Hydrants, zh: 消火栓}
        items:
          - key: pool
            text: {en: Pool is full, zh: 水池水位正常}
            standard: {en: At least 90 percent, zh: 不低于90%}
            answer: number
            unit: "%"
            minimum: 90
            measures: {en: Fill it, zh: 补水}
          - key: valve
            text: {en: Valve position, zh: 阀门状态}
            answer: choice
            choices:
              - {label: {en: Open, zh: 开}, fault: false}
              - {label: {en: Shut, zh: 关}, fault: true}
            photo: always
            grade: major
"""


@pytest.fixture
def here():
    return setting()


def load(folder, section=SECTION, version="1"):
    report = load_pack(path=write_pack(folder, version, checklists=section), by=BY, at=AT)
    return report.counts.get("checklists")


def test_checklists_of_a_pack_come_published_in_both_languages(here, tmp_path):
    assert load(tmp_path) == {"created": 1, "changed": 0, "unchanged": 0, "kept": 0}
    checklist = Checklist.objects.get()
    pool, valve = Item.objects.order_by("position")
    assert (checklist.unit, checklist.kind) == (here.plant.units.group, "special.fire")
    assert (pool.answer_kind, pool.lowest, pool.measured_in) == ("number", 90, "%")
    assert (valve.photo_rule, valve.finding_grade) == ("always", "major")
    with override("zh-hans"):
        assert (checklist.name, pool.text, pool.standard) == (
            "消防检查",
            "水池水位正常",
            "不低于90%",
        )
    with override("en"):
        assert (checklist.name, pool.section.title) == ("Fire", "Hydrants")


def test_a_newer_pack_makes_a_new_version_and_the_same_none(here, tmp_path):
    load(tmp_path)
    assert load(tmp_path, version="2")["unchanged"] == 1
    newer = SECTION.replace("minimum: 90", "minimum: 95")
    assert load(tmp_path, newer, "3")["changed"] == 1
    numbers = ChecklistVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2]


def test_a_checklist_changed_here_is_left_alone(here, tmp_path):
    load(tmp_path)
    checklist = Checklist.objects.get()
    rename_checklist(by=BY, checklist=checklist, name="Our fire", kind="special.fire", at=AT)
    renamed = Entry.objects.get(verb="inspections.checklist_renamed")
    assert tell_plainly(renamed) == "tests renamed Fire to Our fire."
    with override("zh-hans"):
        assert "消防检查" in tell_plainly(renamed)
    newer = SECTION.replace("minimum: 90", "minimum: 95")
    assert load(tmp_path, newer, "2")["kept"] == 1
    assert ChecklistVersion.objects.count() == 1


def test_a_faulty_section_is_refused_with_its_lines(here, tmp_path):
    with pytest.raises(PackInvalid) as refused:
        load(tmp_path, SECTION.replace("answer: number", "answer: song"))
    assert "checklists.yaml:11" in str(refused.value)
    assert Checklist.objects.count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("pack", ["cn-work-safety", "iso-45001"])
def test_the_checklists_of_the_shipped_packs_load(here, pack):
    counts = load_pack(path=pack, by=BY, at=AT).counts["checklists"]
    assert counts["created"] == Checklist.objects.count() >= 4
    assert Item.objects.exclude(text_zh="").count() == Item.objects.count()


TABLE = """\
检查项目,检查标准,依据,答案类型,下限,上限,选项,不符合选项,拍照,检查类别
护栏完好,两道横杆,GB 4053.3,,,,,,不符合时,边缘
氧含量,,,数字,19.5,23.5,,,,空气
灭火器,,,,,,满、空,空,,空气
,缺问题,,,,,,,,空气
"""


def read(text, settings=None):
    mapping = ImportMap.from_json({"settings": settings or {"name": "周检"}})
    return read_sheet(BytesIO(text.encode()), "list.csv", ChecklistImport.fields, mapping)


def test_a_checklist_comes_from_a_table_and_again_changes_nothing(here):
    options = Options(as_of=TODAY, at=AT)
    chen = here.actor("chen")
    plan = ChecklistImport().plan(read(TABLE), options, by=chen)
    report = ChecklistImport().apply(read(TABLE), options, by=chen)
    assert (plan.tally("checklist").created, report.tally("checklist").created) == (1, 1)
    assert [(each.row, each.reason) for each in report.refused] == [(5, "the question is empty.")]
    assert (report.tally("item").created, report.tally("item").refused) == (3, 1)
    items = Item.objects.order_by("position")
    assert [(item.text, item.answer_kind, item.section.title) for item in items] == [
        ("护栏完好", "conforms", "边缘"),
        ("氧含量", "number", "空气"),
        ("灭火器", "choice", "空气"),
    ]
    assert items[2].choices == [
        {"label": "满", "fault": False},
        {"label": "空", "fault": True},
    ]
    again = ChecklistImport().apply(read(TABLE), options, by=chen)
    assert (again.tally("checklist").unchanged, ChecklistVersion.objects.count()) == (1, 1)
    changed = ChecklistImport().apply(read(TABLE.replace("23.5", "23")), options, by=chen)
    assert (changed.tally("checklist").changed, ChecklistVersion.objects.count()) == (1, 2)
    assert (changed.tally("item").changed, changed.tally("item").unchanged) == (1, 2)


def test_a_refused_item_names_its_column_and_what_stands_there(here):
    table = TABLE.replace("边缘", "边缘\n温度,,,颜色,,,,,,").replace("19.5,23.5", "90,23.5")
    report = ChecklistImport().plan(read(table), Options(as_of=TODAY, at=AT), by=here.actor("chen"))
    told = [(each.row, each.column, each.value) for each in report.refused]
    assert told == [(3, "答案类型", "颜色"), (4, "上限", "23.5"), (6, "检查项目", "")]


def test_a_mapping_of_a_checklist_knows_its_settings(here):
    with pytest.raises(BadMap):
        ChecklistImport().plan(
            read(TABLE, {"colour": 1}), Options(as_of=TODAY, at=AT), by=here.actor("chen")
        )
    with pytest.raises(BadMap):
        ChecklistImport().plan(
            read(TABLE, {"unit": "mixing"}), Options(as_of=TODAY, at=AT), by=here.actor("chen")
        )
