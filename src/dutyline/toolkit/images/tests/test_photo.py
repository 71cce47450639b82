from __future__ import annotations

import datetime as dt
import hashlib
import io
import struct
import time
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from dutyline.toolkit.images.photo import PhotoLimits, accept_photo, likeness
from dutyline.toolkit.images.refused import PhotoRefused

from .photos import SCRIPT, exif, photo, picture

KINDS = ["JPEG", "PNG", "WEBP"]


def refusal(data: bytes, limits: PhotoLimits | None = None) -> str:
    with pytest.raises(PhotoRefused) as caught:
        accept_photo(io.BytesIO(data), limits=limits or PhotoLimits())
    assert "%" not in caught.value.message
    return caught.value.key


def corner(data: bytes) -> str:
    """Return which corner of the picture is red."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    width, height = image.size
    spots = {
        "top left": (2, 2),
        "top right": (width - 3, 2),
        "bottom left": (2, height - 3),
        "bottom right": (width - 3, height - 3),
    }
    found = [name for name, spot in spots.items() if image.getpixel(spot)[0] > 150]
    return " and ".join(found)


@pytest.mark.parametrize("kind", KINDS)
def test_everything_but_the_picture_is_taken_out_and_no_pixel_changes(kind: str) -> None:
    data = photo(kind, exif=exif(orientation=6))
    accepted = accept_photo(io.BytesIO(data))
    assert accepted.had_location
    assert accepted.location is None
    assert accepted.taken_at == dt.datetime(
        2026, 11, 20, 14, 5, 6, tzinfo=dt.timezone(dt.timedelta(hours=8))
    )
    assert (accepted.width, accepted.height) == (200, 320)
    kept = Image.open(io.BytesIO(accepted.bytes))
    assert kept.tobytes() == Image.open(io.BytesIO(data)).tobytes()
    found = kept.getexif()
    assert (dict(found.get_ifd(0x8825)), found.get(0x0112), found.get(0x010F)) == ({}, 6, None)
    assert dict(found.get_ifd(0x8769)) == {0x9003: "2026:11:20 14:05:06", 0x9011: "+08:00"}
    for secret in (SCRIPT.encode(), SCRIPT.encode("utf-16-le"), b"serial number"):
        assert secret in data
        assert secret not in accepted.bytes


@pytest.mark.parametrize("kind", KINDS)
def test_the_place_is_kept_when_it_is_wanted(kind: str) -> None:
    accepted = accept_photo(io.BytesIO(photo(kind, exif=exif())), keep_location=True)
    assert accepted.location == (31.234861, 121.466667)
    place = Image.open(io.BytesIO(accepted.bytes)).getexif().get_ifd(0x8825)
    assert (place[1], [float(part) for part in place[2]]) == ("N", [31.0, 14.0, 5.5])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_is_shown_upright(orientation: int) -> None:
    turned = photo(exif=exif(orientation), quality=95)
    accepted = accept_photo(io.BytesIO(turned))
    expected = {
        1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left",
        5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left",
    }[orientation]  # fmt: skip
    assert corner(accepted.thumbnail) == corner(accepted.view) == expected
    assert Image.open(io.BytesIO(accepted.view)).size == (accepted.width, accepted.height)


@pytest.mark.parametrize("kind", KINDS)
def test_smaller_copies_have_their_sizes_and_no_metadata(kind: str) -> None:
    accepted = accept_photo(io.BytesIO(photo(kind, picture(2400, 1500), exif=exif())))
    thumbnail, view = (Image.open(io.BytesIO(b)) for b in (accepted.thumbnail, accepted.view))
    assert (thumbnail.format, thumbnail.size) == ("WEBP", (480, 300))
    assert (view.format, view.size) == ("JPEG", (1600, 1000))
    assert not thumbnail.getexif()
    assert not view.getexif()


def test_hashes_tell_what_is_kept_and_what_was_sent() -> None:
    data = photo(exif=exif())
    accepted = accept_photo(io.BytesIO(data))
    assert accepted.original_sha256 == hashlib.sha256(data).hexdigest()
    assert accepted.sha256 == hashlib.sha256(accepted.bytes).hexdigest()
    again = accept_photo(io.BytesIO(accepted.bytes))
    assert (again.bytes, again.sha256) == (accepted.bytes, accepted.sha256)


def test_a_copy_of_a_photo_is_recognised() -> None:
    first = accept_photo(io.BytesIO(photo(exif=exif()))).fingerprint
    smaller = accept_photo(io.BytesIO(photo("WEBP", picture().resize((200, 125)), quality=50)))
    brighter = accept_photo(
        io.BytesIO(photo(image=ImageEnhance.Brightness(picture()).enhance(1.2)))
    )
    other = accept_photo(io.BytesIO(photo(image=picture().rotate(90, expand=True))))
    assert likeness(first, smaller.fingerprint) <= 6
    assert likeness(first, brighter.fingerprint) <= 6
    assert likeness(first, other.fingerprint) > 10


@pytest.mark.parametrize("kind", KINDS)
def test_what_hides_behind_the_picture_is_cut_off(kind: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("x.html", SCRIPT)
    data = photo(kind) + archive.getvalue() + SCRIPT.encode()
    accepted = accept_photo(io.BytesIO(data))
    assert accepted.bytes == accept_photo(io.BytesIO(photo(kind))).bytes
    assert SCRIPT.encode() not in accepted.bytes


def test_comments_are_taken_out() -> None:
    data = photo()
    comment = b"\xff\xfe" + struct.pack("!H", len(SCRIPT) + 2) + SCRIPT.encode()
    xmp = b"http://ns.adobe.com/xap/1.0/\x00" + SCRIPT.encode()
    block = b"\xff\xe1" + struct.pack("!H", len(xmp) + 2) + xmp
    assert accept_photo(io.BytesIO(data[:2] + block + comment + data[2:])).bytes == data


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("PNG", "1"),
        ("PNG", "L"), ("WEBP", "RGBA"),
    ],
)  # fmt: skip
def test_every_colour_mode_has_copies_that_look_like_it(kind: str, mode: str) -> None:
    accepted = accept_photo(io.BytesIO(photo(kind, picture(mode=mode))))
    thumbnail = Image.open(io.BytesIO(accepted.thumbnail)).convert("RGB")
    assert thumbnail.size == (320, 200)
    if mode not in {"L", "LA", "1"}:
        assert corner(accepted.thumbnail) == "top left"


def test_sixteen_bits_a_pixel_are_not_cut_to_white() -> None:
    deep = Image.new("I;16", (60, 40), 128 * 256)
    thumbnail = Image.open(io.BytesIO(accept_photo(io.BytesIO(photo("PNG", deep))).thumbnail))
    assert abs(thumbnail.convert("L").getpixel((30, 20)) - 128) < 4


def test_clear_parts_are_white_as_on_paper() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    view = Image.open(io.BytesIO(accept_photo(io.BytesIO(photo("PNG", clear))).view))
    assert view.getpixel((20, 20)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds almost nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))
        )

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(3_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_bomb_of_pixels_is_refused_before_it_is_decoded() -> None:
    accept_photo(io.BytesIO(photo()))
    begun = time.perf_counter()
    assert refusal(bomb(30_000, 30_000)) == "pixels"
    assert refusal(bomb(2_000_000_000, 2)) == "pixels"
    assert time.perf_counter() - begun < 1


def test_limits_are_parameters() -> None:
    assert refusal(photo(), PhotoLimits(pixels=50_000)) == "pixels"
    assert refusal(photo(), PhotoLimits(bytes=500)) == "bytes"
    assert refusal(photo("PNG", picture(6000, 6000)), PhotoLimits(memory=150)) in {
        "heavy",
        "damaged",
    }


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "heif"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(40), "video"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not_a_photo"),
        (b"<html><script>alert(1)</script>", "not_a_photo"),
        (b"%PDF-1.7", "not_a_photo"),
        (b"GIF89a" + bytes(40), "format"),
        (b"BM" + bytes(60), "format"),
        (b"MZ\x90\x00", "not_a_photo"),
        (b"\xff\xd8\xff\xe0" + b"<script>" * 9, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "damaged"),
        (b"RIFF\x20\x00\x00\x00WEBPVP8 " + bytes(30), "damaged"),
        (bomb(1000, 0), "damaged"),
    ],
)
def test_what_is_no_photo_is_refused_with_its_reason(data: bytes, key: str) -> None:
    assert refusal(data) == key


@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_that_was_cut_short_is_refused(kind: str) -> None:
    data = photo(kind, picture(900, 700))
    assert {refusal(data[: int(len(data) * part)]) for part in (0.1, 0.5, 0.99)} == {"damaged"}


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(kind: str) -> None:
    frames = [picture(mode="RGB"), picture().rotate(180)]
    data = photo(kind, frames[0], save_all=True, append_images=frames[1:], duration=100)
    assert refusal(data) == "animated"


def test_broken_metadata_does_not_spoil_a_photo() -> None:
    data = photo(exif=exif())
    place = data.index(b"Exif\x00\x00")
    for offset in range(6, 60, 3):
        damaged = bytearray(data)
        damaged[place + offset : place + offset + 3] = b"\xff\xff\xff"
        accepted = accept_photo(io.BytesIO(bytes(damaged)))
        assert SCRIPT.encode() not in accepted.bytes


@pytest.mark.parametrize("taken", ["", "2026:99:99 99:99:99", "yesterday", "2026:02:30 10:00:00"])
def test_a_date_that_is_none_is_left_out(taken: str) -> None:
    block = exif()
    block.get_ifd(0x8769)[0x9003] = taken
    assert accept_photo(io.BytesIO(photo(exif=block))).taken_at is None


SAMPLES = {kind: photo(kind, picture(64, 48), exif=exif()) for kind in KINDS}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(KINDS), st.data())
def test_no_damage_crashes_the_server(kind: str, data: st.DataObject) -> None:
    body = bytearray(SAMPLES[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        accepted = accept_photo(io.BytesIO(bytes(body)))
    except PhotoRefused as refused:
        assert refused.message  # noqa: PT017
    else:
        assert Image.open(io.BytesIO(accepted.thumbnail)).format == "WEBP"


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"]),
    st.binary(),
)
def test_no_bytes_are_taken_for_a_photo(head: bytes, body: bytes) -> None:
    with pytest.raises(PhotoRefused):
        accept_photo(io.BytesIO(head + body))
