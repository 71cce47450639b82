from __future__ import annotations

import contextlib
import io
import random
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyline.toolkit.untrusted.archive import (
    ORDINARY,
    ArchiveLimits,
    ArchiveRefused,
    check_archive,
)
from dutyline.toolkit.untrusted.kinds import looks_like_markup, sniff


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    file.seek(0)
    return file


def refusal(file: io.BytesIO, limits: ArchiveLimits = ORDINARY) -> str:
    with pytest.raises(ArchiveRefused) as caught:
        check_archive(file, limits)
    assert caught.value.message
    return caught.value.key


def test_an_ordinary_archive_tells_its_names() -> None:
    assert check_archive(zipped({"a.xml": b"<a/>", "b/c.xml": b"x" * 9000})) == ("a.xml", "b/c.xml")


def test_a_bomb_is_refused_by_its_ratio() -> None:
    assert refusal(zipped({"a": bytes(20_000_000)})) == "ratio"


def test_a_bomb_is_refused_by_its_weight() -> None:
    noise = random.Random(1).randbytes(1000) * 3000
    assert refusal(zipped({"a": noise}), ArchiveLimits(unpacked=2_000_000)) == "unpacked"


def test_a_declared_size_that_lies_does_not_help_a_bomb() -> None:
    data = bytearray(zipped({"a": bytes(20_000_000)}).getvalue())
    honest = struct.pack("<I", 20_000_000)
    assert data.count(honest) == 2
    lying = io.BytesIO(bytes(data).replace(honest, struct.pack("<I", 10)))
    assert zipfile.ZipFile(lying).infolist()[0].file_size == 10
    lying.seek(0)
    assert refusal(lying) == "ratio"


def test_a_packed_size_that_lies_does_not_help_a_bomb() -> None:
    data = zipped({"a": bytes(20_000_000)}).getvalue()
    packed = zipfile.ZipFile(io.BytesIO(data)).infolist()[0].compress_size
    lying = data.replace(struct.pack("<I", packed), struct.pack("<I", packed * 50))
    assert refusal(io.BytesIO(lying)) in {"ratio", "damaged"}


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "C:/x", "..\\x", "a\\..\\..\\x"])
def test_a_name_that_leaves_the_archive_is_refused(name: str) -> None:
    assert refusal(zipped({name: b"x"})) == "name"


def test_too_many_parts_are_refused() -> None:
    assert refusal(zipped({f"p{number}": b"" for number in range(1001)})) == "entries"


def test_a_link_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refusal(file) == "link"


def test_a_truncated_archive_is_refused() -> None:
    data = zipped({"a": b"x" * 5000}).getvalue()
    assert refusal(io.BytesIO(data[:-30])) == "damaged"
    assert refusal(io.BytesIO(data[:40] + data[45:])) == "damaged"


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_check(data: bytes) -> None:
    for file in (io.BytesIO(data), io.BytesIO(b"PK\x03\x04" + data)):
        with pytest.raises(ArchiveRefused):
            check_archive(file)


@given(st.data())
def test_no_damage_to_an_archive_crashes_the_check(data: st.DataObject) -> None:
    body = bytearray(zipped({"a": b"hello" * 50, "b": b"x"}).getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ArchiveRefused):
        check_archive(io.BytesIO(body))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"\x00\x00\x00\x18ftypheic", "heif"),
        (b"\x00\x00\x00\x18ftypisom", "video"),
        (b"\xef\xbb\xbf  <SVG onload=x>", "markup"),
        (b"\n<!DOCTYPE html>", "markup"),
        (b"MZ\x90\x00\x03", "program"),
        (b"MZ is how the note begins", "other"),
        (b"BMW,3,leak", "other"),
        (b"  \r\n", "empty"),
        ("序号,检查日期".encode("gb18030"), "other"),
    ],
)
def test_a_kind_is_told_from_content(head: bytes, kind: str) -> None:
    assert sniff(head) == kind


def test_markup_is_seen_in_utf_16_too() -> None:
    assert looks_like_markup("<html>".encode("utf-16"))
