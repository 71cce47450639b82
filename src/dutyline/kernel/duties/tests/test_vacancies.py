"""Vacancies older than the criterion are told to the line."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from dutyline.kernel.duties.operations import report_vacancies
from dutyline.kernel.duties.tests.organisation import end
from dutyline.kernel.duties.tests.world import at, lay
from dutyline.kernel.notifications.models import Notification


def told():
    return [(row.person.number, row.data["post"]) for row in Notification.objects.order_by("id")]


def test_an_old_vacancy_is_told_to_who_stands_above_once(world):
    world.duty(world.operator_b)
    assert report_vacancies(now=at("2026-01-31")) == 0
    assert report_vacancies(now=at("2026-02-01")) == 1
    assert report_vacancies(now=at("2026-02-02")) == 0
    assert told() == [("gao", "Operator B")]


def test_a_vacancy_is_counted_from_the_day_the_last_holder_left(world):
    world.duty(world.team_leader_b)
    end(world, "gao", "2026-02-10")
    assert report_vacancies(now=at("2026-03-12")) == 0
    assert report_vacancies(now=at("2026-03-13")) == 1
    assert told() == [("zhang", "Team leader B")]


def test_a_post_without_duties_is_nobodys_vacancy(world):
    assert report_vacancies(now=at("2026-02-15")) == 0


def test_the_criterion_says_how_old(world):
    lay("duties.vacancy_report_days", 5)
    world.duty(world.operator_b)
    assert report_vacancies(now=at("2026-01-07")) == 1


def test_many_vacancies_are_told_in_as_many_statements_as_one(world):
    world.duty(world.operator_b, world.team_leader_a, world.team_leader_b)
    assert report_vacancies(now=at("2026-01-31")) == 0
    with CaptureQueriesContext(connection) as one:
        assert report_vacancies(now=at("2026-02-01")) == 1
    end(world, "li", "2026-02-10")
    end(world, "gao", "2026-02-10")
    with CaptureQueriesContext(connection) as two:
        assert report_vacancies(now=at("2026-03-13")) == 2
    assert len(two) == len(one)
    assert told() == [
        ("gao", "Operator B"),
        ("zhang", "Team leader A"),
        ("zhang", "Team leader B"),
    ]
