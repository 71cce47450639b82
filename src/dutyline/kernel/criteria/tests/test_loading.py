from datetime import date, timedelta

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.access.tests.plant import plant
from dutyline.kernel.criteria.lookup import (
    catalogue,
    catalogue_item,
    criterion,
    criterion_row,
    criterion_timeline,
)
from dutyline.kernel.criteria.models import CatalogueItem, Criterion, LoadedPack
from dutyline.kernel.criteria.operations import check_pack, load_pack, set_criterion
from dutyline.kernel.criteria.refusals import (
    MissingCriterion,
    NoSuchPack,
    OlderPack,
    RankTaken,
    UnreadSection,
)
from dutyline.kernel.criteria.tests.packs import AT, BY, CATALOGUES, CRITERIA, TODAY, write_pack
from dutyline.kernel.history.models import Entry

pytestmark = pytest.mark.django_db


def load(path, at=AT, by=BY):
    return load_pack(path=path, by=by, at=at)


def rows():
    return list(Criterion.objects.order_by("id").values()) + list(
        CatalogueItem.objects.order_by("id").values()
    )


def test_a_loaded_pack_answers_from_its_first_day_and_not_before(tmp_path):
    load(write_pack(tmp_path / "toy"))
    assert criterion("toy.days", date(2020, 1, 1)) == 7
    with pytest.raises(MissingCriterion):
        criterion("toy.days", date(2019, 12, 31))


def test_a_row_says_where_it_comes_from_in_both_languages(tmp_path):
    load(write_pack(tmp_path / "toy"))
    row = criterion_row("toy.days", TODAY)
    assert (row.instrument_en, row.clause_en) == ("Toy Law", "Art. 4(2)")
    assert (row.instrument_zh, row.clause_zh) == ("玩具法", "第4条第2项")
    assert (row.jurisdiction, row.standing, row.unit) == ("CN", "confirmed", "days")


def test_a_catalogue_keeps_its_order_and_its_tree(tmp_path):
    load(write_pack(tmp_path / "toy"))
    shown = [(row.key, row.parent, row.data) for row in catalogue("toy_colour", TODAY)]
    assert shown == [
        ("red", "", {"weight": 2}),
        ("red.dark", "red", {"weight": 3}),
        ("blue", "", {"weight": 1}),
    ]


def test_loading_twice_changes_nothing_and_says_so(tmp_path):
    load(write_pack(tmp_path / "toy"))
    before = rows()
    report = load(tmp_path / "toy", AT + timedelta(days=9))
    assert report.unchanged
    assert rows() == before
    assert LoadedPack.objects.count() == 1
    assert Entry.objects.filter(verb="criteria.pack_loaded").count() == 1


def test_the_report_counts_what_happened(tmp_path):
    report = load(write_pack(tmp_path / "toy"))
    assert report.counts == {
        "criteria": {"created": 1, "changed": 0, "ended": 0, "unchanged": 0},
        "catalogues": {"created": 3, "changed": 0, "ended": 0, "unchanged": 0},
    }


def test_a_newer_version_ends_old_rows_and_adds_dated_ones(tmp_path):
    load(write_pack(tmp_path / "toy"))
    newer = CRITERIA.replace("value: 7", "value: 9")
    fewer = CATALOGUES.replace(
        "      - {key: blue, label: {en: Blue, zh: 蓝}, data: {weight: 1}}\n", ""
    )
    later = AT + timedelta(days=30)
    report = load(write_pack(tmp_path / "toy", "2", criteria=newer, catalogues=fewer), later)
    assert report.counts == {
        "criteria": {"created": 1, "changed": 0, "ended": 1, "unchanged": 0},
        "catalogues": {"created": 0, "changed": 0, "ended": 1, "unchanged": 2},
    }
    changed_on = date(2026, 4, 1)
    assert criterion("toy.days", changed_on - timedelta(days=1)) == 7
    assert criterion("toy.days", changed_on) == 9
    assert [row.key for row in catalogue("toy_colour", changed_on)] == ["red", "red.dark"]
    assert catalogue_item("toy_colour", "blue", TODAY).label_zh == "蓝"


def test_a_change_of_words_begins_no_new_row(tmp_path):
    load(write_pack(tmp_path / "toy"))
    reworded = CRITERIA.replace("en: Days", "en: Days of grace").replace(
        "clause: 4(2)", "clause: 5"
    )
    report = load(write_pack(tmp_path / "toy", "2", criteria=reworded, catalogues=CATALOGUES))
    assert report.counts["criteria"] == {"created": 0, "changed": 1, "ended": 0, "unchanged": 0}
    row = criterion_row("toy.days", TODAY)
    assert (row.label_en, row.clause_en, row.pack_version) == ("Days of grace", "Art. 5", "2")


def test_a_newer_version_never_touches_our_own_value_and_names_it(tmp_path):
    load(write_pack(tmp_path / "toy"))
    set_criterion(by=BY, key="toy.days", value=3, valid_from=TODAY, at=AT, note="agreed")
    newer = CRITERIA.replace("value: 7", "value: 9")
    report = load(write_pack(tmp_path / "toy", "2", criteria=newer, catalogues=CATALOGUES))
    assert report.kept == [{"key": "toy.days", "own": 3, "pack": 9}]
    assert criterion("toy.days", TODAY) == 3
    assert [(row.origin, row.value) for row in criterion_timeline("toy.days")] == [
        ("own", 3),
        ("pack", 9),
        ("pack", 7),
    ]


def test_an_older_version_is_refused(tmp_path):
    load(write_pack(tmp_path / "toy", "2026.10"))
    with pytest.raises(OlderPack):
        load(write_pack(tmp_path / "toy", "2026.9"))


def test_two_packs_of_one_rank_are_refused(tmp_path):
    load(write_pack(tmp_path / "toy"))
    other = write_pack(tmp_path / "other")
    head = (other / "pack.yaml").read_text().replace("name: toy", "name: other")
    (other / "pack.yaml").write_text(head)
    with pytest.raises(RankTaken):
        load(other)
    (other / "pack.yaml").write_text(head.replace("rank: 10", "rank: 20"))
    newer = (other / "criteria.yaml").read_text().replace("value: 7", "value: 8")
    (other / "criteria.yaml").write_text(newer)
    load(other)
    assert criterion("toy.days", TODAY) == 8


def test_a_section_nobody_reads_is_refused_unless_it_is_optional(tmp_path):
    folder = write_pack(tmp_path / "toy", criteria=CRITERIA, extra="strange:\n  - {a: 1}\n")
    with pytest.raises(UnreadSection, match=r"extra\.yaml:2"):
        load(folder)
    assert rows() == []
    with (folder / "pack.yaml").open("a") as head:
        head.write("optional: [strange]\n")
    assert load(folder).skipped == ["strange"]
    assert load(folder).skipped == ["strange"]


def test_checking_says_what_would_change_and_changes_nothing(tmp_path):
    report = check_pack(path=write_pack(tmp_path / "toy"), by=BY, at=AT)
    assert report.counts["criteria"]["created"] == 1
    assert rows() == []
    assert LoadedPack.objects.count() == 0


def test_only_a_right_at_the_top_of_the_tree_loads_packs(tmp_path):
    built = plant()
    folder = write_pack(tmp_path / "toy")
    for name in ("chen", "wang", "stranger"):
        with pytest.raises(NotPermitted):
            load(folder, by=built.actor(name))
    assert load(folder, by=built.actor("admin")).pack == "toy"


def test_a_folder_without_a_head_is_no_pack(tmp_path):
    with pytest.raises(NoSuchPack):
        load(tmp_path)
