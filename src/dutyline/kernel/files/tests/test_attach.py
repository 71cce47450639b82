"""Photos: what is kept of them, who may see them, and what is noticed."""

import hashlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from dutyline.kernel.access.operations import open_account
from dutyline.kernel.access.tests.plant import plant as build
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.operations import attach as attach_file
from dutyline.kernel.files.refusals import FileRefused
from dutyline.kernel.files.storage import path_of, root
from dutyline.kernel.registry.tests.toy import toy_module

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
MANIFEST = """
    from dutyline.kernel.registry import Manifest, Subject

    # Thing 7 belongs to Wang, whom the test calls by his number.
    manifest = Manifest(
        key="toy",
        name="Toy",
        subjects=(
            Subject(
                "toy.thing",
                "Thing",
                lambda actor, pk: pk == 7 and actor.person.number == "wang",
                lambda pk: f"/toy/{pk}/",
            ),
        ),
    )
"""


@pytest.fixture(autouse=True)
def _toy(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    with toy_module(tmp_path, "toy_photos", {"manifest.py": MANIFEST}):
        yield


@pytest.fixture
def plant():
    return build()


def picture(seed=1, size=(640, 480), quality=90, **options):
    """Return a JPEG of stripes and blocks that differ with `seed`."""
    image = Image.new("RGB", size)
    for x in range(8):
        for y in range(6):
            shade = (x * 37 * seed + y * 71 * (seed + 3)) % 256
            block = (shade, 255 - shade, (shade * seed) % 256)
            image.paste(block, (x * size[0] // 8, y * size[1] // 6, size[0], size[1]))
    file = BytesIO()
    image.save(file, "JPEG", quality=quality, **options)
    file.seek(0)
    file.name = "IMG 1.JPG"
    return file


def attach(plant, file=None, who="wang", subject=("toy.thing", 7), **options):
    return attach_file(
        by=plant.actor(who),
        subject=subject,
        role="before",
        file=file or picture(),
        at=NOON,
        **options,
    )


def account(plant, name):
    return open_account(
        by=plant.actor("admin"), person=getattr(plant.people, name), username=name, at=NOON
    )


def test_a_photo_lies_under_the_hash_of_its_bytes(plant):
    row = attach(plant)
    kept = path_of(row.sha256).read_bytes()
    assert hashlib.sha256(kept).hexdigest() == row.sha256
    assert (row.media_type, row.width, row.height, row.size) == ("image/jpeg", 640, 480, len(kept))
    assert (row.name, row.added_by_name, row.added_at) == ("IMG 1.jpg", "Wang Fang", NOON)
    assert list((root() / ".incoming").iterdir()) == []


def test_the_place_a_photo_was_taken_is_not_kept(plant):
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.0)})
    row = attach(plant, picture(exif=exif))
    with Image.open(path_of(row.sha256)) as kept:
        assert dict(kept.getexif().get_ifd(0x8825)) == {}


def test_something_that_is_not_a_photo_is_refused_and_nothing_is_kept(plant):
    with pytest.raises(FileRefused, match="not a photo"):
        attach(plant, BytesIO(b"<svg onload=alert(1)>"), photos_only=True)
    assert (Attachment.objects.count(), list(root().rglob("*")) if root().exists() else []) == (
        0,
        [],
    )


def test_the_same_photo_for_something_else_is_marked(plant):
    assert not attach(plant).seen_before
    assert not attach(plant).seen_before, "twice for the same thing is a slip of the thumb"
    assert attach(plant, who="li", subject=("toy.thing", 8)).seen_before


def test_a_photo_saved_again_smaller_is_recognised_among_ones_own(plant):
    attach(plant)
    again = picture(size=(320, 240), quality=60)
    assert attach(plant, again, subject=("toy.thing", 8)).seen_before


def test_another_photo_is_not_taken_for_the_same(plant):
    attach(plant)
    assert not attach(plant, picture(seed=5), subject=("toy.thing", 8)).seen_before


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\temp\\a.JPEG", "a.jpg"),
        ("photo.php.png", "photo.php.jpg"),
        ("\u202egpj.exe", "gpj.exe.jpg"),
        ("护栏 松动.jpeg", "护栏 松动.jpg"),
        ("...", "document.jpg"),
        ('a"\r\nSet-Cookie: x.jpg', "a_Set-Cookie_ x.jpg"),
    ],
)
def test_a_name_is_only_a_name(plant, given, kept):
    assert attach(plant, name=given).name == kept


def test_a_document_is_kept_as_it_came_and_offered_for_saving(plant, client):
    row = attach(plant, BytesIO(b"%PDF-1.7 plan"), name="plan.exe")
    assert (row.media_type, row.name) == ("application/pdf", "plan.exe.pdf")
    client.force_login(account(plant, "wang"))
    response = client.get(reverse("files:file", args=[row.pk]))
    assert b"".join(response.streaming_content) == b"%PDF-1.7 plan"
    assert response["Content-Disposition"] == 'attachment; filename="plan.exe.pdf"'
    assert client.get(reverse("files:thumbnail", args=[row.pk])).status_code == 404


def test_a_page_in_disguise_is_refused_as_a_document_too(plant):
    with pytest.raises(FileRefused, match="HTML"):
        attach(plant, BytesIO(b"<svg onload=alert(1)>"), name="plan.pdf")
    assert Attachment.objects.count() == 0


def test_a_file_is_served_to_whoever_may_see_its_subject_and_to_nobody_else(plant, client):
    row, foreign = attach(plant), attach(plant, subject=("toy.thing", 8))
    addresses = [reverse(f"files:{name}", args=[row.pk]) for name in ("file", "thumbnail", "view")]
    for address in addresses:
        assert client.get(address)["Location"].startswith("/account/login/")
    client.force_login(account(plant, "li"))
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    client.force_login(account(plant, "wang"))
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert len(b"".join(response.streaming_content)) == int(response["Content-Length"])
    assert client.get(reverse("files:file", args=[foreign.pk])).status_code == 404


def test_a_served_file_can_neither_run_nor_be_kept_by_others(plant, client):
    row = attach(plant)
    client.force_login(account(plant, "wang"))
    response = client.get(reverse("files:file", args=[row.pk]))
    assert b"".join(response.streaming_content) == path_of(row.sha256).read_bytes()
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Content-Disposition"] == 'inline; filename="IMG 1.jpg"'
    again = client.get(
        reverse("files:file", args=[row.pk]), headers={"if-none-match": response["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_smaller_pictures_are_made_again_where_a_backup_left_them_out(plant, client):
    row = attach(plant)
    path_of(row.sha256, ".thumb.webp").unlink()
    client.force_login(account(plant, "wang"))
    response = client.get(reverse("files:thumbnail", args=[row.pk]))
    assert Image.open(BytesIO(b"".join(response.streaming_content))).size == (480, 360)
