"""The page of administrators, and the one anybody may compare with."""

import pytest
from django.utils import timezone
from pypdf import PdfReader

from dutyline.kernel.access.operations import open_account
from dutyline.kernel.access.tests.plant import plant as build
from dutyline.kernel.holders.models import Holder
from dutyline.toolkit.pdf.papers import PaperColumn, render_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    plant = build()
    account = open_account(
        by=plant.actor("admin"), person=plant.people.admin, username="qian", at=timezone.now()
    )
    client.force_login(account)
    return client


def test_an_administrator_adds_tests_and_removes_a_holder(admin, grow, tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    grow(0, 3)
    page = admin.get("/checkpoints/holders/").content.decode()
    assert "0 holders have a checkpoint of the last day." in page
    facts = {"name": "Share", "target": str(folder)}
    assert admin.post("/checkpoints/holders/new/folder/", facts).status_code == 302
    holder = Holder.objects.get()
    page = admin.post(f"/checkpoints/holders/{holder.pk}/test/", follow=True).content.decode()
    assert "It arrived at Share." in page
    assert len(list(folder.iterdir())) == 1
    folder.rename(tmp_path / "gone")
    page = admin.post(f"/checkpoints/holders/{holder.pk}/test/", follow=True).content.decode()
    assert "Not delivered to Share: The folder is not there." in page
    admin.post(f"/checkpoints/holders/{holder.pk}/removal/")
    assert admin.post(f"/checkpoints/holders/{holder.pk}/test/").status_code == 404


def test_a_refused_folder_says_so_beside_its_field(admin):
    answer = admin.post("/checkpoints/holders/new/folder/", {"name": "X", "target": "/nowhere"})
    assert answer.status_code == 422
    assert "There is no such folder on the server." in answer.content.decode()


def test_every_way_has_its_form(admin):
    for way in ("mail", "folder", "bucket", "server"):
        assert admin.get(f"/checkpoints/holders/new/{way}/").status_code == 200
    assert admin.get("/checkpoints/holders/new/pigeon/").status_code == 404


def test_secrets_are_not_shown_again(admin):
    facts = {"name": "X", "target": "https://example.com/b", "region": "r", "key_id": "k"}
    admin.post("/checkpoints/holders/new/bucket/", {**facts, "secret": "open sesame"})
    assert "sesame" not in admin.get("/checkpoints/holders/").content.decode()


def test_anybody_compares_what_he_has(client, grow):
    root = bytes(grow(0, 3).root).hex()
    assert root in client.get("/checkpoints/3/").content.decode()
    for given in (root, root[:16]):
        assert "It fits." in client.get(f"/checkpoints/3/?root={given}").content.decode()
    other = client.get(f"/checkpoints/3/?root={'ab' * 32}").content.decode()
    assert "It does not fit." in other
    assert "fit." not in client.get(f"/checkpoints/3/?root={root[:6]}").content.decode()
    assert client.get("/checkpoints/4/").status_code == 404


def test_a_printed_paper_carries_the_newest_checkpoint(grow, tmp_path):
    root = bytes(grow(0, 3).root).hex()
    path = tmp_path / "list.pdf"
    path.write_bytes(render_table("Title", [PaperColumn("A")], [["1"]], language="en"))
    words = PdfReader(path).pages[0].extract_text()
    assert f"3 entries, root {root[:16]}" in words
    assert "Keep this paper" in words


def test_a_paper_says_nothing_before_anything_is_signed(tmp_path):
    path = tmp_path / "list.pdf"
    path.write_bytes(render_table("Title", [PaperColumn("A")], [["1"]], language="en"))
    assert "Keep this paper" not in PdfReader(path).pages[0].extract_text()
