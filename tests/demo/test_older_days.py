"""The older days are told afterwards, one by one, wherever the worker was stopped."""

from collections import Counter

import pytest

from dutyline.kernel.duties.models import Cadence, Obligation
from dutyline.modules.inspections.models import Finding
from dutyline.shell.demo.going_on import progress
from tests.demo.telling import Told
from tests.demo.words import CHINESE, words

pytestmark = pytest.mark.django_db
NAMES = (
    "organisation.unit.name",
    "organisation.post.title",
    "organisation.person.name",
    "organisation.place.name",
    "inspections.finding.title",
    "inspections.round.title",
)
DAYS = 9


def test_older_days_are_told_with_all_they_owed(chinese: Told) -> None:
    before = progress()
    assert before is not None
    chinese.tell_older(DAYS)
    after = progress()
    assert after is not None
    assert after.told == before.told + DAYS
    begins = chinese.stage.begins
    shifts = Obligation.objects.filter(
        version__cadence=Cadence.SHIFT, due_on__range=(begins, begins.replace(day=DAYS - 2))
    )
    states = Counter(shifts.values_list("state", flat=True))
    assert states["on_time"] > 0.8 * (states.total() - states["excused"])
    assert states["missed"] > 0
    assert states["open"] == 0
    rows = Finding.objects.filter(company=chinese.stage.unit("resin"))
    by_number = list(rows.order_by("number").values_list("recorded_at", flat=True))
    assert by_number == sorted(by_number)


def test_every_name_of_the_chinese_story_is_chinese(chinese: Told) -> None:
    foreign = {(where, text) for where, text in words() if where in NAMES}
    assert sorted(each for each in foreign if not CHINESE.search(each[1])) == []
