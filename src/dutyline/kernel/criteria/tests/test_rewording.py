"""What a rule said before a newer version of its pack only reworded it."""

from datetime import date, timedelta

import pytest

from dutyline.kernel.criteria.changes import change_of_clause, change_of_load, loads_of
from dutyline.kernel.criteria.lookup import catalogue, criteria_on, criterion_timeline
from dutyline.kernel.criteria.models import Edition, Rewording
from dutyline.kernel.criteria.operations import check_pack, load_pack
from dutyline.kernel.criteria.reworded import said_on, through_time
from dutyline.kernel.criteria.tests.packs import AT, BY, CATALOGUES, CRITERIA, TODAY, write_pack
from dutyline.kernel.history.models import Entry

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SECOND, THIRD = AT + 30 * DAY, AT + 60 * DAY
CLAUSES = CATALOGUES.replace("toy_colour", "clause")


def grace(english="Days of grace", chinese="宽限天数", clause="5"):
    words = CRITERIA.replace("en: Days", f"en: {english}").replace("zh: 天数", f"zh: {chinese}")
    return words.replace("clause: 4(2)", f"clause: {clause}")


def load(folder, version, at, criteria=CRITERIA, catalogues=CATALOGUES):
    path = write_pack(folder / "toy", version, criteria=criteria, catalogues=catalogues)
    return load_pack(path=path, by=BY, at=at)


def told(rows):
    return [
        (row.label_en, row.label_zh, row.clause_en, row.pack_version, row.valid_from, row.valid_to)
        for row in rows
    ]


def timeline():
    return told(through_time("", criterion_timeline("toy.days")))


def test_the_words_of_then_stay_with_their_days_in_both_languages(tmp_path):
    load(tmp_path, "1", AT)
    load(tmp_path, "2", SECOND, grace())
    load(tmp_path, "3", THIRD, grace("Grace"))
    second, third = SECOND.date(), THIRD.date()
    assert timeline() == [
        ("Grace", "宽限天数", "Art. 5", "3", third, None),
        ("Days of grace", "宽限天数", "Art. 5", "2", second, third),
        ("Days", "天数", "Art. 4(2)", "1", date(2020, 1, 1), second),
    ]
    first, last = Rewording.objects.order_by("id")
    assert first.before == {
        "label_en": "Days",
        "label_zh": "天数",
        "clause_en": "Art. 4(2)",
        "clause_zh": "第4条第2项",
    }
    assert (last.before, last.after) == ({"label_en": "Days of grace"}, {"label_en": "Grace"})


def test_a_day_gone_by_reads_as_it_was_said_then(tmp_path):
    load(tmp_path, "1", AT)
    load(tmp_path, "2", SECOND, grace())

    def label(day):
        (row,) = said_on("", criteria_on(day), day)
        return row.label_en

    assert label(SECOND.date() - DAY) == "Days"
    assert label(SECOND.date()) == "Days of grace"
    # What is asked for by today's rows is left as it is: they are shared.
    assert criteria_on(TODAY)[0].label_en == "Days of grace"


def test_the_same_pack_again_writes_nothing(tmp_path):
    load(tmp_path, "1", AT)
    load(tmp_path, "2", SECOND, grace())
    before = (Rewording.objects.count(), Entry.objects.count())
    assert load(tmp_path, "2", THIRD, grace()).unchanged
    assert load(tmp_path, "3", THIRD, grace()).changes == 0
    assert (Rewording.objects.count(), Entry.objects.count() - 1) == before, "the load itself"


def test_a_trial_keeps_nothing(tmp_path):
    load(tmp_path, "1", AT)
    edition = Edition.objects.get().token
    path = write_pack(tmp_path / "toy", "2", criteria=grace(), catalogues=CATALOGUES)
    assert check_pack(path=path, by=BY, at=SECOND).changes == 1
    assert not Rewording.objects.exists()
    assert Edition.objects.get().token == edition


