"""Criteria, catalogues and packs by way of the API."""

from datetime import timedelta

import pytest

from dutyline.api.tests.calling import blamed, caller, told
from dutyline.kernel.criteria.operations import load_pack
from dutyline.kernel.criteria.tests.packs import CATALOGUES, CRITERIA, give_values, write_pack
from dutyline.kernel.organisation.tests.plant import NOON

LATER = "2099-01-01"


@pytest.fixture
def pack(plant, tmp_path):
    load_pack(path=write_pack(tmp_path / "toy"), by=plant.by, at=NOON)


def test_everybody_reads_what_holds_and_where_it_comes_from(pack, wang):
    give_values({"z.last": 2, "a.first": 1})
    keys = wang.items("/criteria", "key")
    assert keys == ["a.first", "toy.days", "z.last"]
    first = wang.seen("/criteria?limit=1")
    assert (first["items"][0]["key"], first["next"]) == (keys[0], keys[0])
    rest = wang.items(f"/criteria?cursor={first['next']}", "key")
    assert rest == keys[1:]
    row = wang.seen(f"/criteria/{keys[0]}")
    assert row["origin"] == "pack"
    assert row["valid_from"]
    assert told(wang.get("/criteria/nothing"))[0] == 404
    assert told(wang.get(f"/criteria/{keys[0]}?on=1900-01-01"))[0] == 404


def test_a_rule_reworded_by_a_newer_pack_is_told_as_it_was_said_then(pack, plant, wang, tmp_path):
    newer = CRITERIA.replace("en: Days", "en: Days of grace")
    lists = CATALOGUES.replace("en: Blue", "en: Azure")
    path = write_pack(tmp_path / "toy", "2", criteria=newer, catalogues=lists)
    load_pack(path=path, by=plant.by, at=NOON + timedelta(days=3))
    before, since = NOON.date() + timedelta(days=2), NOON.date() + timedelta(days=3)
    for day, days, blue in ((before, "Days", "Blue"), (since, "Days of grace", "Azure")):
        assert wang.seen(f"/criteria/toy.days?on={day}")["label_en"] == days
        assert wang.items(f"/criteria?on={day}", "label_en")[0] == days
        entry = f"/catalogues/toy_colour/entries/blue?on={day}"
        assert wang.seen(entry)["label_en"] == blue
    timeline = wang.items("/criteria/toy.days/timeline", "label_en")
    assert timeline == ["Days of grace", "Days"]


def test_a_value_of_ones_own_counts_from_its_day_and_ends(pack, admin, wang):
    (row,) = admin.items("/criteria")
    address, value = f"/criteria/{row['key']}", row["value"] + 1
    body = {"value": value, "valid_from": LATER, "note": "we want more"}
    assert told(wang.put(f"{address}/own", body))[0] == 403
    made = admin.put(f"{address}/own", body)
    assert made.status_code == 200, made.content
    assert admin.seen(f"{address}?on={LATER}")["value"] == value
    assert admin.seen(address)["value"] == row["value"]
    assert value in admin.items(f"{address}/timeline", "value")
    assert blamed(admin.put(f"{address}/own", body | {"value": "many"}))
    assert admin.post(f"{address}/withdrawal", {"on": LATER}).status_code == 200
    assert admin.seen(f"{address}?on={LATER}")["value"] == row["value"]


def test_entries_of_a_catalogue_are_read_added_changed_and_retired(pack, admin, wang):
    assert "toy_colour" in wang.items("/catalogues", "kind")
    address = "/catalogues/toy_colour/entries"
    assert wang.items(address, "key") == ["red", "red.dark", "blue"]
    assert wang.items(f"{address}?parent=red", "key") == ["red.dark"]
    page = wang.seen(f"{address}?limit=2")
    assert [each["key"] for each in wang.items(f"{address}?cursor={page['next']}")] == ["blue"]
    body = {"label_en": "Green", "data": {"weight": 4}, "valid_from": "2026-01-05"}
    assert told(wang.post(address, body))[0] == 403
    made = admin.post(address, body).json()
    assert made["key"].startswith("own.")
    assert list(blamed(admin.post(address, body | {"data": {"mass": 1}}))) == ["data"]
    changed = admin.put(f"{address}/{made['key']}", body | {"label_en": "Light green"})
    assert changed.json()["label_en"] == "Light green"
    assert told(admin.put(f"{address}/nothing", body))[0] == 404
    assert admin.post(f"{address}/blue/retirement", {"on": "2026-01-05"}).json()["retired"]
    assert wang.items(address, "key") == ["red", "red.dark", made["key"]]
    assert told(wang.get("/catalogues/nothing/entries"))[0] == 404


def test_an_entry_needs_a_name_in_one_language_only(pack, admin):
    address = "/catalogues/toy_colour/entries"
    body = {"data": {"weight": 4}, "valid_from": "2026-01-05"}
    made = admin.post(address, body | {"label_zh": "绿"}).json()
    assert (made["label_en"], made["label_zh"]) == ("绿", "绿")
    changed = admin.put(f"{address}/{made['key']}", body | {"label_en": "Green"}).json()
    assert (changed["label_en"], changed["label_zh"]) == ("Green", "")
    assert list(blamed(admin.post(address, body | {"label_zh": " "}))) == ["label_en"]


def test_only_shipped_packs_are_loaded_and_only_at_the_top(plant, admin, wang):
    assert "iso-45001" in wang.items("/packs", "name")
    assert told(admin.post("/packs/nothing/load"))[0] == 404
    assert admin.post("/packs/..%2F..%2Ftmp/load").status_code == 404
    assert told(caller(plant, "chen").post("/packs/iso-45001/check"))[0] == 403
    would = admin.post("/packs/iso-45001/check").json()
    assert would["counts"]["criteria"]["created"] > 0
    assert admin.items("/criteria") == []
    done = admin.post("/packs/iso-45001/load", Idempotency_Key="load-it-once")
    assert done.json()["counts"] == would["counts"]
    assert next(row for row in wang.items("/packs") if row["name"] == "iso-45001")["loaded"]
