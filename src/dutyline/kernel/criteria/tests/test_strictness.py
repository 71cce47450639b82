"""A pack with a fault is refused whole, with the file, the line and the reason of each."""

import pytest

from dutyline.kernel.criteria.models import CatalogueItem, Criterion
from dutyline.kernel.criteria.operations import load_pack
from dutyline.kernel.criteria.packs.problems import PackInvalid
from dutyline.kernel.criteria.tests.packs import AT, BY, CATALOGUES, CRITERIA, write_pack

pytestmark = pytest.mark.django_db


def complaints(folder):
    with pytest.raises(PackInvalid) as refused:
        load_pack(path=folder, by=BY, at=AT)
    assert (Criterion.objects.count(), CatalogueItem.objects.count()) == (0, 0)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("value: 7", "vlaue: 7", ["criteria.yaml:6: Unknown key “vlaue”."]),
        ("en: Days, zh: 天数", "en: Days", ["criteria.yaml:3: “zh” is missing."]),
        (
            "zh: 天数",
            "zh: ''",
            ["criteria.yaml:3: Write some words; a number needs quotation marks."],
        ),
        ("value: 7", "value: 31", ["criteria.yaml:6: 31 is more than 30."]),
        ("value: 7", "value: 7\n    value: 8", ["criteria.yaml:7: “value” stands here twice."]),
        ("type: days", "type: day", ["criteria.yaml:4: “day” is none of"]),
        ("maximum: 30", "choices: []", ["criteria.yaml:5: “choices” does not belong to the type"]),
        ("standing: confirmed", "standing: sure", ["criteria.yaml:9: “sure” is none of"]),
        ("    standing: confirmed\n", "", ["criteria.yaml:2: “standing” is missing."]),
        (
            "instrument: law",
            "instrument: lore",
            ["criteria.yaml:7: The head of the pack names no source “lore”."],
        ),
        (
            "value: 7",
            "values: [{valid_from: 2026-02-30, value: 7}]",
            ["criteria.yaml:6: day is out of range for month"],
        ),
        (
            "value: 7",
            "value: 7\n    valid_from: 2026-05-01\n    valid_to: 2026-05-01",
            ["criteria.yaml:8: It ends before it begins."],
        ),
        (
            "value: 7",
            "values: [\n{valid_from: 2026-01-01, value: 7},\n{valid_from: 2026-02-01, value: 8}]",
            ["criteria.yaml:8: “toy.days” holds already on the same days at criteria.yaml:7."],
        ),
        ("key: toy.days", "key: Toy Days", ["criteria.yaml:2: “Toy Days” is no key"]),
        ("clause: 4(2)", "clause: 4.2", ["criteria.yaml:8: Write some words; a number needs"]),
        ("type: days", "type: *all", ["criteria.yaml:4: found undefined alias"]),
    ],
)
def test_a_fault_in_a_criterion_is_told_with_its_line(tmp_path, old, new, expected):
    told = complaints(write_pack(tmp_path / "toy", criteria=CRITERIA.replace(old, new)))
    assert len(told) == len(expected)
    for line, start in zip(told, expected, strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{weight: 1}", "{weight: -1}", "catalogues.yaml:14: weight: -1 is less than 0."),
        ("{weight: 1}", "{}", "catalogues.yaml:14: “weight” is missing."),
        ("{weight: 1}", "{weight: 1, size: 2}", "catalogues.yaml:14: Unknown key “size”."),
        ("key: blue", "key: red", "catalogues.yaml:14: “red” holds already on the same days at"),
        ("key: blue", "key: red.dark", "catalogues.yaml:14: “red.dark” holds already on the same"),
        ("    standing: recalled\n", "", "catalogues.yaml:2: “standing” is missing."),
        ("type: number", "type: colour", "catalogues.yaml:7: “colour” is none of"),
    ],
)
def test_a_fault_in_a_catalogue_is_told_with_its_line(tmp_path, old, new, expected):
    told = complaints(write_pack(tmp_path / "toy", catalogues=CATALOGUES.replace(old, new)))
    assert len(told) == 1
    assert told[0].startswith(expected)


def test_all_faults_of_all_files_are_told_at_once_in_order(tmp_path):
    folder = write_pack(
        tmp_path / "toy",
        criteria=CRITERIA.replace("value: 7", "vlaue: 7").replace("zh: 天数", "cn: 天数"),
        catalogues=CATALOGUES.replace("zh: 颜色", "zh: 7"),
    )
    assert [told.split(": ", 1)[0] for told in complaints(folder)] == [
        "criteria.yaml:3",
        "criteria.yaml:3",
        "criteria.yaml:6",
    ]


def test_a_key_in_two_files_is_told_with_both_places(tmp_path):
    told = complaints(write_pack(tmp_path / "toy", a=CRITERIA, b=CRITERIA))
    assert told == ["b.yaml:2: “toy.days” holds already on the same days at a.yaml:2."]


def test_a_catalogue_goes_on_in_a_later_file(tmp_path):
    more = "catalogues:\n  toy_colour:\n    entries:\n"
    more += "      - {key: white, label: {en: White, zh: 白}, data: {weight: 0}}\n"
    load_pack(path=write_pack(tmp_path / "toy", a=CATALOGUES, b=more), by=BY, at=AT)
    assert CatalogueItem.objects.filter(kind="toy_colour").count() == 4


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"criteria: [", "bad.yaml:2: "),
        (b"\xff\xfe", "bad.yaml:1: The file is not UTF-8."),
        (b"- a\n", "bad.yaml:1: The file must hold sections."),
        (b"criteria: 7\n", "bad.yaml:1: A section holds a list or a mapping."),
        (b"criteria: !!python/object:os.system {}\n", "bad.yaml:1: Tags (!…) are not read."),
        (b"a: [&x 1, *x]\n", "bad.yaml:1: References (&, *) are not read; write it out."),
        (b"a: [" + b"1, " * 400_000 + b"1]", "bad.yaml:1: The file is larger than 1000000 bytes."),
    ],
)
def test_a_file_that_is_no_pack_file_is_told(tmp_path, content, expected):
    folder = write_pack(tmp_path / "toy", criteria=CRITERIA)
    (folder / "bad.yaml").write_bytes(content)
    assert complaints(folder)[0].startswith(expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"1"', "2026.10", "pack.yaml:2: A version is numbers in quotation marks"),
        ("rank: 10", "rank: 100", "pack.yaml:7: 100 is outside 0 to 99."),
        ("valid_from: 2020-01-01", "valid_from: soon", "pack.yaml:8: “soon” is no date"),
        ("name: toy", "nmae: toy", "pack.yaml:1: Unknown key “nmae”."),
    ],
)
def test_a_fault_in_the_head_is_told_with_its_line(tmp_path, old, new, expected):
    folder = write_pack(tmp_path / "toy")
    head = folder / "pack.yaml"
    head.write_text(head.read_text().replace(old, new))
    assert complaints(folder)[0].startswith(expected)
