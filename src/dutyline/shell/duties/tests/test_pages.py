from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from dutyline.kernel.duties.models import Obligation, Waiver
from dutyline.kernel.duties.reading.lines import DutyLine
from dutyline.shell.duties.lines import duty_rows
from dutyline.shell.duties.months import month
from dutyline.shell.duties.rows import told_once
from dutyline.shell.tests.working_plant import signed_in, working_plant
from dutyline.toolkit.ui.parts import Due

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
FAR = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture
def house():
    return working_plant()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("who", ["li", "zhao", "wang", "stranger", "admin"])
def test_everybody_finds_his_own_duties_on_the_first_page(house, who, language):
    client = signed_in(house, who)
    client.cookies["django_language"] = language
    assert client.get(reverse("my_duties")).status_code == 200


def test_one_job_is_one_row_however_many_say_that_it_waits():
    owed = [[Due("due", "Verify on the spot", "/findings/7/", tap="Open")], []]
    waiting = [
        Due("due", "F-7 Oil on the floor", "/findings/7/", tap="Verify"),
        Due("due", "F-8 Torn belt", "/findings/8/", tap="Verify"),
    ]
    once, left = told_once(owed, waiting)
    assert once == [[Due("due", "Verify on the spot", "/findings/7/", tap="Verify")], []]
    assert left == waiting[1:]


def test_only_who_may_record_a_danger_is_led_there(house):
    led = {
        who: signed_in(house, who).get(reverse("my_duties")).context["report_url"]
        for who in ("li", "stranger")
    }
    assert led == {"li": reverse("inspections:report"), "stranger": ""}


def test_a_person_sees_the_same_line_as_his_superior(house):
    november = reverse("person", args=[house.people.li.pk]) + "?month=2026-11"
    own = signed_in(house, "li").get(november)
    above = signed_in(house, "zhang").get(november)
    assert own.context["own"] == above.context["own"]
    assert own.context["own"].line.counts["on_time"] == 16


def test_a_colleague_sees_posts_but_no_line(house):
    page = signed_in(house, "wang").get(reverse("person", args=[house.people.li.pk]))
    assert (page.status_code, page.context["sees_line"]) == (200, False)


def test_a_person_of_another_company_answers_like_nobody(house):
    client = signed_in(house, "wang")
    there = client.get(reverse("person", args=[house.people.ma.pk]))
    nowhere = client.get(reverse("person", args=[999_999]))
    assert (there.status_code, nowhere.status_code) == (404, 404)


def test_an_obligation_shows_the_evidence_with_both_times(house):
    found = Obligation.objects.get(person=house.people.li, due_on=date(2026, 11, 2))
    page = signed_in(house, "li").get(reverse("obligation", args=[found.pk]))
    shown = [piece.counted.evidence.source for piece in page.context["pieces"]]
    assert shown == ["inspections.round:2"]


def test_an_obligation_past_its_day_opens_before_it_was_decided(house):
    found = Obligation.objects.get(person=house.people.li, due_on=date(2026, 11, 20))
    Obligation.objects.filter(pk=found.pk).update(grace_until=FAR)
    page = signed_in(house, "li").get(reverse("obligation", args=[found.pk]))
    assert (page.status_code, page.context["item"].standing) == (200, "over")
    assert "Missed, still to do" in page.content.decode()


def test_an_obligation_of_somebody_elsewhere_is_not_there(house):
    found = Obligation.objects.get(person=house.people.li, due_on=date(2026, 11, 2))
    assert signed_in(house, "ma").get(reverse("obligation", args=[found.pk])).status_code == 404


def test_who_owes_it_cannot_waive_it_but_the_principal_can(house):
    found = Obligation.objects.get(person=house.people.li, due_on=date(2026, 11, 25))
    page = reverse("obligation", args=[found.pk])
    assert signed_in(house, "li").post(page, {"reason": "no"}).status_code == 404
    assert signed_in(house, "zhao").post(page, {"reason": "Plant shut down"}).status_code == 302
    assert Waiver.objects.get().obligation_id == found.pk


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_principal_decides_that_it_does_not_apply_and_the_page_says_so(house, language):
    found = Obligation.objects.get(person=house.people.li, due_on=date(2026, 11, 25))
    page = reverse("obligation", args=[found.pk])
    zhao = signed_in(house, "zhao")
    zhao.cookies["django_language"] = language
    said = {"ruling": "not_applicable", "reason": "Plant shut down"}
    assert zhao.post(page, said).status_code == 302
    found.refresh_from_db()
    assert (found.state, Waiver.objects.get().ruling) == ("not_applicable", "not_applicable")
    words = {"en": "Not applicable.", "zh-hans": "不适用。"}[language]
    assert words in zhao.get(page).content.decode()


