"""The rates of money used and of letters signed: what counts on which day, for whom."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from dutyline.kernel.criteria.tests.packs import give_values
from dutyline.kernel.duties.models import IndicatorReading, Obligation
from dutyline.kernel.duties.operations import (
    close_periods,
    define_duty,
    open_periods,
    take_up_duty,
)
from dutyline.kernel.organisation.calendar import midnight, zone_of_path
from dutyline.kernel.organisation.operations import appoint, end_appointment, move_unit
from dutyline.kernel.registry import Measurement, Period, indicator
from dutyline.modules.responsibility.indicators import budget_used_rate, letters_signed_rate
from dutyline.modules.responsibility.models import Letter
from dutyline.modules.responsibility.operations.budget import record_use, take_back
from dutyline.modules.responsibility.operations.letters import refuse_letter
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.goals import YEAR, photo, planned, purposes
from dutyline.modules.responsibility.tests.letters import Letters
from dutyline.modules.responsibility.tests.pages import Pages
from dutyline.modules.responsibility.tests.test_letter_changes import new_card

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LAST = date(YEAR, 12, 31)


def until(here, last):
    """Return the period from the first of January to a day, both included."""
    zone = zone_of_path(here.plant.units.group.path)
    return Period(midnight(date(last.year, 1, 1), zone), midnight(last + DAY, zone))


def share(part, whole):
    return Measurement(Decimal(part), Decimal(whole))


@pytest.fixture
def money(here):
    """Return how money stands at the end of a day, by the name of a unit."""
    purposes()

    def rate(unit, last=LAST):
        path = getattr(here.plant.units, unit).path
        return budget_used_rate([path], until(here, last))[path]

    return rate


def use(here, line, amount, spent_on=TODAY, name="zhang"):
    """Return money used, recorded at the end of the year."""
    return record_use(
        by=here.actor(name),
        line=line,
        amount=Decimal(amount),
        spent_on=spent_on,
        what="Course",
        on=LAST,
        at=AT,
        files=[photo()],
    )


def test_money_is_summed_over_a_unit_and_everything_under_it(here, money):
    use(here, planned(here), 2500)
    use(here, planned(here, purpose="equipment", planned=Decimal(500)), 600)
    use(here, planned(here, "zhao", "resin", planned=Decimal(40000)), 1000, name="zhao")
    assert money("resin") == share(4100, 50500)
    assert money("workshop") == share(3100, 10500)
    assert money("team_a") == money("coatings") == share(0, 0)
    assert money("coatings").value is None


def test_what_was_taken_back_counts_on_the_day_it_had_been_spent(here, money):
    kept = use(here, planned(here), 900, date(YEAR, 6, 30))
    by = here.actor("zhang")
    take_back(by=by, use=kept, amount=Decimal("400.5"), reason="Sent back", at=AT + 300 * DAY)
    assert money("workshop").numerator == Decimal("499.50")
    assert money("workshop", date(YEAR, 6, 30)).numerator == Decimal("499.50")
    assert money("workshop", date(YEAR, 6, 29)).numerator == 0


def test_only_the_year_in_which_the_period_ends_counts(here, money):
    line = planned(here)
    use(here, line, 1, date(YEAR, 1, 1))
    use(here, line, 2, LAST)
    planned(here, year=YEAR + 1, planned=Decimal(700))
    assert money("workshop") == share(3, 10000)
    assert money("workshop", LAST - DAY).numerator == 1
    assert money("workshop", date(YEAR + 1, 12, 31)) == share(0, 700)


def test_a_shorter_period_is_held_against_the_part_of_the_plan_that_is_gone(here, money):
    planned(here, planned=Decimal(36500))
    assert money("workshop", date(YEAR, 1, 1)).denominator == 100
    assert money("workshop", date(YEAR, 6, 30)).denominator == 18100
    assert money("workshop", LAST).denominator == 36500


def test_money_follows_its_unit_to_another_place(here, money):
    use(here, planned(here), 2500)
    plant = here.plant
    plant.units.workshop.refresh_from_db()
    move_unit(by=plant.by, unit=plant.units.workshop, parent=plant.units.coatings, on=TODAY, at=AT)
    for name in ("workshop", "resin", "coatings"):
        getattr(plant.units, name).refresh_from_db()
    assert money("resin") == share(0, 0)
    assert money("coatings") == money("workshop") == share(2500, 10000)


@pytest.fixture
def letters(here):
    """Return letters opened on the day of the desk: each signature is due within 7 days."""
    found = Letters(here)
    found.opened()
    return found


@pytest.fixture
def signed(here):
    """Return how letters stand at the end of a day, by the name of a unit."""

    def rate(last=LAST, unit="resin"):
        path = getattr(here.plant.units, unit).path
        return letters_signed_rate([path], until(here, last))[path]

    return rate


def test_a_letter_is_owed_once_its_day_is_over_and_not_while_it_waits(letters, signed):
    due = TODAY + timedelta(days=7)
    # Only the principal's is open; all others wait for their superiors.
    assert letters.of("zhao").due_on == due
    assert signed(due - DAY) == share(0, 0)
    assert signed(due) == share(0, 1)
    assert signed(due, "workshop") == share(0, 0)
    assert signed(due, "workshop").value is None
    assert signed() == share(0, 1)


def test_a_letter_is_signed_when_both_have_signed_it(letters, signed):
    due = TODAY + timedelta(days=7)
    letters.sign("zhao")
    assert signed(TODAY) == share(0, 0)
    assert signed(due) == share(0, 3)
    letters.countersign("ma", "zhao")
    assert signed(TODAY) == share(1, 1)
    assert signed(TODAY - DAY) == share(0, 0)
    # Chen and Zhang, who could sign since.
    assert signed(due) == share(1, 3)
    letters.sign("zhang")
    assert signed(due, "workshop") == share(0, 3)


def test_who_signs_next_has_days_of_his_own(letters, signed):
    later = TODAY + timedelta(days=6)
    letters.day, letters.at = later, AT + timedelta(days=6)
    letters.sign("zhao")
    assert letters.of("zhao").due_on == later + timedelta(days=7)
    assert signed(later + timedelta(days=6)) == share(0, 0)
    assert signed(later + timedelta(days=7)) == share(0, 3)


def test_what_happens_after_the_period_changes_nothing_in_it(letters, signed):
    due = TODAY + timedelta(days=7)
    letters.down("zhao", "zhang", "li")
    letters.countersign("ma", "zhao")
    letters.countersign("zhao", "zhang")
    before = signed(due)
    assert before.numerator == 2
    letters.day, letters.at = due + DAY, AT + timedelta(days=8)
    letters.countersign("zhang", "li")
    new_card(letters, "workshop_head")
    letters.follow()
    assert letters.of("zhang").signed_at is None
    assert signed(due) == before
    assert signed(due + DAY, "workshop") != signed(due, "workshop")


def test_what_has_to_be_signed_again_is_not_signed_and_has_its_days(letters, signed):
    letters.sign("zhao")
    letters.countersign("ma", "zhao")
    letters.day, letters.at = TODAY + timedelta(days=20), AT + timedelta(days=20)
    new_card(letters, "resin_principal")
    letters.follow()
    assert letters.states()["zhao"] == "stale"
    due = letters.of("zhao").due_on
    assert due == letters.day + timedelta(days=7)
    path = "resin"
    assert signed(letters.day - DAY, path).numerator == 1
    assert signed(due - DAY, path).numerator == 0
    assert signed(due, path).denominator == signed(due - DAY, path).denominator + 1


def test_neither_vacant_posts_nor_ended_letters_are_owed(letters, signed):
    letters.down("zhao", "zhang", "li")
    due = TODAY + timedelta(days=7)
    # Wang and Sun may sign since Li has; operator B is vacant.
    assert signed(due, "team_a") == share(0, 3)
    assert signed(due, "team_b") == share(0, 1)
    plant = letters.here.plant
    held = plant.appointments.sun
    end_appointment(by=plant.by, appointment=held, on=TODAY + DAY, reason="Left", at=AT)
    letters.follow(TODAY + DAY, AT + DAY)
    assert signed(due, "team_a") == share(0, 2)


def test_who_refused_has_not_signed(letters, signed):
    letters.sign("zhao")
    letter = letters.of("zhang")
    by = letters.here.actor("zhang")
    refuse_letter(by=by, letter=letter, reason="Too much", on=TODAY, at=AT)
    assert signed(TODAY + timedelta(days=7), "workshop") == share(0, 1)


def test_whoever_arrives_has_the_days_of_who_arrives(letters, signed):
    letters.down("zhao", "zhang", "li")
    plant = letters.here.plant
    on = TODAY + DAY
    appoint(
        by=plant.by, person=plant.people.stranger, post=plant.posts.operator_a, on=on, at=AT + DAY
    )
    letters.follow(on, AT + DAY)
    due = Letter.objects.running().get(person=plant.people.stranger).due_on
    assert due == on + timedelta(days=30)
    assert signed(due - DAY, "team_a") == share(0, 3)
    assert signed(due, "team_a") == share(0, 4)


def test_letters_of_another_year_do_not_count(letters, signed):
    letters.sign("zhao")
    letters.countersign("ma", "zhao")
    assert signed(date(YEAR + 1, 12, 31)) == share(0, 0)
    assert signed(date(YEAR - 1, 12, 31)) == share(0, 0)


def test_rates_are_a_few_statements_for_any_number_of_units(
    here, letters, money, django_assert_num_queries
):
    use(here, planned(here), 2500)
    letters.down("zhao", "zhang", "li")
    paths = [unit.path for unit in vars(here.plant.units).values()]
    year = until(here, LAST)
    for some in (paths[:1], paths):
        with django_assert_num_queries(3):
            assert set(budget_used_rate(some, year)) == set(some)
        with django_assert_num_queries(5):
            assert set(letters_signed_rate(some, year)) == set(some)
    assert budget_used_rate([], year) == letters_signed_rate([], year) == {}


@pytest.fixture
def owed(here):
    """Return what Zhao owes this year: see that nine tenths of the money are used."""
    purposes()
    plant = here.plant
    give_values({"duties.close_after_days": 5, "duties.grace_days": 0})
    first = date(YEAR, 1, 1)
    duty = define_duty(
        by=plant.by,
        key="funds",
        on=first,
        at=AT,
        text_en="See that the money is used",
        basis="law.21-4",
        measure="indicator",
        cadence="yearly",
        indicator="responsibility.budget_used_rate",
        comparison="gte",
        target=Decimal("0.9"),
        area="subtree",
    )
    take_up_duty(by=plant.by, duty=duty, post=plant.posts.resin_principal, on=first, at=AT)
    open_periods(now=AT)
    return Obligation.objects.get(person=plant.people.zhao, period=str(YEAR))


def test_a_principal_is_held_to_the_money_of_the_year(here, owed):
    use(here, planned(here), 9200, LAST)
    close_periods(now=datetime(YEAR + 1, 1, 10, 4, tzinfo=UTC))
    owed.refresh_from_db()
    read = IndicatorReading.objects.get(obligation=owed)
    assert (owed.state, read.numerator, read.denominator) == ("on_time", 9200, 10000)


def test_the_greatest_plan_that_can_be_written_is_read(here, owed):
    planned(here, planned=Decimal("99999999999999.99"))
    planned(here, purpose="equipment", planned=Decimal("99999999999999.99"))
    close_periods(now=datetime(YEAR + 1, 1, 10, 4, tzinfo=UTC))
    owed.refresh_from_db()
    assert (owed.state, owed.reading.numerator) == ("missed", 0)


def test_while_the_year_runs_the_page_of_the_duty_says_how_it_stands(here, owed, monkeypatch):
    pages = Pages(monkeypatch, here)
    reading = pages.get("zhao", reverse("obligation", args=[owed.pk])).context["reading"]
    assert (reading.value, reading.of) == ("nothing fell due in the area", "")
    use(here, planned(here, planned=Decimal(36500)), 6000)
    page = pages.get("zhao", reverse("obligation", args=[owed.pk]))
    reading = page.context["reading"]
    # 61 days of 365 are gone: 6,100 of 36,500.
    assert (reading.value, reading.of, reading.final) == ("98.4%", "6,000 of 6,100", False)
    assert "How it stands by now" in page.content.decode()
    assert pages.get("zhao", reading.url).status_code == 200
    later = datetime(YEAR + 1, 1, 10, 4, tzinfo=UTC)
    pages.at(later)
    pages.browser("zhao").force_login(here.plant.account("zhao"))
    close_periods(now=later)
    reading = pages.get("zhao", reverse("obligation", args=[owed.pk])).context["reading"]
    assert (reading.value, reading.of, reading.final) == ("16.4%", "6,000 of 36,500", True)


def test_the_records_behind_the_rates_are_one_tap_away(here, letters, client):
    year = until(here, LAST)
    client.force_login(here.plant.account("zhao"))
    path = here.plant.units.resin.path
    for key, words in (
        ("responsibility.budget_used_rate", f"year={YEAR}"),
        ("responsibility.letters_signed_rate", "letters/years/"),
    ):
        url = indicator(key).url_for(path, year)
        assert words in url
        assert client.get(url).status_code == 200
    later = Period(year.ends_at, year.ends_at + timedelta(days=365))
    assert indicator("responsibility.letters_signed_rate").url_for(path, later) == "/letters/"
