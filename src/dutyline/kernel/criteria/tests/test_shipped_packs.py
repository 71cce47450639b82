"""What the shipped packs say agrees with itself and with what the code knows."""

from datetime import date, timedelta
from functools import cache

import pytest

from dutyline.kernel.access.roles import BY_APPOINTMENT
from dutyline.kernel.access.tests.plant import plant
from dutyline.kernel.criteria.lookup import (
    catalogue,
    catalogue_item,
    clause_words,
    criterion,
    criterion_row,
)
from dutyline.kernel.criteria.models import CatalogueItem, Criterion, Standing
from dutyline.kernel.criteria.operations import load_pack, set_criterion
from dutyline.kernel.criteria.packs.folder import shipped_packs
from dutyline.kernel.criteria.packs.problems import Problems
from dutyline.kernel.criteria.packs.reading import read_pack
from dutyline.kernel.criteria.packs.shapes import (
    Flag,
    Key,
    ListOf,
    Number,
    OneOf,
    Record,
    Text,
    Words,
)
from dutyline.kernel.criteria.refusals import MissingCriterion
from dutyline.kernel.criteria.tests.packs import AT, BY, TODAY
from dutyline.kernel.registry import evidence_kind, indicator, roles, trigger

NAMES = ("cn-work-safety", "iso-45001")
DAY = timedelta(days=1)
both = pytest.mark.parametrize("name", NAMES)

DUTY = Record(
    {
        "key": Key(),
        "standard_post": Key(),
        "text": Words(),
        "basis": Key(),
        "confirmed": Flag(),
        "measure": OneOf(["count", "event", "indicator"]),
        "cadence": OneOf(
            ["shift", "daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly", "event"]
        ),
        "owed": OneOf(["each", "together"]),
        "area": OneOf(["own", "unit", "subtree"]),
        "weight": Number(0.1, 10),
        "grace_days": Number(0, 30, whole=True),
    },
    {
        "evidence": (Key(), ""),
        "amount": (Number(1, 100), None),
        "trigger": (Key(), ""),
        "within": (Record({"value": Number(1, 90, whole=True), "unit": OneOf(["days"])}), None),
        "indicator": (Key(), ""),
        "comparison": (OneOf(["gte", "lte"]), ""),
        "target": (Number(0, 1), None),
    },
)
ITEM = Record(
    {
        "key": Key(),
        "text": Words(),
        "standard": Words(),
        "clause": Key(),
        "category": Key(),
        "answer": OneOf(["conform", "number", "choice", "text"]),
        "photo": OneOf(["never", "on_problem", "always"]),
        "grade": OneOf(["general", "major"]),
    },
    {
        "measures": (Words(), None),
        "unit": (Text(20), ""),
        "minimum": (Number(), None),
        "maximum": (Number(), None),
        "choices": (ListOf(Record({"label": Words(200), "fault": Flag()})), []),
    },
)
SECTION = Record({"title": Words(200), "items": ListOf(ITEM, once="key")})
CHECKLIST = Record({"key": Key(), "title": Words(200), "kind": Key(), "sections": ListOf(SECTION)})


@cache
def pack(name):
    return read_pack(name)


def entries(name, kind):
    found = [row for row in pack(name).entries if dict(row.identity)["kind"] == kind]
    return {dict(row.identity)["key"]: row for row in found}


def section(name, key, shape):
    problems = Problems(name)
    rows = read_pack(name).sections[key]
    found = ListOf(shape, once="key").read(rows, rows.where, problems)
    problems.refuse()
    return found


def items(name):
    return [
        (checklist["key"], item)
        for checklist in section(name, "checklists", CHECKLIST)
        for part in checklist["sections"]
        for item in part["items"]
    ]


def load(name):
    return load_pack(path=name, by=BY, at=AT)


def test_both_packs_are_shipped():
    assert tuple(folder.name for folder in shipped_packs()) == NAMES


@both
def test_every_row_has_both_languages_its_instrument_and_how_sure_it_is(name):
    for row in (*pack(name).criteria, *pack(name).entries):
        for field in ("label_en", "label_zh", "instrument_en", "instrument_zh", "jurisdiction"):
            assert row.words[field], (row.identity, field)
        assert row.words["standing"] in Standing.values


@both
def test_chinese_labels_are_chinese(name):
    for row in (*pack(name).criteria, *pack(name).entries):
        assert any("一" <= letter <= "鿿" for letter in row.words["label_zh"]), row.identity


def test_both_packs_define_the_same_criteria_except_the_hours_of_chinese_law():
    keys = [{dict(row.identity)["key"] for row in pack(name).criteria} for name in NAMES]
    assert {key for key in keys[0] if not key.startswith("training.")} == keys[1]


@both
def test_every_duty_names_evidence_triggers_and_indicators_that_exist(name):
    for duty in section(name, "duties", DUTY):
        needs = {
            "count": ("evidence", "amount"),
            "event": ("evidence", "amount", "trigger", "within"),
            "indicator": ("indicator", "comparison", "target"),
        }[duty["measure"]]
        given = ("evidence", "amount", "trigger", "within", "indicator", "comparison", "target")
        assert [field for field in given if duty[field]] == [
            field for field in given if field in needs
        ], duty["key"]
        assert (duty["cadence"] == "event") == (duty["measure"] == "event"), duty["key"]
        for look, field in ((evidence_kind, "evidence"), (trigger, "trigger")):
            if duty[field]:
                assert look(duty[field])
        if duty["indicator"]:
            assert indicator(duty["indicator"])


