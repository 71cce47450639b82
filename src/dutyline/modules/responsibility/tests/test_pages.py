"""Post cards as people meet them: the register, a card, its way, the gaps."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.operations import appoint, create_place
from dutyline.modules.responsibility.models import CardAcceptance, CardState, CardVersion
from dutyline.modules.responsibility.operations import (
    approve,
    ask_review,
    draft_next,
    publish,
    write_draft,
)
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.pages import Pages
from dutyline.modules.responsibility.todos import cards_to_accept

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


def test_the_register_shows_every_post_with_the_state_of_its_card(pages):
    pages.here.published()
    page = pages.get("chen", "/cards/")
    rows = {row.post.title: row for row in page.context["rows"]}
    assert len(rows) == 7
    operator = rows["Operator A"]
    assert (operator.in_force.number, operator.holders, operator.accepted) == (1, 2, 0)
    assert rows["Team leader A"].in_force is None


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("published", ["Operator A"]),
        ("unaccepted", ["Operator A"]),
        ("draft", []),
        ("nonsense", 7),
        ("none", 6),
    ],
)
def test_the_register_is_filtered_by_state(pages, state, titles):
    pages.here.published()
    rows = pages.get("chen", f"/cards/?state={state}").context["rows"]
    found = [row.post.title for row in rows]
    assert (found if isinstance(titles, list) else len(found)) == titles


def test_the_register_costs_the_same_for_one_post_and_for_seven(
    pages, django_assert_max_num_queries
):
    pages.here.published()
    pages.get("chen", "/cards/")
    for address in ("/cards/?state=published", "/cards/"):
        with django_assert_max_num_queries(16):
            pages.get("chen", address)


def test_a_card_leads_to_at_most_eight_places_of_its_unit_in_one_statement(
    pages, django_assert_max_num_queries
):
    here, units = pages.here, pages.here.plant.units
    version = here.published()
    address = f"/cards/{version.card_id}/"

    def shown():
        with django_assert_max_num_queries(20):
            page = pages.get("zhang", address)
        text = page.content.decode()
        linked = re.findall(r'href="/places/\d+/">([^<]+)<', text)
        return linked, "All on the page of the unit" in text

    def place(number, unit):
        facts = {"code": f"P{number}", "name": f"Valve {number}", "kind": "equipment"}
        create_place(by=Actor.system("tests"), unit=unit, on=TODAY, at=AT, **facts)

    pages.get("zhang", address)
    already = shown()[0]
    place(0, units.coatings)
    assert shown() == (already, False)
    for number in range(1, 9 - len(already)):
        place(number, here.operator.unit)
    linked, more = shown()
    assert (len(linked), more) == (8, False)
    place(9, here.operator.unit)
    linked, more = shown()
    assert (len(linked), more) == (8, True)


def test_a_worker_has_no_register_but_his_own_card(pages):
    version = pages.here.published()
    assert pages.get("wang", "/cards/").status_code == 404
    mine = pages.get("wang", "/cards/mine/")
    assert mine["Location"] == f"/cards/{version.card_id}/"
    assert pages.get("stranger", mine["Location"]).status_code == 404


def test_a_card_is_begun_written_and_handed_over_on_its_pages(pages):
    post = pages.here.operator
    begun = pages.post("chen", f"/cards/new/{post.pk}/", once="a")
    draft = CardVersion.objects.get()
    assert begun["Location"] == f"/cards/{draft.card_id}/draft/"
    sent = pages.post("chen", begun["Location"], once="b", scope_en="", scope_zh="")
    assert sent.status_code == 302
    refused = pages.post("chen", f"/cards/{draft.card_id}/review/", once="c")
    assert refused.status_code == 422
    assert "Scope of responsibility" in refused.content.decode()
    words = {"scope_en": "Reactor 3", "assessment_zh": "按责任清单考核", "deputies": "Li Na"}
    pages.post("chen", begun["Location"], once="d", **words)
    done = pages.post("chen", f"/cards/{draft.card_id}/review/", once="e")
    assert done.status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.deputies) == (CardState.REVIEW, "Li Na")


def test_a_card_is_reviewed_published_and_accepted_on_its_pages(pages):
    version = pages.here.asked()
    card = f"/cards/{version.card_id}"
    assert pages.post("zhang", f"{card}/return/", once="a", reason="").status_code == 422
    assert pages.post("zhang", f"{card}/approval/", once="b").status_code == 302
    assert (
        pages.post("zhao", f"{card}/publication/", once="c", valid_from="2026-03-02").status_code
        == 302
    )
    home = pages.get("wang", f"{card}/")
    assert home.context["may_accept"]
    address = f"{card}/versions/{version.pk}/acceptance/"
    assert "The reactor and its platform" in pages.get("wang", address).content.decode()
    assert pages.post("wang", address, once="d", words="").status_code == 422
    assert pages.post("wang", address, once="e", words="I stop in danger").status_code == 302
    assert CardAcceptance.objects.get().person_name == "Wang Fang"
    after = pages.get("zhang", f"{card}/")
    (still,) = after.context["waiting"]
    assert (still["person"].name, still["by"], still["late"]) == (
        "Sun Lei",
        date(2026, 3, 9),
        False,
    )
    pages.at(AT + timedelta(days=8))
    assert "not yet, was due" in pages.get("zhang", f"{card}/").content.decode()


def test_a_holder_is_told_that_his_card_is_still_to_come(pages):
    version = pages.here.drafted()
    page = pages.get("wang", f"/cards/{version.card_id}/").content.decode()
    assert "Your superior publishes it." in page
    assert "thrown away" not in page


def test_nobody_opens_the_acceptance_of_another_post(pages):
    version = pages.here.published()
    address = f"/cards/{version.card_id}/versions/{version.pk}/acceptance/"
    for name in ("li", "chen", "zhao", "stranger"):
        assert pages.get(name, address).status_code == 404


def test_a_new_version_shows_what_it_changed(pages):
    here = pages.here
    first = here.published()
    chen = here.actor("chen")
    draft = draft_next(by=chen, card=first.card, on=TODAY, at=AT)
    words = {"scope_en": "The reactor, its platform and the sampling point"}
    draft = write_draft(by=chen, version=draft, words=words, on=TODAY, at=AT)
    asked = ask_review(by=chen, version=draft, at=AT)
    approved = approve(by=here.actor("zhang"), version=asked, at=AT)
    second = publish(by=here.actor("zhao"), version=approved, valid_from=TODAY, at=AT)
    page = pages.get("zhang", f"/cards/{first.card_id}/versions/{second.pk}/")
    changed = [part for part in page.context["parts"] if part.changes]
    assert [
        (part.label, [(each.fate, each.words) for each in part.changes]) for part in changed
    ] == [
        (
            "Scope of responsibility",
            [
                ("gone", "The reactor and its platform"),
                ("new", "The reactor, its platform and the sampling point"),
            ],
        )
    ]


def test_a_draft_is_not_shown_to_the_holder_of_the_post(pages):
    here = pages.here
    first = here.published()
    draft = draft_next(by=here.actor("chen"), card=first.card, on=TODAY, at=AT)
    assert pages.get("wang", f"/cards/{first.card_id}/versions/{draft.pk}/").status_code == 404
    page = pages.get("wang", f"/cards/{first.card_id}/")
    assert page.context["at_work"] is None
    assert page.context["offers"] == []


def test_many_cards_go_on_together_and_those_that_cannot_are_named(pages):
    unit = pages.here.plant.units.resin
    made = pages.post("chen", "/cards/together/drafts/", once="a", unit=unit.pk)
    assert (made.status_code, CardVersion.objects.count()) == (302, 7)
    asked = pages.post("chen", "/cards/together/reviews/", once="b", unit=unit.pk)
    assert asked.status_code == 200
    assert asked.context["together"].done == 2
    assert {post for post, _reason in asked.context["together"].refused} == {
        "Principal of Resin",
        "Safety manager",
        "Workshop head",
        "Team leader A",
        "Team leader B",
    }
    approved = pages.post("zhang", "/cards/together/approvals/", once="c", unit=_workshop(pages))
    assert approved.status_code == 302
    pages.post(
        "zhao",
        "/cards/together/publications/",
        once="d",
        unit=unit.pk,
        valid_from="2026-03-02",
    )
    assert CardVersion.objects.filter(state=CardState.PUBLISHED).count() == 2


def test_what_cannot_be_done_with_many_is_not_there(pages):
    assert pages.get("chen", "/cards/together/everything/").status_code == 404
    assert pages.get("wang", "/cards/together/drafts/").status_code == 404
    foreign = pages.here.plant.units.coatings.pk
    sent = pages.post("chen", "/cards/together/drafts/", once="a", unit=foreign)
    assert (sent.status_code, CardVersion.objects.count()) == (422, 0)


def test_coverage_names_gaps(pages):
    page = pages.get("chen", "/coverage-of-duties/")
    assert len(page.context["gaps"].without_duties) == 7
    assert pages.get("wang", "/coverage-of-duties/").status_code == 404


def test_my_duties_ask_the_holder_to_accept_and_the_head_to_review(pages):
    version = pages.here.asked()
    assert "Operator A" in pages.get("li", "/").content.decode()
    publish(
        by=pages.here.actor("zhao"),
        version=approve(by=pages.here.actor("zhang"), version=version, at=AT),
        valid_from=TODAY,
        at=AT,
    )
    assert "Read and accept" in pages.get("wang", "/").content.decode()
    with timezone.override("Asia/Shanghai"):
        (todo,) = cards_to_accept(pages.here.plant.people.wang.pk, 5)
    assert todo.due_at == datetime(2026, 3, 9, 15, 59, 59, tzinfo=UTC)


def test_who_takes_the_post_up_later_has_the_days_from_then(pages):
    version = pages.here.published()
    comes = TODAY + timedelta(days=20)
    appoint(
        by=pages.here.plant.by,
        person=pages.here.plant.people.stranger,
        post=version.card.post,
        on=comes,
        at=AT,
    )
    pages.at(AT + timedelta(days=20))
    (todo,) = cards_to_accept(pages.here.plant.people.stranger.pk, 5)
    assert todo.due_at is not None
    assert todo.due_at.date() == comes + timedelta(days=7)


def _workshop(pages):
    return pages.here.plant.units.workshop.pk
