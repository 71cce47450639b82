"""What a refusal says, in the reader's own way."""

from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.translation import override

from dutyline.kernel.registry import Refusal


class Taken(Refusal):
    """Somebody is already at it."""

    message = "{owner} does it by {due_on}, since {at}."


def _said(language: str) -> str:
    at = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    with override(language), timezone.override("Asia/Shanghai"):
        return str(Taken(owner="Gao", due_on=date(2026, 11, 30), at=at))


def test_the_days_of_a_refusal_are_said_as_its_reader_says_them():
    assert _said("en") == "Gao does it by 30 November 2026, since 23 November 2026 15:30."
    assert _said("zh-hans") == "Gao does it by 2026年11月30日, since 2026年11月23日 15:30."


def test_the_places_of_a_refusal_stay_what_they_were():
    assert Taken(due_on=date(2026, 11, 30)).places == {"due_on": date(2026, 11, 30)}
