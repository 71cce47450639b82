"""Files, history, notifications, errands and rectifications by way of the API."""

from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from dutyline.api.tests.calling import blamed, caller, told
from dutyline.kernel.actions.operations import verify
from dutyline.kernel.actions.tests.setting import AT, DAY, setting
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.files.operations import attach
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.notifications.words import kinds
from dutyline.kernel.registry import manifests


@pytest.fixture
def here(db, settings, tmp_path):
    settings.HOME = tmp_path
    return setting()


@pytest.fixture
def plant(here):
    return here.plant


def photo_of(here, subject):
    file = BytesIO()
    Image.effect_noise((64, 64), 40).convert("RGB").save(file, "JPEG")
    file.seek(0)
    return attach(by=here.actor("li"), subject=subject, role="after", file=file, at=AT)


def test_files_are_listed_read_and_sent_to_who_sees_what_they_show(here, plant):
    repair = here.repaired()
    photo = photo_of(here, ("actions.repair", repair.pk))
    li, ma = caller(plant, "li"), caller(plant, "ma")
    about = f"/files?subject_type=actions.repair&subject_id={repair.pk}"
    assert li.items(about, "sha256") == [photo.sha256]
    assert told(ma.get(about)) == told(ma.get("/files?subject_type=nothing&subject_id=1"))
    for part in ("", "/content", "/view", "/thumbnail"):
        sent = li.get(f"/files/{photo.pk}{part}")
        assert sent.status_code == 200
        assert b"".join(sent)
        assert told(ma.get(f"/files/{photo.pk}{part}")) == told(ma.get(f"/files/999999{part}"))
    sent = li.get(f"/files/{photo.pk}/content")
    assert b"".join(sent)
    assert sent["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert li.get(f"/files/{photo.pk}/content", If_None_Match=sent["ETag"]).status_code == 304


def test_history_tells_who_did_what_to_what_one_sees(here, plant):
    here.assigned()
    admin = caller(plant, "admin")
    about = f"/history?subject_type=organisation.person&subject_id={plant.people.wang.pk}"
    rows = admin.items(about)
    assert rows[-1]["sentence"]
    assert {"occurred_at", "recorded_at", "by_name", "reason"} <= rows[0].keys()
    assert told(caller(plant, "ma").get(about))[0] == 404
    zhang = f"/people/{plant.people.zhang.pk}/history"
    assert caller(plant, "zhao").get(zhang).status_code == 200
    assert told(caller(plant, "ma").get(zhang))[0] == 404


def test_notifications_are_ones_own_and_are_read_once(here, plant, client):
    kind = next(iter(kinds()))
    subject = ("organisation.place", 1)
    notify(persons=[here.person("wang")], kind=kind, subject=subject, key="x", at=AT)
    wang, li = caller(plant, "wang"), caller(plant, "li")
    (row,) = wang.items("/notifications?unread=true")
    assert (row["kind"], row["created_at"]) == (kind, "2026-03-02T04:00:00Z")
    assert told(li.post(f"/notifications/{row['id']}/read"))[0] == 404
    assert wang.post(f"/notifications/{row['id']}/read").json()["read_at"]
    assert wang.post("/notifications/read").json() == {"marked": 0}
    assert told(caller(plant, "admin", "access.manage_roles").get("/notifications"))[0] == 403


def test_one_chooses_what_comes_by_mail(here, plant):
    wang = caller(plant, "wang")
    kind = next(iter(kinds()))
    chosen = wang.put("/me/mail", {"kinds": [kind]}).json()["items"]
    assert [each["kind"] for each in chosen if each["by_mail"]] == [kind]
    assert list(blamed(wang.put("/me/mail", {"kinds": ["nothing"]}))) == ["kinds"]


def test_a_token_sees_only_the_errands_it_asked_for(here, plant, client):
    kind = next(each.key for manifest in manifests() for each in manifest.errands)
    account, now = plant.account("wang"), timezone.now()
    wide = Errand.objects.create(kind=kind, asked_by=account, asked_at=now)
    wang = caller(plant, "wang")
    own = Errand.objects.create(
        kind=kind, asked_by=account, asked_at=now, token_id=wang.seen("/me")["token_id"]
    )
    assert wang.items("/errands", "id") == [own.pk]
    assert told(wang.get(f"/errands/{wide.pk}")) == told(wang.get("/errands/999999"))
    assert wang.get(f"/errands/{own.pk}")["Retry-After"] == "1"
    assert told(wang.get(f"/errands/{own.pk}/result"))[0] == 404
    client.force_login(account)
    rows = client.get("/api/v1/errands").json()["items"]
    assert [row["id"] for row in rows] == [own.pk, wide.pk]


def test_rectifications_are_seen_in_scope_and_by_who_has_a_part_in_them(here, plant):
    repair = here.repaired()
    mended, number = repair.rectification, repair.rectification_id
    verify(by=here.actor("zhang"), rectification=mended, effective=True, at=AT + 2 * DAY)
    zhang = caller(plant, "zhang")
    assert zhang.items("/rectifications", "state") == ["verified"]
    assert zhang.items(f"/rectifications?source={here.source()}&state=verified", "id") == [number]
    assert zhang.items("/rectifications?overdue=true") == []
    assert zhang.items(f"/rectifications?owner={plant.people.li.pk}", "id") == [number]
    (told_of,) = zhang.items(f"/rectifications/{number}/repairs")
    assert told_of["done_at"] == told_of["reported_at"] == "2026-03-03T04:00:00Z"
    assert told_of["verification"]["by_id"] == plant.people.zhang.pk
    for part in ("extensions", "funds", "notices", "escalations"):
        assert isinstance(zhang.items(f"/rectifications/{number}/{part}"), list)
    assert caller(plant, "ma").items("/rectifications") == []
    for part in ("", "/repairs", "/notices"):
        address = f"/rectifications/{number}{part}"
        assert told(caller(plant, "ma").get(address))[0] == 404
    assert told(caller(plant, "li", "organisation.view").get("/rectifications"))[0] == 403
