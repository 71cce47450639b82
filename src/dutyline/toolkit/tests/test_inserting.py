from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from dutyline.toolkit.inserting import insert, insert_new

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Colour(models.TextChoices):
    RED = "red"


class Kite(models.Model):
    name = models.CharField(max_length=20, unique=True)
    colour = models.CharField(max_length=20)
    length = models.DecimalField(max_digits=6, decimal_places=2)
    flown_on = models.DateField(null=True)
    seen_at = models.DateTimeField()
    is_new = models.BooleanField(default=True)
    facts = models.JSONField(default=dict)
    above = models.ForeignKey("self", models.PROTECT, null=True)

    class Meta:
        managed = False
        app_label = "toolkit_tests"
        db_table = "toolkit_tests_kite"


@pytest.fixture(autouse=True)
def _kites():
    postgres = connection.vendor == "postgresql"
    key, facts = ("bigserial", "jsonb") if postgres else ("integer", "text")
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE toolkit_tests_kite (id {key} PRIMARY KEY, "
            "name varchar(20) UNIQUE, colour varchar(20), length decimal, flown_on date, "
            f"seen_at timestamp with time zone, is_new bool, facts {facts}, above_id bigint)"
        )


def kite(name, **values):
    known = {"colour": Colour.RED, "length": Decimal("1.50"), "seen_at": NOON, "facts": {"a": [1]}}
    return Kite(name=name, **known | values)


def kept(one):
    return [getattr(one, field.attname) for field in Kite._meta.concrete_fields]


def test_rows_come_back_as_they_went_in_with_their_ids_in_one_statement():
    first = kite("A", flown_on=date(2026, 1, 2))
    with CaptureQueriesContext(connection) as sent:
        insert([first])
    second = kite("B", is_new=False, above=first)
    third = kite("C", facts="words")
    insert([second, third])
    assert len(sent) == 1
    assert [kept(each) for each in Kite.objects.order_by("id")] == [
        kept(each) for each in (first, second, third)
    ]


def test_what_is_inserted_is_changed_by_saving_it():
    one = kite("A")
    insert([one])
    one.name = "Z"
    one.save()
    assert list(Kite.objects.values_list("name", flat=True)) == ["Z"]


def test_only_what_breaks_no_uniqueness_is_new():
    insert([kite("A")])
    new = insert_new([kite("A"), kite("B")], known_by="name")
    assert [each.name for each in new] == ["B"]
    assert new[0].pk == Kite.objects.get(name="B").pk