@both
def test_every_duty_belongs_to_a_standard_post_and_cites_a_clause(name):
    for duty in section(name, "duties", DUTY):
        prefix, post, _what = duty["key"].split(".")
        assert (prefix, post) == (name.partition("-")[0], duty["standard_post"])
        assert duty["standard_post"] in entries(name, "standard_post")
        cited = entries(name, "clause")[duty["basis"]]
        assert not duty["confirmed"] or cited.words["standing"] == "confirmed", duty["key"]


@both
def test_every_standard_post_has_a_duty_and_roles_that_can_be_granted(name):
    owing = {duty["standard_post"] for duty in section(name, "duties", DUTY)}
    for key, row in entries(name, "standard_post").items():
        assert key in owing
        assert set(row.matter["data"]["roles"]) <= set(roles()) - set(BY_APPOINTMENT)


@both
def test_every_item_of_a_checklist_cites_what_exists(name):
    clauses = {**entries(name, "clause"), **entries(name, "major_danger")}
    for checklist, item in items(name):
        assert item["clause"] in clauses, (checklist, item["key"])
        assert item["category"] in entries(name, "finding_category"), (checklist, item["key"])
    for checklist in section(name, "checklists", CHECKLIST):
        assert checklist["kind"] in entries(name, "inspection_kind")


@both
def test_an_item_is_major_exactly_where_a_criterion_makes_it_so(name):
    for checklist, item in items(name):
        listed = item["clause"] in entries(name, "major_danger")
        assert (item["grade"] == "major") == listed, (checklist, item["key"])


@both
def test_an_item_has_limits_or_choices_exactly_where_its_answer_needs_them(name):
    for checklist, item in items(name):
        limits = item["minimum"] is not None and item["maximum"] is not None
        assert limits == (item["answer"] == "number"), (checklist, item["key"])
        assert bool(item["choices"]) == (item["answer"] == "choice"), (checklist, item["key"])
        if limits:
            assert item["minimum"] <= item["maximum"]
        if item["answer"] != "text":
            assert item["measures"], (checklist, item["key"])


@both
def test_the_top_of_the_four_natures_and_grades_is_what_findings_know(name):
    categories = entries(name, "finding_category")
    natures = [key for key, row in categories.items() if not row.matter["parent"]]
    assert natures == ["people", "things", "environment", "management"]
    assert list(entries(name, "finding_grade")) == ["general", "major"]
    assert list(entries(name, "risk_level")) == ["red", "orange", "yellow", "blue"]
    assert list(entries(name, "five_implementations")) == [
        "responsibility",
        "measures",
        "funds",
        "deadline",
        "plan",
    ]


@both
@pytest.mark.django_db
def test_a_shipped_pack_loads_whole_and_a_second_time_changes_nothing(name):
    plant()
    report = load(name)
    assert report.skipped == []
    written = {
        "criteria": len(pack(name).criteria),
        "catalogues": len(pack(name).entries),
        "duties": len(section(name, "duties", DUTY)),
        "checklists": len(section(name, "checklists", CHECKLIST)),
    }
    assert {key: counts["created"] for key, counts in report.counts.items()} == written
    before = [list(model.objects.order_by("id").values()) for model in (Criterion, CatalogueItem)]
    assert load(name).unchanged
    after = [list(model.objects.order_by("id").values()) for model in (Criterion, CatalogueItem)]
    assert after == before


@pytest.mark.django_db
def test_what_needs_an_organisation_comes_when_the_pack_is_loaded_again():
    assert load("iso-45001").counts["checklists"]["created"] == 0
    plant()
    again = load("iso-45001")
    assert not again.unchanged
    assert again.counts["checklists"]["created"] == len(pack("iso-45001").sections["checklists"])
    assert again.counts["criteria"]["unchanged"] == len(pack("iso-45001").criteria)


@pytest.mark.django_db
def test_the_national_pack_counts_where_the_international_one_says_otherwise():
    load("iso-45001")
    load("cn-work-safety")
    assert criterion("findings.statistics_due", TODAY) == {"quarter_day": 15, "year": "01-31"}
    assert criterion_row("findings.statistics_due", TODAY).jurisdiction == "CN"
    set_criterion(by=BY, key="findings.retention_years", value=10, valid_from=TODAY, at=AT)
    assert criterion("findings.retention_years", TODAY) == 10


@pytest.mark.django_db
def test_a_rule_holds_from_its_first_day_on_and_not_before():
    load("cn-work-safety")
    first = date(2008, 2, 1)
    assert criterion("findings.statistics_due", first)["quarter_day"] == 15
    with pytest.raises(MissingCriterion):
        criterion("findings.statistics_due", first - DAY)
    first = date(2023, 5, 15)
    assert catalogue_item("major_danger", "trade.dust.cleaning", first)
    assert "trade" not in [row.key for row in catalogue("major_danger", first - DAY)]


@pytest.mark.django_db
def test_accident_types_change_with_the_standard_on_their_day():
    load("cn-work-safety")
    changed = date(2026, 7, 1)
    before = catalogue("accident_type", changed - DAY)
    after = catalogue("accident_type", changed)
    assert (len(before), len(after)) == (20, 27)
    assert (before[0].data, before[0].label_zh) == ({"code": "01"}, "物体打击")
    assert after[-1].label_zh == "其他事故"


@pytest.mark.django_db
def test_a_cited_key_reads_as_instrument_and_clause():
    load("cn-work-safety")
    assert clause_words("cn.law.21-5") == "Work Safety Law (2021) Art. 21(5)"
    assert clause_words("hazchem.storage").endswith("(2017 no. 121) Item 20")
