import pytest
from django.test import RequestFactory

from dutyline.kernel.organisation.models import Person
from dutyline.toolkit.counting import Tally, capped_count, numbers, one_value, tally_of

pytestmark = pytest.mark.django_db
EVERYBODY = Person.objects.order_by("name")


@pytest.fixture(autouse=True)
def five_people():
    Person.objects.bulk_create(Person(number=f"{n}", name=f"Person 5% {n}") for n in range(5))


def test_counts_stop_one_beyond_their_cap():
    asked = [capped_count(EVERYBODY, cap) for cap in (3, 4, 5)]
    assert numbers(asked) == [4, 5, 5]


def test_what_nothing_answers_is_zero():
    nobody = Person.objects.filter(pk__in=[])
    missing = Person.objects.filter(name="Nobody").values("id")
    assert numbers([capped_count(nobody, 9), one_value(missing)]) == [0, 0]


def test_numbers_with_signs_of_their_own_are_found_in_one_statement(django_assert_num_queries):
    one = Person.objects.filter(name__contains="5% 3")
    asked = [one_value(one.values("id")), capped_count(one, 9), capped_count(EVERYBODY, 9)]
    with django_assert_num_queries(1):
        found = numbers(asked)
    assert found == [one.get().pk, 1, 5]


def test_to_ask_for_nothing_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert numbers([]) == []


def test_a_page_and_its_frame_count_in_one_statement(django_assert_num_queries):
    request = RequestFactory().get("/")
    of_page = tally_of(request).later(capped_count(EVERYBODY, 3))
    of_frame = tally_of(request).later(capped_count(EVERYBODY, 9))
    with django_assert_num_queries(1):
        assert (of_frame(), of_page(), of_frame()) == (5, 4, 5)


def test_a_number_noted_late_is_asked_for_alone(django_assert_num_queries):
    tally = Tally()
    first = tally.later(capped_count(EVERYBODY, 9))
    assert first() == 5
    Person.objects.create(number="6", name="Later")
    second = tally.later(capped_count(EVERYBODY, 9))
    with django_assert_num_queries(1):
        assert (second(), first()) == (6, 5)
