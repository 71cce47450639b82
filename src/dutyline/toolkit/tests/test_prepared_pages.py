from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, models
from django.db.models import CharField
from django.test.utils import CaptureQueriesContext

from dutyline.toolkit.paging import BadCursor, Column, keyset_page
from dutyline.toolkit.prepared import Slot
from dutyline.toolkit.prepared_pages import PreparedPages

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BY_SALE = (Column("sold_on", nullable=True), "id")
BY_SALE_DOWN = (Column("sold_on", descending=True, nullable=True), "-id")
BY_SIGHT = ("-seen_at", "-id")


class Horse(models.Model):
    name = models.CharField(max_length=20)
    sold_on = models.DateField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        managed = False
        app_label = "toolkit_tests"
        db_table = "toolkit_tests_horse"


@pytest.fixture(autouse=True)
def _horses():
    key = "bigserial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE toolkit_tests_horse (id {key} PRIMARY KEY, "
            "name varchar(20), sold_on date, seen_at timestamp with time zone)"
        )
    days = [None, date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 1), None, date(2025, 1, 1)]
    for number, day in enumerate(days):
        Horse.objects.create(
            name=f"H{number % 2}", sold_on=day, seen_at=NOON + timedelta(hours=number // 2)
        )


def pages_of_all() -> PreparedPages:
    return PreparedPages(Horse.objects.all(), Horse.objects.all)


def walk(read):
    """Return the keys of every page from the first on, and then of every page back from there."""
    met, cursor = [], None
    page = read(None)
    while True:
        met.append([row.pk for row in page.rows])
        if page.next is None:
            break
        page = read(page.next)
    while page.previous is not None:
        page = read(cursor := page.previous)
        met.append([row.pk for row in page.rows])
    assert cursor is not None or len(met) == 1
    return met


@pytest.mark.parametrize("size", [1, 2, 3, 6])
@pytest.mark.parametrize("order", [BY_SALE, BY_SALE_DOWN, BY_SIGHT, ("name", "id")])
def test_its_pages_are_those_of_the_list_itself_both_ways(order, size):
    pages = pages_of_all()
    assert walk(lambda at: pages.page(order=order, cursor=at, size=size)) == walk(
        lambda at: keyset_page(Horse.objects.all(), order, at, size)
    )


def test_other_values_give_other_pages_in_one_statement_each():
    named = PreparedPages(
        Horse.objects.all(), lambda: Horse.objects.filter(name=Slot("name", CharField()))
    )
    with CaptureQueriesContext(connection) as sent:
        pages = [named.page(order=("id",), cursor=None, size=9, name=name) for name in ("H0", "H1")]
    assert [{row.name for row in page.rows} for page in pages] == [{"H0"}, {"H1"}]
    assert len(sent) == 2


def test_a_cursor_of_another_list_is_refused():
    pages = pages_of_all()
    cursor = pages.page(order=("id",), cursor=None, size=1).next
    with pytest.raises(BadCursor):
        pages.page(order=BY_SIGHT, cursor=cursor, size=1)
