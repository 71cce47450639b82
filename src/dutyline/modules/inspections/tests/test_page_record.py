"""Recording a danger, signed in."""

from datetime import timedelta

import pytest

from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.tests.pages import Pages
from dutyline.modules.inspections.tests.setting import AT

pytestmark = pytest.mark.django_db
NEW = "/findings/new/"


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


def test_a_sentence_and_a_place_are_enough(pages):
    place = pages.here.places.pump_bay
    sent = pages.post("wang", NEW, title="Flange 12 leaks", where=f"place:{place.pk}")

    finding = Finding.objects.get()
    assert (sent.status_code, sent.url) == (302, f"/findings/{finding.pk}/")
    assert (finding.title, finding.place, finding.finder) == (
        "Flange 12 leaks",
        place,
        pages.here.person("wang"),
    )


def test_the_places_of_his_last_findings_come_first(pages):
    pages.here.found(by="zhang", place=pages.here.places.tank_farm, at=AT - timedelta(days=1))
    form = pages.get("zhang", NEW).context["form"]

    assert next(iter(form.near)) == f"place:{pages.here.places.tank_farm.pk}"


def test_a_scanned_place_is_chosen_already(pages):
    place = pages.here.places.tank_farm
    form = pages.get("zhang", f"{NEW}?place={place.pk}").context["form"]

    assert form["where"].value() == f"place:{place.pk}"


def test_another_place_is_found_by_name_or_code(pages):
    pages.post("zhang", NEW, title="Oil on the floor", elsewhere="tank_farm")
    pages.post("zhang", NEW, title="Valve passes", elsewhere="Control room")

    places = set(Finding.objects.values_list("place__name", flat=True))
    assert places == {"Tank farm", "Control room"}


def test_a_place_out_of_reach_answers_like_none(pages):
    mill = pages.here.places.mill
    for said in ({"elsewhere": "Colour mill"}, {"where": f"place:{mill.pk}"}):
        assert pages.post("wang", NEW, title="Leak", **said).status_code == 422

    assert not Finding.objects.exists()


def test_sent_twice_it_leads_to_the_one_record_and_not_to_a_question_about_it(pages):
    said = {"title": "Flange 12 leaks", "where": f"place:{pages.here.places.pump_bay.pk}"}
    sent = [pages.post("wang", NEW, **said, once="a word") for _time in range(2)]

    address = f"/findings/{Finding.objects.get().pk}/"
    assert [(each.status_code, each.url) for each in sent] == [(302, address)] * 2


def test_what_looks_the_same_is_shown_once_and_then_recorded(pages):
    place = pages.here.places.pump_bay
    first = pages.here.found(place=place)
    said = {"title": "Guard rail missing at platform 3", "where": f"place:{place.pk}"}
    page = pages.post("wang", NEW, **said)
    assert page.status_code == 422
    assert first.number.replace("-", "\N{NON-BREAKING HYPHEN}") in page.content.decode()
    sent = pages.post("wang", NEW, **said, seen=page.context["seen"])

    assert sent.status_code == 302
    assert Finding.objects.count() == 2


def test_the_hint_comes_while_typing(pages):
    place = pages.here.places.pump_bay
    finding = pages.here.found(place=place)
    hint = pages.get(
        "wang", f"{NEW}similar/?title=Guard+rail+missing&where=place:{place.pk}"
    ).content.decode()

    assert f"/findings/{finding.pk}/" in hint
    assert f'name="seen" value="{finding.pk}"' in hint
    assert "<html" not in hint


def test_major_needs_a_reason_and_nothing_typed_is_lost(pages):
    place = pages.here.places.pump_bay
    said = {"title": "Interlock bridged", "where": f"place:{place.pk}", "grade": "major"}
    page = pages.post("wang", NEW, **said)

    assert page.status_code == 422
    assert "Interlock bridged" in page.content.decode()
    assert not Finding.objects.exists()


def test_somebody_without_the_right_finds_no_form(pages):
    assert pages.get("stranger", NEW).status_code == 404


def test_what_makes_a_danger_major_is_ticked_itself_and_not_the_list_it_stands_in(pages):
    offered = dict(pages.get("wang", NEW).context["form"].fields["ticked"].choices)

    assert list(offered) == ["trade.dust.interlock"]
