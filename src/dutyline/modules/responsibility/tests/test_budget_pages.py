"""The safety budget as people meet it: planned, used with proof, taken back, summed."""

from decimal import Decimal

import pytest

from dutyline.modules.responsibility.models import BudgetLine, BudgetUse
from dutyline.modules.responsibility.operations.budget.sums import Money
from dutyline.modules.responsibility.tests.goals import YEAR, photo, planned, purposes
from dutyline.modules.responsibility.tests.pages import Pages
from dutyline.modules.responsibility.views.budget.pages import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(monkeypatch):
    shown = Pages(monkeypatch)
    purposes()
    return shown


def test_money_is_planned_used_with_proof_and_taken_back(pages):
    workshop = pages.here.plant.units.workshop
    plan = f"/safety-budget/plans/{workshop.pk}/?year={YEAR}"
    assert pages.post("zhang", plan, purpose="training", planned="1000").status_code == 302
    line = BudgetLine.objects.get()
    sent = pages.post("zhang", plan, purpose="training", planned="900")
    assert list(sent.context["form"].errors) == ["reason"]
    use = f"/safety-budget/lines/{line.pk}/use/"
    said = {"amount": "1250.50", "spent_on": f"{YEAR}-02-10", "what": "Course"}
    assert list(pages.post("zhang", use, **said).context["form"].errors) == ["proof"]
    assert pages.post("zhang", use, proof=photo(), **said).status_code == 302
    page = pages.get("zhang", f"/safety-budget/lines/{line.pk}/").content.decode()
    assert "invoice.jpg" in page
    assert "1,250.5" in page
    assert "More than planned" in page
    spent = BudgetUse.objects.get()
    back = f"/safety-budget/uses/{spent.pk}/correction/"
    assert pages.post("zhang", back, amount="250.50", reason="Two did not come").status_code == 302
    assert BudgetLine.objects.with_used().get().used == Decimal(1000)


def test_the_budget_of_a_unit_names_who_controls_it(pages):
    planned(pages.here)
    planned(pages.here, "zhao", "resin", planned=Decimal(50000))
    resin = pages.here.plant.units.resin
    page = pages.get("zhao", f"/safety-budget/?year={YEAR}&unit={resin.path}")
    assert [person.name for person in page.context["control"].persons] == ["Zhao Min"]
    assert [unit.name for unit, _money, _heads in page.context["rows"]] == [
        "Lanjiang Resin Co.",
        "Polymerisation Workshop",
    ]
    assert [(each.label, each.value) for each in page.context["stats"]] == [
        ("Planned", "¥50,000"),
        ("Used", "¥0"),
        ("Left", "¥50,000"),
        ("Planned by units directly under it", "¥10,000"),
        ("With everything under it", "0%"),
    ]
    assert page.context["stats"][-1].note == "¥0 of ¥60,000 used"
    assert [money["used_words"] for _unit, money, _heads in page.context["rows"]] == [
        "¥0 of ¥50,000 used, 0% of the plan",
        "¥0 of ¥10,000 used, 0% of the plan",
    ]


def test_without_a_plan_no_rate_is_told():
    assert shown(Money(Decimal(0), Decimal(5)))["used_words"] == "¥5 of ¥0 used"


def test_only_who_may_plans_records_and_looks(pages):
    line = planned(pages.here)
    workshop = pages.here.plant.units.workshop
    plan, use = f"/safety-budget/plans/{workshop.pk}/", f"/safety-budget/lines/{line.pk}/use/"
    assert [
        pages.get(name, plan).status_code for name in ("zhang", "zhao", "chen", "li", "ma")
    ] == [
        200,
        200,
        404,
        404,
        404,
    ]
    assert [pages.get(name, use).status_code for name in ("zhang", "chen", "li", "admin")] == [
        200,
        200,
        404,
        404,
    ]
    assert pages.get("wang", "/safety-budget/").status_code == 404
    assert pages.get("ma", f"/safety-budget/lines/{line.pk}/").status_code == 404
    assert (
        pages.get(
            "zhao", f"/safety-budget/?unit={pages.here.plant.units.coatings.path}"
        ).status_code
        == 404
    )


def test_the_budget_costs_the_same_for_one_unit_and_for_several(
    pages, django_assert_max_num_queries
):
    planned(pages.here)
    pages.get("zhao", "/safety-budget/")
    for _round in range(2):
        with django_assert_max_num_queries(20):
            pages.get("zhao", "/safety-budget/")
        planned(pages.here, "zhao", "resin")
        planned(pages.here, "zhang", "team_a")
        planned(pages.here, "zhang", "workshop", "equipment")
