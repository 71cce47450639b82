"""Goals and the safety budget taken out as workbooks: every field, and nothing out of reach."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dutyline.kernel.errands.models import Errand
from dutyline.modules.responsibility.budget_export import BUDGET
from dutyline.modules.responsibility.goal_export import GOALS
from dutyline.modules.responsibility.operations.budget import record_use, take_back
from dutyline.modules.responsibility.operations.goals import report_result
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.goals import (
    DRILL,
    INJURIES,
    WHY,
    YEAR,
    Goals,
    photo,
    planned,
    purposes,
)
from dutyline.modules.responsibility.tests.pages import Pages

LOCALLY = datetime.fromisoformat("2026-03-02T12:00")
"""When the desk stands, by the clock of the plant."""


@pytest.fixture
def pages(db, monkeypatch):
    """The browsers of the people of the plant."""
    return Pages(monkeypatch)


@pytest.fixture
def here(pages):
    """The desk behind the pages."""
    return pages.here


def sheets(answer):
    """Return the rows of each sheet as another program reads them, without the heads."""
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    return [book.get_sheet_by_index(n).to_python() for n in range(len(book.sheet_names))]


@pytest.fixture
def promised(here):
    """A number of Resin the workshop promised less of, with a result; and a milestone."""
    goals = Goals(here)
    top = goals.set(INJURIES)
    shop = goals.passed(top, "zhao", "workshop_head")
    goals.promised(shop, "zhang", "Old plant", target=Decimal(3))
    goals.answered(shop, "zhao")
    report_result(
        by=here.actor("zhang"),
        goal=shop,
        on=TODAY,
        words="One burn",
        at=AT,
        today=TODAY,
        value=Decimal(1),
    )
    return top, shop, goals.set(DRILL)


def test_every_field_of_a_goal_is_in_the_file(pages, promised):
    top, shop, drill = promised
    goals, steps, results = sheets(pages.get("zhao", reverse("responsibility:goals_xlsx")))
    assert [row[0] for row in goals[1:]] == [top.pk, shop.pk, drill.pk]
    row = dict(zip(goals[0], goals[2], strict=True))
    assert row == {
        "Number": shop.pk,
        "Passed down from": top.pk,
        "Year": YEAR,
        "Post code": "workshop_head",
        "Post": shop.post.title,
        "Unit": "Polymerisation Workshop",
        "Goal (English)": "Injuries",
        "Goal (Chinese)": "伤害事故",
        "Measured by": "A number that is reported",
        "Indicator": "",
        "Unit of the number": "cases",
        "At least or at most": "at most",
        "Target passed on": 1,
        "Day passed on": "",
        "Target promised": 3,
        "Day promised": "",
        "State": "Promised",
        "Consent asked of": "",
        "Promised by": "Zhang Wei",
        "Now": 1,
        "Reached on": "",
        "Reached": "yes",
    }
    milestone = dict(zip(goals[0], goals[3], strict=True))
    assert milestone["Day promised"] == date(2026, 6, 30)
    assert [(row[0], row[1], row[2]) for row in steps[1:] if row[0] == shop.pk] == [
        (shop.pk, "Passed on", 1),
        (shop.pk, "Asked to promise less", 3),
    ]
    asked = dict(zip(steps[0], steps[3], strict=True))
    assert (asked["Reason"], asked["Consent"], asked["Consent: reason"]) == (
        "Old plant",
        "yes",
        "Agreed",
    )
    passed = dict(zip(steps[0], steps[2], strict=True))
    assert (passed["Reason"], passed["At"]) == (WHY, LOCALLY)
    assert results[1:] == [[shop.pk, TODAY, 1, "One burn", "Zhang Wei", LOCALLY]]


def test_goals_out_of_reach_and_of_other_years_are_not_in_it(pages, promised):
    _top, shop, _drill = promised
    address = reverse("responsibility:goals_xlsx")
    goals, steps, results = sheets(pages.get("zhang", address))
    assert [row[0] for row in goals[1:]] == [shop.pk]
    assert {row[0] for row in (*steps[1:], *results[1:])} == {shop.pk}
    assert [len(rows) for rows in sheets(pages.get("zhao", f"{address}?year=2025"))] == [1, 1, 1]
    assert pages.get("wang", address).status_code == 404
    other = pages.here.plant.units.coatings.path
    assert pages.get("zhang", f"{address}?unit={other}").status_code == 404


@pytest.fixture
def spent(here):
    """Money of the workshop used, a part of it taken back; a plan of Resin above it."""
    purposes()
    planned(here, "zhao", "resin", planned=Decimal(50000))
    line = planned(here)
    use = record_use(
        by=here.actor("zhang"),
        line=line,
        amount=Decimal("300.50"),
        spent_on=TODAY,
        what="Lessons",
        on=TODAY,
        at=AT,
        files=[photo()],
    )
    back = take_back(by=here.actor("zhang"), use=use, amount=Decimal(100), reason="Twice", at=AT)
    return use, back


def test_plan_and_every_use_of_the_budget_are_in_the_file(pages, spent):
    use, back = spent
    lines, uses = sheets(pages.get("zhao", reverse("responsibility:budget_xlsx")))
    assert lines[2] == [
        YEAR,
        "Polymerisation Workshop",
        "Training",
        10000,
        200.5,
        9799.5,
        pytest.approx(0.0201, abs=0.0001),
        "Zhang Wei",
    ]
    at = LOCALLY
    where = ["Polymerisation Workshop", "Training", TODAY]
    assert uses[1:] == [
        [use.pk, *where, 300.5, "Lessons", "", "Zhang Wei", at, "invoice.jpg"],
        [back.pk, *where, -100, "Twice", use.pk, "Zhang Wei", at, ""],
    ]


def test_money_out_of_reach_is_not_in_it(pages, spent):
    address = reverse("responsibility:budget_xlsx")
    lines, _uses = sheets(pages.get("zhang", address))
    assert [row[1] for row in lines[1:]] == ["Polymerisation Workshop"]
    assert pages.get("wang", address).status_code == 404


def test_it_is_written_in_the_language_of_who_asks(pages, spent):
    address = reverse("responsibility:budget_xlsx")
    browser = pages.browser("zhao")
    lines, _uses = sheets(browser.get(address, headers={"accept-language": "zh-hans"}))
    assert lines[0][:3] == ["年度", "单位", "用途"]
    assert lines[1][2] == "安全教育培训"


def test_the_worker_writes_them_with_the_rights_of_who_asked(here, spent, promised):
    for book, rows in ((GOALS, 1), (BUDGET, 1)):
        parameters = {"year": YEAR, "unit": "", "state": "", "language": "en"}
        product = book.run(here.actor("zhang"), parameters, lambda _done, _total: None)
        assert product.counts == {"rows": rows}
        assert product.path.read_bytes()[:2] == b"PK"
        product.path.unlink()
    assert not Errand.objects.exists()
