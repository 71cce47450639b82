from decimal import Decimal

import pytest

from dutyline.toolkit.ui import numbers


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3022, "3,022"),
        (0, "0"),
        (None, "–"),
        (6.4, "6.4"),
        (Decimal("1234.50"), "1,234.5"),
        (Decimal(10000), "10,000"),
        (Decimal("90.00"), "90"),
        (Decimal("1250.50"), "1,250.5"),
    ],
)
def test_counts_part_their_thousands(value, words):
    assert numbers.count(value) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.914, "91%"), (0.5, "50%"), (1, "100%"), (0, "0%"), (None, "–")],
)
def test_a_share_is_said_in_per_cent(share, words):
    assert numbers.percent(share) == words


def test_only_all_is_a_hundred_per_cent():
    assert numbers.percent(899 / 900) == "99%"


def test_only_none_is_zero_per_cent():
    assert numbers.percent(1 / 900) == "1%"


def test_a_share_can_have_decimals():
    assert numbers.percent(Decimal("0.9137"), 1) == "91.4%"


def test_money_has_cents_only_where_there_are_some():
    assert [numbers.money(Decimal(3200)), numbers.money(Decimal("0.50"))] == ["¥3,200", "¥0.50"]


def test_the_number_of_a_record_never_breaks():
    assert numbers.record_number("F-2026-0418") == "F\u20112026\u20110418"