def test_what_is_still_to_come_was_said_to_nobody(tmp_path):
    coming = CRITERIA.replace("    value: 7\n", "    value: 7\n    valid_from: 2026-12-01\n")
    load(tmp_path, "1", AT, coming)
    load(tmp_path, "2", SECOND, coming.replace("en: Days", "en: Days of grace"))
    assert not Rewording.objects.exists()
    assert [row[0] for row in timeline()] == ["Days of grace"]


def test_a_changed_value_ends_its_row_and_is_no_rewording(tmp_path):
    load(tmp_path, "1", AT)
    load(tmp_path, "2", SECOND, grace().replace("value: 7", "value: 9"))
    assert not Rewording.objects.exists()
    assert [row[0] for row in timeline()] == ["Days of grace", "Days"]


def test_the_order_of_a_list_is_no_wording(tmp_path):
    load(tmp_path, "1", AT)
    blue = "      - {key: blue, label: {en: Blue, zh: 蓝}, data: {weight: 1}}\n"
    head, entries = CATALOGUES.replace(blue, "").split("    entries:\n")
    load(tmp_path, "2", SECOND, catalogues=f"{head}    entries:\n{blue}{entries}")
    assert catalogue("toy_colour", SECOND.date())[0].key == "blue"
    assert not Rewording.objects.exists()


def test_an_entry_over_when_it_was_reworded_keeps_its_words_to_its_end(tmp_path):
    ended = CLAUSES.replace("data: {weight: 1}}", "data: {weight: 1}, valid_to: 2026-03-10}")
    load(tmp_path, "1", AT, catalogues=ended)
    load(tmp_path, "2", SECOND, catalogues=ended.replace("en: Blue", "en: Azure"))
    (row,) = said_on("clause", catalogue("clause", TODAY)[-1:], TODAY)
    assert (row.key, row.label_en, row.valid_to) == ("blue", "Blue", date(2026, 3, 10))


def test_a_clause_says_on_which_day_it_was_reworded_and_how(tmp_path):
    load(tmp_path, "1", AT, catalogues=CLAUSES)
    load(tmp_path, "2", SECOND, catalogues=CLAUSES.replace("en: Blue", "en: Azure"))
    change = change_of_clause("blue", today=THIRD.date())
    assert (change.day, change.days) == (SECOND.date(), (SECOND.date(),))
    assert (change.before, change.after) == ("Blue", "Azure")
    other = change_of_clause("red", today=THIRD.date())
    assert (other.known, other.days) == (False, ())
    then = change_of_clause("blue", today=THIRD.date(), on=TODAY)
    assert (then.before, then.after) == ("Blue", "Blue")


def test_each_load_tells_what_it_reworded_and_no_other_does(tmp_path):
    load(tmp_path, "1", AT)
    load(tmp_path, "2", SECOND, grace())
    load(tmp_path, "3", THIRD, grace(), CATALOGUES.replace("en: Blue", "en: Azure"))
    loads = loads_of("toy")

    def entries(index):
        change = change_of_load(loads, index, THIRD.date())
        return [(each.key, each.before, each.after, each.day) for each in change.entries]

    assert entries(0) == [("blue", "Blue", "Azure", THIRD.date())]
    assert entries(1) == [
        (
            "toy.days",
            "Days; 7 days; Toy Law Art. 4(2)",
            "Days of grace; 7 days; Toy Law Art. 5",
            SECOND.date(),
        )
    ]


def test_two_loads_on_one_day_are_told_apart(tmp_path):
    load(tmp_path, "1", AT)
    load(tmp_path, "2", SECOND, grace())
    hour = SECOND + timedelta(hours=1)
    load(tmp_path, "3", hour, grace("Grace"))
    assert [row[0] for row in timeline()] == ["Grace", "Days"], "who asks for a day has its last"
    loads = loads_of("toy")
    for index in (0, 1):
        (entry,) = change_of_load(loads, index, THIRD.date()).entries
        assert entry.key == "toy.days"
