from datetime import date, timedelta

import pytest
from django.utils import translation

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.access.tests.plant import plant
from dutyline.kernel.criteria.lookup import catalogue, catalogue_ever, catalogue_item
from dutyline.kernel.criteria.operations import (
    load_pack,
    retire_catalogue_item,
    save_catalogue_item,
)
from dutyline.kernel.criteria.refusals import (
    KeyMalformed,
    LabelNeeded,
    MissingEntry,
    UnderItself,
    UnknownCatalogue,
    WrongEntry,
)
from dutyline.kernel.criteria.tests.packs import AT, BY, CATALOGUES, CRITERIA, TODAY, write_pack
from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import tell_plainly

pytestmark = pytest.mark.django_db

APRIL = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def _pack(tmp_path):
    load_pack(path=write_pack(tmp_path / "toy"), by=BY, at=AT)


def save(key="green", by=BY, **fields):
    given = {
        "kind": "toy_colour",
        "label_en": "Green",
        "label_zh": "绿",
        "data": {"weight": 5},
        "valid_from": APRIL,
        **fields,
    }
    return save_catalogue_item(by=by, key=key, at=AT, **given)


def retire(key, on=APRIL, by=BY):
    return retire_catalogue_item(by=by, kind="toy_colour", key=key, on=on, at=AT)


def keys(day):
    return [row.key for row in catalogue("toy_colour", day)]


def test_an_entry_of_our_own_is_on_the_list_from_its_day():
    save(position=9)
    assert keys(TODAY) == ["red", "red.dark", "blue"]
    assert keys(APRIL) == ["red", "red.dark", "blue", "green"]


def test_an_entry_of_our_own_takes_the_place_of_the_packs():
    save("blue", label_en="Navy", position=3)
    assert catalogue_item("toy_colour", "blue", TODAY).label_en == "Blue"
    assert catalogue_item("toy_colour", "blue", APRIL).label_en == "Navy"
    assert keys(APRIL) == ["red", "red.dark", "blue"]


def test_a_newer_pack_leaves_our_entry_alone_and_names_it(tmp_path):
    save("blue", label_en="Navy", position=3)
    other = CATALOGUES.replace("en: Blue", "en: Light blue")
    folder = write_pack(tmp_path / "toy", "2", criteria=CRITERIA, catalogues=other)
    report = load_pack(path=folder, by=BY, at=AT)
    assert report.kept == [{"key": "toy_colour: blue", "own": "Navy", "pack": "Light blue"}]
    assert catalogue_item("toy_colour", "blue", APRIL).label_en == "Navy"


def test_a_retired_entry_goes_with_what_stands_under_it_and_keeps_its_name():
    retire("red")
    assert keys(APRIL) == ["blue"]
    assert keys(APRIL - timedelta(days=1)) == ["red", "red.dark", "blue"]
    assert catalogue_ever("toy_colour")["red"].label_zh == "红"
    with pytest.raises(MissingEntry):
        catalogue_item("toy_colour", "red", APRIL)
    with pytest.raises(MissingEntry):
        retire("red")


def test_a_retired_entry_can_come_back():
    retire("blue")
    save("blue", label_en="Blue again", position=3)
    assert keys(APRIL) == ["red", "red.dark", "blue"]


def test_data_must_fit_what_the_pack_declares():
    for data in ({}, {"weight": -1}, {"weight": "heavy"}, {"weight": 1, "size": 2}):
        with pytest.raises(WrongEntry):
            save(data=data)


def test_an_entry_needs_a_key_a_name_and_a_known_catalogue():
    with pytest.raises(KeyMalformed):
        save("Light Green")
    with pytest.raises(LabelNeeded):
        save(label_en=" ", label_zh="")
    with pytest.raises(UnknownCatalogue):
        save(kind="toy_shape")


def test_one_language_is_enough_for_an_entry_of_our_own():
    assert save(label_en="").label_en == "绿"


def test_an_entry_stands_under_one_that_exists_and_never_under_itself():
    save(parent="red")
    with pytest.raises(MissingEntry):
        save("white", parent="nothing")
    with pytest.raises(UnderItself):
        save("red", parent="red.dark")


def test_history_names_entry_and_catalogue_in_each_readers_language():
    with translation.override("zh-hans"):
        save()
    entry = Entry.objects.get(verb="criteria.entry_saved")
    assert "“Green” in the catalogue “Colours”" in tell_plainly(entry)
    with translation.override("zh-hans"):
        assert ("绿" in tell_plainly(entry), "Green" in tell_plainly(entry)) == (True, False)


def test_history_tells_who_changed_which_catalogue_and_why():
    save(note="asked for by the workshops")
    retire("blue")
    told = [(tell_plainly(entry), entry.reason) for entry in Entry.objects.order_by("id")][1:]
    assert told == [
        (
            "tests saved “Green” in the catalogue “Colours” from 2026-04-01.",
            "asked for by the workshops",
        ),
        ("tests took “Blue” off the catalogue “Colours” from 2026-04-01.", ""),
    ]


def test_only_a_right_at_the_top_changes_catalogues():
    built = plant()
    for name in ("chen", "wang", "stranger"):
        with pytest.raises(NotPermitted):
            save(by=built.actor(name))
        with pytest.raises(NotPermitted):
            retire("blue", by=built.actor(name))
    save(by=built.actor("admin"))
    retire("blue", by=built.actor("admin"))
