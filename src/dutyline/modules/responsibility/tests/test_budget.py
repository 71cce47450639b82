"""The safety budget: planned by the line, used with proof, summed by the database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.criteria.tests.packs import give_values
from dutyline.kernel.duties.models import Evidence, Obligation, Withdrawal
from dutyline.kernel.duties.operations import define_duty, open_periods, take_up_duty
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.history.models import Entry
from dutyline.modules.responsibility.facts import money_used
from dutyline.modules.responsibility.keys import BUDGET_USE
from dutyline.modules.responsibility.models import BudgetLine, BudgetUse
from dutyline.modules.responsibility.operations.budget import record_use, take_back
from dutyline.modules.responsibility.operations.budget.refusals import (
    AmountWrong,
    ChangeUnexplained,
    MoreThanWasUsed,
    PlanWrong,
    PurposeUnknown,
    SpentInAnotherYear,
    SpentLater,
    TakenBackItself,
    UseUnexplained,
    UseUnproven,
)
from dutyline.modules.responsibility.operations.budget.sums import (
    Money,
    by_month,
    by_purpose,
    by_unit,
    control_of,
    heads_of,
    planned_below,
)
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.goals import YEAR, photo, planned, purposes

pytestmark = pytest.mark.django_db


@pytest.fixture
def plant(here):
    purposes()
    return here.plant


def use(here, line, amount=100, name="zhang", **more):
    said = {"spent_on": TODAY, "what": "Course of fire fighting", "files": [photo()]} | more
    return record_use(
        by=here.actor(name), line=line, amount=Decimal(amount), on=TODAY, at=AT, **said
    )


def test_the_head_of_a_line_plans_the_money_of_his_unit(here, plant):
    line = planned(here)
    assert (line.unit, line.planned) == (plant.units.workshop, Decimal(10000))
    assert planned(here) == line
    for name in ("chen", "wang", "ma", "admin", "li"):
        with pytest.raises(NotPermitted):
            planned(here, name, "workshop")
    assert planned(here, "zhao", "resin", planned=Decimal(50000)).unit == plant.units.resin


def test_a_plan_changes_with_a_reason_and_the_history_keeps_both(here, plant):
    planned(here)
    with pytest.raises(ChangeUnexplained):
        planned(here, planned=Decimal(12000))
    line = planned(here, planned=Decimal(12000), reason="Two more courses")
    assert (line.planned, BudgetLine.objects.count()) == (Decimal(12000), 1)
    told = Entry.objects.get(verb="responsibility.budget_changed")
    assert (told.reason, told.data["before"], told.data["planned"]) == (
        "Two more courses",
        "10000.00",
        "12000",
    )


@pytest.mark.parametrize(
    ("said", "refused"),
    [({"purpose": "parties"}, PurposeUnknown), ({"planned": Decimal(-1)}, PlanWrong)],
)
def test_only_purposes_of_the_catalogue_are_planned_and_nothing_below_zero(
    here, plant, said, refused
):
    with pytest.raises(refused):
        planned(here, **said)


def test_a_use_keeps_its_proof(here, plant):
    kept = use(here, planned(here))
    assert Attachment.objects.of(BUDGET_USE, kept.pk).count() == 1
    assert (kept.by_name, kept.amount) == ("Zhang Wei", Decimal(100))


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"amount": 0}, AmountWrong),
        ({"amount": -5}, AmountWrong),
        ({"spent_on": date(YEAR - 1, 12, 31)}, SpentInAnotherYear),
        ({"spent_on": TODAY + timedelta(days=1)}, SpentLater),
        ({"what": " "}, UseUnexplained),
        ({"files": []}, UseUnproven),
        ({"name": "wang"}, NotPermitted),
        ({"name": "ma"}, NotPermitted),
    ],
)
def test_a_use_names_amount_day_and_what_for(here, plant, said, refused):
    line = planned(here)
    with pytest.raises(refused):
        use(here, line, **said)
    assert not BudgetUse.objects.exists()


def back(here, row, amount, reason="Booked twice"):
    by = here.actor("zhang")
    return take_back(by=by, use=row, amount=Decimal(amount), reason=reason, at=AT)


def test_a_mistake_is_taken_back_by_a_row_of_its_own(here, plant):
    kept = use(here, planned(here))
    with pytest.raises(ChangeUnexplained):
        back(here, kept, 10, " ")
    taken = back(here, kept, 40)
    assert (taken.amount, taken.corrects, taken.spent_on) == (Decimal(-40), kept, kept.spent_on)
    with pytest.raises(MoreThanWasUsed):
        back(here, kept, 61)
    with pytest.raises(TakenBackItself):
        back(here, taken, 1)
    assert BudgetLine.objects.with_used().get().used == Decimal(60)


def test_the_database_takes_nothing_below_zero_without_what_it_corrects(here, plant):
    line = planned(here)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetUse.objects.create(line=line, amount=-1, spent_on=TODAY, what="x", by_name="x", at=AT)


def test_plan_and_use_are_summed_by_unit_purpose_and_month(here, plant, django_assert_num_queries):
    courses, guards = planned(here), planned(here, purpose="equipment", planned=Decimal(500))
    company = planned(here, "zhao", "resin", planned=Decimal(50000))
    use(here, courses, 2500)
    use(here, guards, 600, spent_on=date(YEAR, 1, 15))
    use(here, company, 1000, "zhao")
    workshop, resin = plant.units.workshop, plant.units.resin
    with django_assert_num_queries(2):
        sums = by_unit([workshop.pk, resin.pk], YEAR)
    assert sums == {
        workshop.pk: Money(Decimal(10500), Decimal(3100)),
        resin.pk: Money(Decimal(50000), Decimal(1000)),
    }
    assert (sums[workshop.pk].rate, sums[workshop.pk].left) == (Decimal("0.2952"), Decimal(7400))
    with django_assert_num_queries(2):
        assert by_purpose([workshop.path], YEAR) == {
            "training": Money(Decimal(10000), Decimal(2500)),
            "equipment": Money(Decimal(500), Decimal(600)),
        }
    with django_assert_num_queries(1):
        months = by_month([resin.path], YEAR)
    assert [(n, each) for n, each in enumerate(months, start=1) if each] == [
        (1, Decimal(600)),
        (3, Decimal(3500)),
    ]
    assert planned_below(resin, YEAR) == Decimal(10500)
    assert by_unit([workshop.pk], YEAR + 1)[workshop.pk].rate is None


def test_the_head_of_the_line_controls_the_money(here, plant):
    control = control_of(plant.units.workshop, TODAY)
    assert (control.post, [each.name for each in control.persons]) == (
        plant.posts.workshop_head,
        ["Zhang Wei"],
    )
    assert control_of(plant.units.mixing, TODAY).post == plant.posts.coatings_principal
    assert control_of(plant.units.group, TODAY).post is None
    ids = [plant.units.workshop.pk, plant.units.mixing.pk]
    assert heads_of(ids, TODAY) == {plant.units.workshop.pk: ("Zhang Wei",)}


def test_money_used_counts_for_who_recorded_it_until_all_of_it_is_taken_back(here, plant):
    kept = use(here, planned(here), amount=100, spent_on=TODAY - timedelta(days=3))
    (piece,) = Evidence.objects.filter(kind="responsibility.money_used")
    assert (piece.source, piece.person_id, piece.unit_path) == (
        f"responsibility.budget_use:{kept.pk}",
        plant.people.zhang.pk,
        plant.units.workshop.path,
    )
    assert (piece.occurred_on, piece.recorded_at) == (TODAY - timedelta(days=3), AT)
    assert [fact.source for fact in money_used()] == [piece.source]
    assert next(money_used()).occurred_at == piece.occurred_at
    back = {"by": here.actor("zhang"), "use": kept, "reason": "Sent back", "at": AT}
    take_back(amount=Decimal(40), **back)
    assert not Withdrawal.objects.exists()
    take_back(amount=Decimal(60), **back)
    assert Withdrawal.objects.get().evidence == piece
    assert list(money_used()) == []


def test_money_used_discharges_a_duty_of_who_controls_it(here, plant):
    duty = define_duty(
        by=plant.by,
        key="funds",
        on=TODAY,
        at=AT,
        text_en="See that money is used",
        basis="law.21-4",
        measure="count",
        cadence="monthly",
        evidence_kind="responsibility.money_used",
        area="unit",
    )
    take_up_duty(by=plant.by, duty=duty, post=plant.posts.workshop_head, on=TODAY, at=AT)
    give_values({"duties.close_after_days": 10, "duties.grace_days": 0})
    open_periods(now=AT)
    (owed,) = Obligation.objects.all()
    use(here, planned(here), amount=100)
    owed.refresh_from_db()
    assert (owed.person, owed.state, owed.done) == (plant.people.zhang, "on_time", 1)
