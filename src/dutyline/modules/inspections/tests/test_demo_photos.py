"""The photos of the demonstration's story, told apart as the product tells real ones apart."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from dutyline.modules.inspections.demo.photos.shots import photo
from dutyline.toolkit.images.photo import accept_photo

NOON = datetime(2026, 8, 3, 4, tzinfo=UTC)


def fingerprints(*, repaired):
    taken = (NOON, NOON + timedelta(days=3))
    pictures = [photo("guard", "pump 3", repaired=repaired, taken_at=at) for at in taken]
    return [accept_photo(BytesIO(each)).fingerprint for each in pictures]


def test_who_repairs_a_second_time_takes_another_photo():
    first, second = fingerprints(repaired=True)
    assert first != second


def test_the_photo_of_a_danger_used_again_is_known_by_its_picture():
    first, second = fingerprints(repaired=False)
    assert first == second
