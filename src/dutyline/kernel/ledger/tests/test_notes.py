"""Records and checkpoints as bytes: the same for ever, and broken by every changed one."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from dutyline.kernel.ledger.rules.canonical import canonical, commitment, entry_text, plain
from dutyline.kernel.ledger.rules.notes import Head, NotANote, opened, signed

AT = datetime(2026, 3, 5, 7, 8, 9, 10, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
HEAD = Head("dutyline/0011223344556677", 42, bytes(range(32)), AT)


def test_the_example_of_rfc_8785_comes_out_byte_for_byte():
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "€$\x0f\nA'B" + r'"\\"/',
        "literals": [None, True, False],
    }
    assert canonical(value).decode() == (
        r'{"literals":[null,true,false],'
        r'"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        r'"string":"€$\u000f\nA'
        r"'"
        r'B\"\\\\\"/"}'
    )


def test_a_moment_reads_the_same_wherever_it_was_told():
    shanghai = AT.astimezone(timezone(timedelta(hours=8)))
    assert plain({"at": shanghai}) == plain({"at": AT}) == {"at": "2026-03-05T07:08:09.000010Z"}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal(1), "1"),
        (Decimal("1.00"), "1"),
        (Decimal(10), "10"),
        (Decimal("0.50"), "0.5"),
        (0.1, "0.1"),
        (4.0, 4),
        (7, 7),
        (True, True),
        (None, None),
        (2**53, "9007199254740992"),
        (date(2026, 2, 28), "2026-02-28"),
        ((1, [Decimal("2.5")]), [1, ["2.5"]]),
    ],
)
def test_numbers_read_the_same_whatever_a_database_makes_of_them(value, told):
    assert plain(value) == told


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@given(st.dictionaries(WORDS, WORDS | st.integers() | st.dictionaries(WORDS, WORDS, max_size=3)))
def test_a_record_is_bound_by_its_canonical_json(record):
    written = hashlib.sha256(bytes(32) + canonical(plain(record))).digest()
    assert commitment(bytes(32), record) == written


def test_what_json_cannot_say_is_refused():
    with pytest.raises(ValueError, match="nan"):
        canonical({"value": float("nan")})


def test_an_entry_is_canonical_json():
    bound = commitment(bytes(32), {"a": 1})
    text = entry_text(kind="duties.evidence", record_id=7, at=AT, bound=bound)
    assert text == canonical(
        {
            "kind": "duties.evidence",
            "record": "7",
            "at": plain(AT),
            "commitment": bound.hex(),
            "v": 1,
        }
    )


def test_the_same_record_is_bound_differently_by_each_salt():
    assert commitment(bytes(32), {"a": 1}) != commitment(bytes([1] * 32), {"a": 1})
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(b"short", {"a": 1})


def test_a_checkpoint_says_again_what_was_signed():
    assert opened(signed(HEAD.origin, HEAD.text, KEY), [PUBLIC]) == HEAD


def test_a_checkpoint_reads_as_other_tools_write_it():
    assert signed(HEAD.origin, HEAD.text, KEY).startswith(
        "dutyline/0011223344556677\n42\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
        "2026-03-05T07:08:09.000010Z\n\n— dutyline/0011223344556677 "
    )


def test_every_changed_byte_of_a_checkpoint_is_noticed():
    note = signed(HEAD.origin, HEAD.text, KEY).encode()
    for place in range(len(note)):
        changed = bytearray(note)
        changed[place] ^= 1
        with pytest.raises(NotANote):
            opened(bytes(changed).decode("utf-8", "replace"), [PUBLIC])


def test_the_key_of_another_log_signs_nothing_here():
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    with pytest.raises(NotANote):
        opened(signed(HEAD.origin, HEAD.text, other), [PUBLIC])


@pytest.mark.parametrize("text", ["", "\n\n", "a\nb\nc\nd\n\n— a AAAA\n", "x" * 1000])
def test_other_text_is_no_checkpoint(text):
    with pytest.raises(NotANote):
        opened(text, [PUBLIC])
