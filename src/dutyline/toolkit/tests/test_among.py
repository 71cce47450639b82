import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from dutyline.toolkit.among import Among
from dutyline.toolkit.prepared import Prepared

pytestmark = pytest.mark.django_db


class Buoy(models.Model):
    number = models.BigIntegerField()
    tied_to = models.ForeignKey("self", models.PROTECT, null=True)

    class Meta:
        managed = False
        app_label = "toolkit_tests"
        db_table = "toolkit_tests_buoy"


@pytest.fixture(autouse=True)
def _buoys():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE toolkit_tests_buoy "
            "(id bigint PRIMARY KEY, number bigint, tied_to_id bigint)"
        )
    for number in range(1, 6):
        Buoy.objects.create(pk=number, number=10**12 + number, tied_to_id=number - 1 or None)


NUMBERED = Prepared(
    lambda: Buoy.objects.filter(number__in=Among("ids")).order_by("id").values_list("id")
)
TIED = Prepared(
    lambda: Buoy.objects.filter(tied_to__in=Among("ids")).order_by("id").values_list("id")
)


def test_lists_of_any_length_are_one_statement_with_one_value_each():
    lists = ([], [10**12 + 3], [10**12 + 5, 10**12 + 1], [*range(10**12, 10**12 + 5000)])
    with CaptureQueriesContext(connection) as sent:
        found = [NUMBERED.rows(ids=each) for each in lists]
    assert found == [[], [(3,)], [(1,), (5,)], [(1,), (2,), (3,), (4,), (5,)]]
    assert len(sent) == 4


def test_a_relation_takes_it_too():
    assert TIED.rows(ids=[2, 4, 77]) == [(3,), (5,)]
