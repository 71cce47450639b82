"""The page of one finding, and each verb by its own address."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from dutyline.kernel.actions.models import Extension, FundsRequest
from dutyline.kernel.files.models import Attachment
from dutyline.modules.inspections.models import Closure, Finding, FindingState
from dutyline.modules.inspections.operations.closing import close_finding
from dutyline.modules.inspections.tests.pages import Pages
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY
from dutyline.modules.inspections.urls import VERBS

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


def url(finding, verb=""):
    return f"/findings/{finding.pk}/{verb}"


def state(finding):
    return Finding.objects.get(pk=finding.pk).state


def picture_of_rail():
    file = BytesIO()
    Image.new("RGB", (320, 240), "#808080").save(file, "PNG")
    return file.getvalue()


def offered(response):
    return {each.key for each in response.context["more"]}


def test_the_head_of_the_workshop_gives_the_five_implementations(pages):
    finding = pages.here.found(proposed_measures="Weld a rail")
    form = pages.get("zhang", url(finding, "assignment/")).context["form"]
    assert str(form["measures"].value()) == "Weld a rail"
    assert form["due_on"].value() == TODAY + 7 * DAY

    sent = pages.post(
        "zhang",
        url(finding, "assignment/"),
        owner="Li Na",
        verifier="Chen Jing (chen)",
        due_on="2026-03-09",
        measures="Weld a rail",
        funds="3500",
        contingency_plan="Rope barrier",
    )

    assert (sent.status_code, sent.url) == (302, url(finding))
    finding.refresh_from_db()
    assert (finding.state, finding.owner.name, finding.verifier.name) == (
        "assigned",
        "Li Na",
        "Chen Jing",
    )


def test_a_name_nobody_has_is_refused_beside_its_field_and_everything_typed_stays(pages):
    finding = pages.here.found()
    page = pages.post(
        "zhang", url(finding, "assignment/"), owner="Nobody", due_on="2026-03-09", measures="Weld"
    )

    assert page.status_code == 422
    assert page.context["form"].errors["owner"] == ["Nobody here has this name or number."]
    assert "Weld" in page.content.decode()
    assert state(finding) == "registered"


def test_of_a_major_danger_the_form_asks_for_all_five(pages):
    finding = pages.here.found(ticked=("trade.dust.interlock",))
    sent = pages.post("zhang", url(finding, "assignment/"), owner="Li Na", due_on="2026-03-09")

    assert sent.status_code == 422
    assert set(sent.context["form"].errors) == {"measures", "funds", "contingency_plan"}


def test_the_whole_way_from_notice_to_closing(pages):
    finding = pages.assigned()
    assert pages.get("li", url(finding)).context["decision"].key == "receipt"
    pages.post("li", url(finding, "receipt/"))
    assert pages.get("li", url(finding)).context["decision"].key == "repair"
    pages.post("li", url(finding, "repair/"), text="Rail welded")
    assert pages.get("chen", url(finding)).context["decision"].key == "verification"
    pages.post("chen", url(finding, "verification/"), effective="yes", opinion="Pulled at it")
    assert pages.get("chen", url(finding)).context["decision"].key == "closure"
    pages.post("chen", url(finding, "closure/"), note="Good work")

    page = pages.get("chen", url(finding))
    assert state(finding) == FindingState.CLOSED
    assert [step.state for step in page.context["steps"]] == ["done"] * 6
    words = ["Found", "Graded", "Assigned", "Repaired", "Verified", "Closed"]
    assert [step.label for step in page.context["steps"]] == words
    text = page.content.decode()
    assert "Pulled at it" in text
    assert "Good work" in text


def test_to_report_a_repair_is_offered_first_to_its_owner_and_last_to_others(pages):
    finding = pages.assigned()
    pages.post("li", url(finding, "receipt/"))
    page = pages.get("chen", url(finding))
    assert (page.context["decision"], page.context["waits_for"]) == (None, "Li Na")
    assert [each.key for each in page.context["more"]].count("repair") == 1
    assert [step.label for step in page.context["steps"]][2:4] == ["Assigned", "Repair"]


def test_a_repair_that_does_not_hold_goes_back_to_its_owner(pages):
    finding = pages.reported()
    page = pages.post("chen", url(finding, "verification/"), effective="no")
    assert (page.status_code, state(finding)) == (422, "reported")
    pages.post("chen", url(finding, "verification/"), effective="no", opinion="Loose again")

    assert state(finding) == "in_work"


def test_whoever_did_the_repair_cannot_verify_it_and_reads_why(pages):
    finding = pages.reported()
    page = pages.post("li", url(finding, "verification/"), effective="yes")

    assert page.status_code in (404, 422)
    assert state(finding) == "reported"


def test_of_two_people_closing_the_second_keeps_his_text(pages):
    finding = pages.verified()
    first, second = (_form(pages, who, finding) for who in ("chen", "zhao"))
    sent = pages.post("chen", url(finding, "closure/"), **first, note="Good work")
    page = pages.post("zhao", url(finding, "closure/"), **second, note="Seen on my round, all well")

    text = page.content.decode()
    assert (sent.status_code, page.status_code) == (302, 409)
    assert "Not saved." in text
    assert "Seen on my round, all well" in text
    assert list(Closure.objects.values_list("by_name", "note")) == [("Chen Jing", "Good work")]


def _form(pages, who, finding):
    """Open the form as a browser does and return the hidden values it would send."""
    form = pages.get(who, url(finding, "closure/")).context["form"]
    return {each.html_name: each.value() or "" for each in form.hidden_fields()}


def test_the_same_form_sent_twice_acts_once(pages):
    finding = pages.assigned()
    said = {"amount": "500", "purpose": "Steel", "once": "abc"}
    first = pages.post("li", url(finding, "funds/"), **said)
    second = pages.post("li", url(finding, "funds/"), **said)

    assert (first.status_code, second.status_code) == (302, 302)
    assert FundsRequest.objects.count() == 1


def test_the_line_decides_on_money_and_time(pages):
    finding = pages.assigned()
    pages.post("li", url(finding, "funds/"), amount="500", purpose="Steel")
    pages.post("zhang", url(finding, "funds/decision/"), granted="400")
    pages.post(
        "li",
        url(finding, "extension/"),
        to_on="2026-03-20",
        reason="Steel is late",
        interim_control="Rope barrier",
    )
    assert pages.get("zhang", url(finding)).context["decision"].key == "extension_decision"
    pages.post("zhang", url(finding, "extension/decision/"), granted="yes")

    finding.refresh_from_db()
    assert FundsRequest.objects.get().granted == 400
    assert Extension.objects.get().granted is True
    assert finding.due_on.isoformat() == "2026-03-20"


def test_the_safety_manager_amends_grades_merges_and_voids(pages):
    finding, other = pages.here.found(), pages.here.found(title="Same rail again")
    said = {"title": "Guard rail missing at platform 4", "reason": "Wrong platform"}
    pages.post("chen", url(finding, "amendment/"), **said)
    pages.post("chen", url(finding, "grade/"), reason="Twenty metres deep")
    pages.post("chen", url(other, "merger/"), into=finding.number)
    third = pages.here.found(title="No danger")
    pages.post("chen", url(third, "void/"), reason="It is a drawing")

    finding.refresh_from_db()
    assert (finding.title, finding.grade) == ("Guard rail missing at platform 4", "major")
    assert (state(other), state(third)) == ("merged", "void")


def test_a_major_one_closes_only_with_plan_report_and_notice(pages):
    finding = pages.verified(grade="major", grade_reason="Deep")
    assert pages.post("chen", url(finding, "closure/")).status_code == 422
    plan = dict.fromkeys(
        ("cause", "analysis", "goals", "methods", "means", "persons", "time_limit", "safety"), "x"
    )
    pages.post("zhao", url(finding, "plan/"), **plan)
    pages.post("chen", url(finding, "supervision/"), supervisor="Bureau", due_on="2026-04-01")
    pages.post("chen", url(finding, "authority/"), authority="Bureau", day="2026-03-02")
    pages.post("chen", url(finding, "staff-notice/"), day="2026-03-02", how="Notice board")
    pages.post("chen", url(finding, "supervision/end/"))
    pages.post("chen", url(finding, "closure/"))

    assert state(finding) == "closed"
    assert pages.get("wang", url(finding)).context["waits_for"] == ""


def test_a_photo_comes_with_the_report_of_the_repair(pages):
    finding = pages.assigned()
    picture = SimpleUploadedFile("after.png", picture_of_rail(), "image/png")
    sent = pages.post("li", url(finding, "repair/"), text="Welded", photos=picture)

    assert sent.status_code == 302
    assert Attachment.objects.get().role == "after"
    text = pages.get("chen", url(finding)).content.decode()
    assert f"/{Attachment.objects.get().pk}/view/" in text


def test_a_photo_that_is_none_keeps_the_text_and_reports_nothing(pages):
    finding = pages.assigned()
    file = SimpleUploadedFile("after.jpg", b"not a photo", "image/jpeg")
    page = pages.post("li", url(finding, "repair/"), text="Welded", photos=file)

    assert (page.status_code, state(finding)) == (422, "assigned")
    assert "Welded" in page.content.decode()


@pytest.mark.parametrize("verb", [address for address, _name, _view in VERBS])
def test_no_verb_answers_for_a_finding_out_of_reach(pages, verb):
    finding = pages.here.found(by="ma", place=pages.here.places.mill)

    assert pages.get("chen", url(finding, f"{verb}/")).status_code == 404
    assert pages.post("chen", url(finding, f"{verb}/")).status_code == 404


def test_a_worker_is_offered_only_what_he_may(pages):
    finding = pages.here.found()
    page = pages.get("wang", url(finding))

    assert page.context["decision"] is None
    assert offered(page) == {"amendment", "photos"}
    assert pages.get("wang", url(finding, "void/")).status_code == 404


def told(pages, name, address):
    """Return where an address led, and what was said there."""
    page = pages.browser(name).get(address, follow=True)
    return page.redirect_chain, [str(each) for each in page.context["messages"]]


def test_who_comes_after_a_step_was_taken_is_told_by_whom(pages):
    finding = pages.assigned()

    assert told(pages, "chen", url(finding, "assignment/")) == (
        [(url(finding), 302)],
        ["This was done already: Zhang Wei gave it to Li Na to mend by 9 Mar."],
    )
    assert pages.get("wang", url(finding, "assignment/")).status_code == 404


def test_a_step_that_fell_away_says_what_ended_the_hidden_danger(pages):
    finding = pages.verified()
    close_finding(by=pages.here.actor("chen"), finding=finding, at=AT)
    said = "Not needed any more: Chen Jing closed it."

    for name, verb in (("chen", "grade"), ("li", "extension"), ("wang", "photos")):
        assert told(pages, name, url(finding, f"{verb}/")) == ([(url(finding), 302)], [said])
    assert pages.get("wang", url(finding, "closure/")).status_code == 404


def test_a_step_not_possible_as_things_stand_leads_to_the_finding(pages):
    finding = pages.here.found()
    assert told(pages, "chen", url(finding, "verification/")) == (
        [(url(finding), 302)],
        ["This step is not possible as things stand."],
    )
