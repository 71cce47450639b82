"""The ledger as people see it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dutyline.kernel.organisation.models import Person, Place, Unit
from dutyline.modules.inspections.models import Finding, SavedView
from dutyline.modules.inspections.tests.pages import Pages
from dutyline.modules.inspections.tests.setting import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


def titles(response):
    return [row.title for row in response.context["page"].rows]


def test_the_ledger_shows_what_is_open_newest_first(pages):
    pages.here.found(title="Older", at=AT - timedelta(days=3))
    pages.here.found(title="Newer", at=AT - timedelta(days=1))
    page = pages.get("chen", "/findings/")

    assert page.status_code == 200
    assert titles(page) == ["Newer", "Older"]
    assert [(tab.count, tab.current) for tab in page.context["tabs"][:2]] == [
        ("2", True),
        ("0", False),
    ]


def test_the_tabs_count_what_they_show(pages):
    pages.reported(title="Mended")
    pages.assigned(title="Being mended")
    page = pages.get("li", "/findings/?state=repair&owner=" + str(pages.here.person("li").pk))

    assert titles(page) == ["Being mended"]
    assert {str(tab.label): tab.count for tab in page.context["tabs"]} == {
        "All open": "2",
        "Overdue": "0",
        "To verify": "1",
        "Major": "0",
        "Mine to repair": "1",
        "Repeats": "0",
    }


def test_what_another_company_found_is_not_in_the_ledger_nor_counted(pages):
    pages.here.found(by="ma", place=pages.here.places.mill, title="Colour mill leaks")
    page = pages.get("chen", "/findings/?all=1")

    assert titles(page) == []
    assert "Colour mill" not in page.content.decode()
    assert page.context["tabs"][0].count == "0"


def test_a_stranger_without_a_post_sees_an_empty_ledger(pages):
    pages.here.found()
    page = pages.get("stranger", "/findings/")

    assert (page.status_code, titles(page)) == (200, [])


def test_an_empty_answer_names_the_filter_and_offers_everything(pages):
    pages.here.found()
    page = pages.get("chen", "/findings/?grade=major&all=1")

    text = page.content.decode()
    assert "Nothing matches what was asked" in text
    assert "?all=1" in text


def test_what_people_wrote_is_shown_as_they_wrote_it_and_never_as_markup(pages):
    Unit.objects.update(name="<u>unit</u>")
    Place.objects.update(name="<u>place</u>")
    Person.objects.update(name="<u>person</u>")
    finding = pages.assigned(title="<u>title</u>", spot="<u>spot</u>")
    Finding.objects.filter(pk=finding.pk).update(number="2026-<u>number</u>")
    text = pages.get("chen", "/findings/").content.decode()

    assert "<u>" not in text
    for word in ("place", "person", "title", "spot", "number"):
        assert f"&lt;u&gt;{word}&lt;/u&gt;" in text, word


def test_words_are_found_in_both_languages(pages):
    pages.here.found(title="配电箱门未关闭")
    pages.here.found(title="Guard rail loose", category="things.electrical")

    assert titles(pages.get("chen", "/findings/?words=电箱")) == ["配电箱门未关闭"]
    assert titles(pages.get("chen", "/findings/?words=rail")) == ["Guard rail loose"]


def test_a_filter_nobody_can_read_is_named_and_left_out(pages):
    pages.here.found()
    page = pages.get("chen", "/findings/?found_from=yesterday&state=open")

    assert (page.status_code, page.context["refused"], len(page.context["page"].rows)) == (
        200,
        "found_from",
        1,
    )


def test_the_ledger_costs_seven_statements_whatever_the_rows(pages):
    """Session, account, who acts; rows, units, saved views; the counts of tabs and menu."""
    pages.here.found()
    pages.get("chen", "/findings/")
    with CaptureQueriesContext(connection) as one:
        pages.get("chen", "/findings/")
    for _ in range(49):
        pages.here.found()
    with CaptureQueriesContext(connection) as fifty:
        page = pages.get("chen", "/findings/")

    assert len(page.context["page"].rows) == 50
    assert (len(one), len(fifty)) == (7, 7)


def test_the_page_of_fifty_stays_small(pages):
    for _ in range(51):
        pages.here.found(risk="orange", grade="")
    text = pages.get("chen", "/findings/").content.decode()

    assert text.count("<") - text.count("</") <= 1500
    assert 'rel="next"' in text


@pytest.mark.parametrize("sort", ["found", "-found", "due", "-due", "number", "-number", "risk"])
def test_every_order_pages_on_and_back(pages, sort):
    numbers = {pages.here.found(risk="red" if n % 2 else "").number for n in range(55)}
    first = pages.get("chen", f"/findings/?state=open&sort={sort}")
    second = pages.get("chen", f"/findings/{first.context['page'].older}")

    shown = [row.number for page in (first, second) for row in page.context["page"].rows]
    assert sorted(shown) == sorted(numbers)
    assert second.context["page"].newer != ""


def test_a_view_is_saved_with_the_filter_of_the_page_and_becomes_a_tab(pages):
    pages.here.found()
    sent = pages.post("chen", "/findings/views/?grade=general&state=open", name="General ones")

    view = SavedView.objects.get()
    assert (sent.status_code, view.query) == (302, {"grade": "general", "state": ["open"]})
    page = pages.get("chen", sent.url)
    assert [str(tab.label) for tab in page.context["tabs"] if tab.current] == ["General ones"]


def test_a_shared_view_reaches_the_team_and_only_its_owner_changes_it(pages):
    unit = pages.here.plant.units.workshop
    pages.post("zhang", "/findings/views/?repeat=1", name="Repeats here", unit=unit.pk)
    view = SavedView.objects.get()

    tabs = pages.get("wang", "/findings/").context["tabs"]
    assert "Repeats here" in [str(tab.label) for tab in tabs]
    assert pages.get("wang", f"/findings/views/{view.pk}/").status_code == 404
    pages.post("zhang", f"/findings/views/{view.pk}/", drop="1")
    assert not SavedView.objects.exists()


def test_the_page_of_all_filters_asks_in_the_words_of_the_address(pages):
    page = pages.get("chen", "/findings/filters/?place=3&overdue=1")

    assert page.status_code == 200
    assert 'name="closed_from"' in page.content.decode()


def test_a_name_in_a_filter_is_shown_only_where_a_finding_in_reach_bears_it(pages):
    pages.here.found(by="ma", place=pages.here.places.mill)
    mill, ma = pages.here.places.mill.pk, pages.here.person("ma").pk
    text = pages.get("chen", f"/findings/?place={mill}&owner={ma}").content.decode()

    assert "Colour mill" not in text
    assert "Ma Chao" not in text


def test_a_list_still_says_its_language_and_offers_another(pages):
    shown = pages.get("chen", "/findings/").content.decode()
    assert '<html lang="en">' in shown
    assert f'action="{reverse("choose_language")}"' in shown