def test_whoever_may_see_a_line_may_open_everything_behind_it(house):
    li = house.people.li.pk
    pages = [
        reverse("person_obligations", args=[li]) + "?from=2026-11-01&to=2026-11-30",
        reverse("person_evidence", args=[li]) + "?from=2026-11-01&to=2026-11-30",
        reverse("person_pdf", args=[li]) + "?month=2026-11",
    ]
    above, colleague = signed_in(house, "zhang"), signed_in(house, "wang")
    assert [above.get(page).status_code for page in pages] == [200, 200, 200]
    assert [colleague.get(page).status_code for page in pages] == [404, 404, 404]


def test_the_list_of_one_person_or_post_does_not_name_it_in_each_row(house):
    above, days = signed_in(house, "zhang"), "?from=2026-11-01&to=2026-11-30"
    li, post = house.people.li, house.posts.team_leader_a
    person_link = f'<a href="{reverse("person", args=[li.pk])}">{li.name}</a>'
    of_person = above.get(reverse("person_obligations", args=[li.pk]) + days).content.decode()
    of_post = above.get(reverse("post_obligations", args=[post.pk]) + days).content.decode()
    of_unit = above.get(reverse("line_obligations", args=[post.unit_id]) + days).content.decode()
    under = f'<span class="under">{post.title}</span>'
    assert of_person.count('<th role="rowheader"') > 1
    # The crumb leads to him once.
    assert (of_person.count(person_link), person_link in of_unit) == (1, True)
    assert (under in of_post, under in of_unit) == (False, True)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_post_card_shows_duties_to_all_and_how_they_were_kept_to_those_above(house, language):
    page = reverse("post", args=[house.posts.team_leader_a.pk])
    above, colleague = signed_in(house, "zhang"), signed_in(house, "wang")
    above.cookies["django_language"] = language
    seen, told = above.get(page).context, colleague.get(page).context
    words = {"en": "Walk through the area every day", "zh-hans": "每天巡查责任区"}
    assert [row.text for part in seen["card"] for row in part.rows] == [words[language]]
    assert (seen["lines"] is None, told["lines"] is None) == (False, True)
    paper = above.get(reverse("post_pdf", args=[house.posts.team_leader_a.pk]))
    assert paper["Content-Type"] == "application/pdf"


def test_the_line_at_the_foot_of_the_menu_is_kept_for_a_minute_by_its_own_browser_only(house):
    answer = signed_in(house, "li").get(reverse("own_line"))
    assert answer["Cache-Control"] == "private, max-age=60"
    assert "Cookie" in answer["Vary"]


def test_a_waived_obligation_says_who_waived_it_and_why(house):
    found = Obligation.objects.get(person=house.people.li, due_on=date(2026, 11, 25))
    page = reverse("obligation", args=[found.pk])
    zhao = signed_in(house, "zhao")
    zhao.post(page, {"reason": "Plant shut down"})
    shown = zhao.get(page)
    assert shown.context["waiver"].reason == "Plant shut down"
    assert shown.context["may_waive"] is False


def owed(duty: int, *posts: str) -> DutyLine:
    return DutyLine(duty, "Walk the line", "", "monthly", (), 0, 0, posts)


def test_two_duties_of_the_same_words_are_told_apart_by_their_posts():
    def named(*lines):
        return [row.posts for row in duty_rows(lines, "", month(NOVEMBER), NOVEMBER)]

    assert named(owed(1, "Leader A"), owed(2, "Leader A")) == ["", ""]
    assert named(owed(1, "Leader A"), owed(2, "Leader B")) == ["Leader A", "Leader B"]


def test_a_period_is_named_in_words_or_not_at_all(house):
    li = signed_in(house, "li")
    for row in Obligation.objects.filter(person=house.people.li).order_by("id")[:20]:
        said = [fact.value for fact in li.get(f"/obligations/{row.pk}/").context["facts"]]
        assert row.period not in said
