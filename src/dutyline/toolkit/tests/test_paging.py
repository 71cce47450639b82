from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, models
from django.db.models import F

from dutyline.toolkit.paging import BadCursor, Column, capped_count, keyset_page

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BY_LEAVING = [Column("left_on", nullable=True), "id"]
BY_LEAVING_DOWN = [Column("left_on", descending=True, nullable=True), "-id"]


class Person(models.Model):
    name = models.CharField(max_length=20)
    left_on = models.DateField(null=True)
    seen_at = models.DateTimeField(default=NOON)

    class Meta:
        managed = False
        app_label = "toolkit_tests"
        db_table = "toolkit_tests_person"


@pytest.fixture(autouse=True)
def _people():
    key = "bigserial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE toolkit_tests_person (id {key} PRIMARY KEY, "
            "name varchar(20), left_on date, seen_at timestamp with time zone)"
        )
    days = [None, date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 1), None, date(2025, 1, 1)]
    for number, day in enumerate(days):
        Person.objects.create(name=f"P{number % 2}", left_on=day)


def walk(order, size):
    names, cursor, pages = [], None, []
    while True:
        page = keyset_page(Person.objects.all(), order, cursor, size)
        pages.append(page)
        names.append([row.pk for row in page.rows])
        if page.next is None:
            return names, pages
        cursor = page.next


@pytest.mark.parametrize("size", [1, 2, 3, 4, 6, 50])
@pytest.mark.parametrize("order", [["name", "id"], ["-name", "-id"], ["-name", "id"], ["id"]])
def test_walking_the_pages_meets_every_row_once_in_order(order, size):
    met, _pages = walk(order, size)
    whole = Person.objects.order_by(*order).values_list("id", flat=True)
    assert [row for page in met for row in page] == list(whole)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("order", [BY_LEAVING, BY_LEAVING_DOWN])
def test_empty_values_come_last_in_either_direction(order, size):
    met, _pages = walk(order, size)
    terms = (
        [F("left_on").asc(nulls_last=True), "id"]
        if order is BY_LEAVING
        else [F("left_on").desc(nulls_last=True), "-id"]
    )
    whole = Person.objects.order_by(*terms).values_list("id", flat=True)
    assert [row for page in met for row in page] == list(whole)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("order", [["name", "id"], ["-name", "-id"], BY_LEAVING, BY_LEAVING_DOWN])
def test_the_way_back_shows_the_same_pages(order, size):
    met, pages = walk(order, size)
    back = []
    page = pages[-1]
    while page.previous:
        page = keyset_page(Person.objects.all(), order, page.previous, size)
        back.append([row.pk for row in page.rows])
    assert [row for rows in reversed(back) for row in rows] == [
        row for rows in met[:-1] for row in rows
    ]


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after():
    first = keyset_page(Person.objects.all(), ["id"], None, 4)
    last = keyset_page(Person.objects.all(), ["id"], first.next, 4)
    assert (first.previous, last.next) == (None, None)
    assert (len(first.rows), len(last.rows)) == (4, 2)


def test_an_empty_list_has_no_neighbours():
    page = keyset_page(Person.objects.none(), ["id"], None, 4)
    assert (page.rows, page.next, page.previous) == ([], None, None)


def test_a_page_is_one_statement(django_assert_num_queries):
    cursor = keyset_page(Person.objects.all(), ["name", "id"], None, 2).next
    with django_assert_num_queries(1):
        keyset_page(Person.objects.all(), ["name", "id"], cursor, 2)


def test_a_moment_survives_the_cursor():
    for number, person in enumerate(Person.objects.order_by("id")):
        person.seen_at = NOON + timedelta(microseconds=7 * (number // 2))
        person.save()
    met, _pages = walk(["-seen_at", "-id"], 1)
    whole = Person.objects.order_by("-seen_at", "-id").values_list("id", flat=True)
    assert [row for page in met for row in page] == list(whole)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "%%%",
        "bnVsbA",
        "WzAsIngiXQ",
        "WzAsbnVsbCwiMSJd",
        "WzAsIngiLCJ4Il0",
        "A" * 2000,
        "WzIsImEiLCIxIl0",
        "WzAsImEiLCI5OTk5OTk5OTk5OTk5OTk5OTk5OTkiXQ",
        "WzAsImFcdTAwMDAiLCIxIl0",
    ],
)
def test_a_damaged_cursor_is_refused_before_it_reaches_the_database(cursor):
    if cursor == "":
        assert keyset_page(Person.objects.all(), ["name", "id"], cursor, 2).previous is None
        return
    with pytest.raises(BadCursor):
        keyset_page(Person.objects.all(), ["name", "id"], cursor, 2)


def test_a_cursor_of_another_order_is_refused():
    cursor = keyset_page(Person.objects.all(), ["name", "id"], None, 2).next
    with pytest.raises(BadCursor):
        keyset_page(Person.objects.all(), ["id"], cursor, 2)


def test_the_size_of_a_page_is_bounded():
    assert len(keyset_page(Person.objects.all(), ["id"], None, 0).rows) == 1
    assert len(keyset_page(Person.objects.all(), ["id"], None, 10_000).rows) == 6


def test_a_count_looks_no_further_than_its_cap():
    assert capped_count(Person.objects.all(), 5) == (5, True)
    assert capped_count(Person.objects.all(), 6) == (6, False)
