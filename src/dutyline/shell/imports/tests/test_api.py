"""Imports by way of the API: the same file, the same steps, the same words as in the wizard."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dutyline.kernel.access.tests.plant import plant as build_plant
from dutyline.kernel.organisation.models import Place
from dutyline.shell.imports.models import Upload

PLACES = (
    "编码,名称,类型,所属部门\nA1,Reactor floor,area,Shift team A\nA2,Pump 3,equipment,Nowhere\n"
).encode()


@pytest.fixture
def plant(db, settings, tmp_path):
    settings.HOME = tmp_path
    return build_plant()


@pytest.fixture
def admin(plant, client):
    client.force_login(plant.account("admin"))
    return client


def bring(client, content=PLACES, kind="places", **more):
    file = SimpleUploadedFile("places.csv", content)
    headers = {"Idempotency-Key": more.pop("key")} if "key" in more else {}
    return client.post("/api/v1/imports", {"kind": kind, "file": file, **more}, headers=headers)


def send(client, method, address, body=None):
    return client.generic(
        method, f"/api/v1/imports{address}", json.dumps(body or {}), content_type="application/json"
    )


def test_a_file_is_brought_tried_and_imported(admin):
    made = bring(admin, partial="true", as_of="2026-06-01").json()
    assert made["headers"] == ["编码", "名称", "类型", "所属部门"]
    assert (made["rows"], made["report"], made["partial"]) == (2, None, True)
    number = made["id"]
    assert send(admin, "POST", f"/{number}/import").status_code == 422
    tried = send(admin, "POST", f"/{number}/dry-run").json()
    assert tried["report"]["refused"] == 1
    assert not Place.objects.exists()
    (problem,) = admin.get(f"/api/v1/imports/{number}/problems").json()["items"]
    assert (problem["row"], problem["value"]) == (3, "Nowhere")
    done = send(admin, "POST", f"/{number}/import").json()
    assert done["applied_at"]
    assert Place.objects.get().name == "Reactor floor"
    assert send(admin, "POST", f"/{number}/import").status_code == 409
    assert send(admin, "DELETE", f"/{number}").status_code == 204
    assert not Upload.objects.exists()


def test_a_file_sent_again_is_brought_once(admin):
    first, again = bring(admin, key="bring-it-once"), bring(admin, key="bring-it-once")
    assert (first.status_code, first.json()) == (201, again.json())
    assert bring(admin, b"other", key="bring-it-once").status_code == 422
    assert Upload.objects.count() == 1


def test_columns_and_layout_are_told(admin):
    number = bring(admin).json()["id"]
    columns = {"name": "编码", "kind": "类型", "unit": "所属部门"}
    body = {"columns": columns, "as_of": "2026-06-01", "partial": True}
    told = send(admin, "PUT", f"/{number}/columns", body)
    assert told.status_code == 200, told.content
    assert told.json()["columns"]["name"] == "编码"
    assert send(admin, "PUT", f"/{number}/layout", {"header_row": 2}).json()["headers"][0] == "A1"
    assert send(admin, "PUT", f"/{number}/layout", {"header_row": 0}).status_code == 422


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"mapping": "{"}, "mapping"),
        ({"mapping": '{"columns": 3}'}, "mapping"),
        ({"as_of": "yesterday"}, "as_of"),
        ({"content": b"PK\x03\x04 not a workbook"}, "file"),
    ],
)
def test_what_cannot_be_read_is_refused_and_leaves_nothing(admin, more, field):
    answer = bring(admin, **more)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert not Upload.objects.exists()


def test_nobody_sees_anothers_file_or_brings_what_he_may_not(plant, admin, client):
    number = bring(admin).json()["id"]
    kinds = client.get("/api/v1/imports/kinds").json()["items"]
    assert "organisation" in [kind["key"] for kind in kinds]
    client.force_login(plant.account("chen"))
    assert client.get(f"/api/v1/imports/{number}").status_code == 404
    assert bring(client, kind="organisation").status_code == 404
    client.force_login(plant.account("wang"))
    assert client.get("/api/v1/imports").status_code == 404
    assert client.get("/api/v1/imports/kinds").json()["items"] == []
