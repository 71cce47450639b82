"""Photos of a finding, its repair and its verification through the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dutyline.kernel.files.models import Attachment
from dutyline.modules.inspections.api.tests.calls import API, photo
from dutyline.modules.inspections.operations import verify_repair
from dutyline.modules.inspections.tests.setting import AT

pytestmark = pytest.mark.django_db


def told(answer, status=200):
    assert answer.status_code == status, answer.content
    return answer.json()


def test_photos_before_and_after_are_added_by_who_saw_it(calls):
    finding = calls.reported()
    path = f"/findings/{finding.pk}/photos"
    before = told(calls.send("wang", path, photo(), photo()), 201)["items"]
    after = told(calls.send("li", path, photo(), of="repair"), 201)["items"]
    assert [each["role"] for each in [*before, *after]] == ["before", "before", "after"]
    verify_repair(by=calls.here.actor("chen"), finding=finding, effective=True, at=AT)
    proof = told(calls.send("chen", path, photo(), of="verification"), 201)["items"]
    shown = told(calls.ask("wang", path))["items"]
    kept = [each["id"] for each in [*before, *after, *proof]]
    assert [each["id"] for each in shown] == kept
    assert [each["of"] for each in shown] == ["finding", "finding", "repair", "verification"]


def test_nobody_adds_a_photo_to_what_another_proved(calls):
    finding = calls.reported()
    path = f"/findings/{finding.pk}/photos"
    assert told(calls.send("wang", path, photo(), of="repair"), 409)
    assert told(calls.send("li", path, photo(), of="verification"), 409)
    assert calls.send("ma", path, photo()).status_code == 404
    assert Attachment.objects.count() == 0


def test_what_is_no_photo_is_refused_and_nothing_is_kept(calls):
    path = f"/findings/{calls.here.found().pk}/photos"
    page = SimpleUploadedFile("photo.jpg", b"<html><script>1</script></html>", "image/jpeg")
    assert told(calls.send("wang", path, photo(), page), 422)
    assert told(calls.send("wang", path), 422)
    assert told(calls.send("wang", path, *(photo() for _ in range(7))), 422)
    assert told(calls.send("wang", path, photo(), of="anything"), 422)
    assert Attachment.objects.count() == 0


def test_the_same_upload_again_is_kept_once(calls):
    path = f"{API}/findings/{calls.here.found().pk}/photos"
    token, shot = calls.token("wang"), photo()
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "upload-1"}
    answers = []
    for _ in range(2):
        shot.seek(0)
        answers.append(Client().post(path, {"photos": [shot]}, headers=headers))
    assert [each.status_code for each in answers] == [201, 201]
    assert (answers[0].json(), Attachment.objects.count()) == (answers[1].json(), 1)
