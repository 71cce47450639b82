from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, models
from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, Q
from django.test.utils import CaptureQueriesContext

from dutyline.toolkit.prepared import MomentAsText, Prepared, Slot, slots

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = date(2026, 11, 20)


class Boat(models.Model):
    name = models.CharField(max_length=20)
    launched_on = models.DateField()
    seen_at = models.DateTimeField()
    above = models.ForeignKey("self", models.PROTECT, null=True)

    class Meta:
        managed = False
        app_label = "toolkit_tests"
        db_table = "toolkit_tests_boat"


@pytest.fixture(autouse=True)
def _boats():
    key = "bigserial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE toolkit_tests_boat (id {key} PRIMARY KEY, name varchar(20), "
            "launched_on date, seen_at timestamp with time zone, above_id bigint)"
        )
    above = None
    for number in range(5):
        day = timedelta(days=number)
        above = Boat.objects.create(
            name=f"B{number}", launched_on=DAY + day, seen_at=NOON + day, above=above
        )


def names(boats):
    return [boat.name for boat in boats]


def test_other_values_give_other_rows_in_one_statement_each():
    since = Prepared(
        lambda: Boat.objects.filter(launched_on__gte=Slot("day", DateField())).order_by("id")
    )
    with CaptureQueriesContext(
        connection,
    ) as sent:
        assert names(since.rows(day=DAY + timedelta(days=3))) == ["B3", "B4"]
        assert names(since.rows(day=DAY + timedelta(days=4))) == ["B4"]
        assert names(since.rows(day=DAY + timedelta(days=9))) == []
    assert len(sent) == 3


def test_it_is_written_once_for_each_shape():
    written = []

    def write(how_many):
        written.append(how_many)
        wanted = slots("ids", BigIntegerField(), how_many)
        return Boat.objects.filter(id__in=wanted).order_by("id")

    some = Prepared(write)
    ids = list(Boat.objects.order_by("id").values_list("id", flat=True))
    assert names(some.rows(2, ids=ids[:2])) == ["B0", "B1"]
    assert names(some.rows(2, ids=ids[3:])) == ["B3", "B4"]
    assert names(some.rows(3, ids=ids[:3])) == ["B0", "B1", "B2"]
    assert written == [2, 3]


def test_rows_are_what_the_orm_makes_of_them():
    moment = Slot("at", DateTimeField())
    whole = Prepared(
        lambda: (
            Boat.objects.filter(seen_at__gt=moment)
            .select_related("above")
            .annotate(same=models.F("name"))
            .order_by("-id")
        )
    )
    [last] = whole.rows(at=NOON + timedelta(days=3))
    assert (last.name, last.same, last.seen_at) == ("B4", "B4", NOON + timedelta(days=4))
    with CaptureQueriesContext(connection) as sent:
        assert last.above.name == "B3"
    assert len(sent) == 0
    flat = Prepared(lambda: Boat.objects.filter(seen_at=moment).values_list("name", flat=True))
    assert flat.rows(at=NOON) == ["B0"]
    pairs = Prepared(lambda: Boat.objects.filter(seen_at=moment).values_list("name", "launched_on"))
    assert pairs.rows(at=NOON) == [("B0", DAY)]


def test_a_shape_that_can_hold_nothing_finds_nothing_without_asking():
    some = Prepared(lambda n: Boat.objects.filter(id__in=slots("ids", BigIntegerField(), n)))
    with CaptureQueriesContext(connection) as sent:
        assert some.rows(0, ids=[]) == []
        assert some.rows(0, ids=[]) == []
    assert len(sent) == 0


def test_a_value_never_becomes_a_part_of_the_statement():
    named = Prepared(lambda: Boat.objects.filter(Q(name=Slot("name", CharField()))))
    assert named.rows(name="' OR 1=1 --") == []
    assert named.rows(name="%s") == []


def test_a_slot_without_a_value_is_an_error():
    named = Prepared(lambda: Boat.objects.filter(name=Slot("name", CharField())))
    with pytest.raises(KeyError):
        named.rows()


def test_lines_left_unread_are_read_one_by_one():
    lines = Prepared(
        lambda: (
            Boat.objects.filter(launched_on__gte=Slot("day", DateField()))
            .order_by("-id")
            .values_list("seen_at", "name", "launched_on")
        )
    )
    day = DAY + timedelta(days=3)
    found, read = lines.unread(day=day)
    assert [line[1] for line in found] == ["B4", "B3"]
    assert [read(line) for line in found] == lines.rows(day=day)
    assert read(found[0]) == (NOON + timedelta(days=4), "B4", DAY + timedelta(days=4))
    assert lines.unread(day=DAY + timedelta(days=9))[0] == []


def test_a_moment_left_as_text_is_the_moment_it_is():
    lines = Prepared(
        lambda: Boat.objects.order_by("id").values_list("name", MomentAsText("seen_at"))
    )
    found, read = lines.unread()
    assert [type(seen) for _name, seen in found] == [str] * 5
    assert [read(line) for line in found] == [(f"B{n}", NOON + timedelta(days=n)) for n in range(5)]
    assert lines.rows() == [read(line) for line in found]
