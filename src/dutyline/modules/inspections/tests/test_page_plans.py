"""Plans, checklists, coverage and places, as one sets them up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.organisation.operations import create_place
from dutyline.modules.inspections.models import Checklist, Plan
from dutyline.modules.inspections.operations.checklists import drafts_of
from dutyline.modules.inspections.tests.setting import AT, BEGIN
from dutyline.modules.inspections.tests.walks import Walks

pytestmark = pytest.mark.django_db
ITEM = {
    "answer_kind": "conforms",
    "photo_rule": "fault",
    "finding_grade": "general",
    "opens_finding": "on",
}


@pytest.fixture
def walks(monkeypatch):
    return Walks(monkeypatch)


def test_a_plan_says_itself_in_one_sentence(walks):
    page = walks.get("chen", f"/plans/{walks.plan.pk}/")
    assert "does “Daily team check” in Pump bay, every day." in page.context["sentence"]
    assert walks.get("ma", f"/plans/{walks.plan.pk}/").status_code == 404


def test_plans_are_listed_and_leave_the_list_when_they_end(walks):
    assert len(walks.get("chen", "/plans/").context["rows"]) == 1
    sent = walks.post(
        "chen", f"/plans/{walks.plan.pk}/end/", once="a", day="2026-03-02", reason="Rebuilt"
    )
    assert sent.status_code == 302
    assert len(walks.get("chen", "/plans/").context["rows"]) == 0
    assert len(walks.get("chen", "/plans/?ended=1").context["rows"]) == 1


def test_a_round_is_planned_at_a_place(walks):
    place = walks.here.places.tank_farm
    address = f"/plans/new/?place={place.pk}"
    page = walks.get("chen", address)
    post = page.context["form"].fields["post"].queryset.first()
    sent = walks.post(
        "chen",
        address,
        once="a",
        checklist=walks.checklist.pk,
        targets=[place.pk],
        post=post.pk,
        cadence="weekly",
        on="2026-03-02",
    )
    made = Plan.objects.latest("pk")
    assert (sent.url, made.cadence) == (f"/plans/{made.pk}/", "weekly")
    assert walks.get("wang", address).status_code == 404


def test_a_plan_changes_from_a_day_on(walks):
    page = walks.get("chen", f"/plans/{walks.plan.pk}/change/")
    assert page.status_code == 200
    walks.post(
        "chen",
        f"/plans/{walks.plan.pk}/change/",
        once="a",
        targets=["unit"],
        post=walks.plan.post_id,
        cadence="weekly",
        on="2026-03-09",
    )
    assert Plan.objects.latest("pk").targets.get().unit == walks.here.plant.units.team_a


def test_checklists_are_read_by_those_below(walks):
    rows = walks.get("li", "/checklists/").context["rows"]
    assert [(row.name, items, newest) for row, items, newest, _draft in rows] == [
        ("Daily team check", 4, 1)
    ]
    assert walks.get("li", f"/checklists/{walks.checklist.pk}/draft/").status_code == 404


def test_a_checklist_is_begun_with_the_items_of_another(walks):
    unit = walks.here.plant.units.resin
    walks.get("chen", "/checklists/new/")
    walks.post(
        "chen",
        "/checklists/new/",
        once="a",
        name="Weekly",
        unit=unit.pk,
        like=walks.checklist.pk,
    )
    made = Checklist.objects.get(name_en="Weekly")
    assert made.versions.get().items.count() == 4


def test_a_chinese_page_asks_for_the_chinese_name_and_may_leave_the_english_out(walks):
    walks.browser("chen")
    Account.objects.update(language="zh-hans")
    asked = walks.get("chen", "/checklists/new/").context["form"]
    with override("zh-hans"):
        names = [(each.name, str(each.label), each.field.required) for each in asked][:2]
    assert names == [("name_zh", "名称", True), ("name", "英文名称", False)]
    unit = walks.here.plant.units.resin.pk
    assert walks.post("chen", "/checklists/new/", once="a", name="W", unit=unit).status_code == 422
    walks.post("chen", "/checklists/new/", once="b", name_zh="周检查", unit=unit)
    made = Checklist.objects.get(name_zh="周检查")
    page = walks.get("chen", "/checklists/?q=周检")
    assert [row.name for row, *_known in page.context["rows"]] == ["周检查"]
    form = walks.get("chen", f"/checklists/{made.pk}/name/").context["form"]
    assert (form["name_zh"].value(), form["name"].value()) == ("周检查", "")
    walks.post("chen", f"/checklists/{made.pk}/name/", once="c", name_zh="每周检查")
    Account.objects.update(language="en")
    made.refresh_from_db()
    assert made.name == "每周检查"
    form = walks.get("chen", f"/checklists/{made.pk}/name/").context["form"]
    assert [each.name for each in form][:2] == ["name", "name_zh"]
    assert (form["name"].value(), form["name_zh"].value()) == ("每周检查", "每周检查")


def test_an_item_written_in_chinese_only_is_read_by_everybody(walks):
    walks.browser("chen")
    Account.objects.update(language="zh-hans")
    draft = f"/checklists/{walks.checklist.pk}/draft/"
    walks.post("chen", draft, once="a")
    form = walks.get("chen", f"{draft}items/new/").context["form"]
    assert [each.name for each in form][:2] == ["text_zh", "text"]
    sent = walks.post("chen", f"{draft}items/new/", once="b", text_zh="地面干燥", **ITEM)
    assert sent.status_code == 302
    silent = walks.post("chen", f"{draft}items/new/", once="c", text_zh=" ", **ITEM)
    assert list(silent.context["form"].errors) == ["text_zh"]
    choice = ITEM | {"answer_kind": "choice", "choices": "| 完好\n!| 破损"}
    walks.post("chen", f"{draft}items/new/", once="d", text_zh="吊具", **choice)
    last = drafts_of(walks.checklist.versions.get(number=None))[-1]
    assert (last.text, [each["label"] for each in last.choices]) == ("吊具", ["完好", "破损"])
    # What has words in the other language already needs none in his.
    assert not walks.get("chen", f"{draft}items/1/").context["form"]["text_zh"].field.required
    Account.objects.update(language="en")
    assert dict(walks.get("chen", draft).context["items"])[5].text == "地面干燥"


def test_a_draft_is_written_moved_and_published_with_its_changes_shown(walks):
    draft = f"/checklists/{walks.checklist.pk}/draft/"
    walks.post("chen", draft, once="a")
    walks.get("chen", f"{draft}items/new/")
    walks.post("chen", f"{draft}items/new/", once="b", text="Floor dry", section="Edges", **ITEM)
    walks.post("chen", f"{draft}items/2/move/", once="c", to="up")
    walks.post("chen", f"{draft}items/5/removal/", once="d")
    page = walks.get("chen", draft)
    assert [item.text for _number, item in page.context["items"]] == [
        "Floor dry",
        "Guard rails complete",
        "Oxygen",
        "Pump runs",
    ]
    publication = f"/checklists/{walks.checklist.pk}/publication/"
    changes = walks.get("chen", publication).context["changes"]
    assert [(each.kind, each.after or each.before) for each in changes] == [
        ("new", "Floor dry"),
        ("gone", "Remarks"),
    ]
    walks.post("chen", publication, once="e")
    assert walks.get("li", f"/checklists/{walks.checklist.pk}/versions/2/").status_code == 200


def test_a_draft_and_its_changes_are_read_in_the_language_of_who_reads_them(walks):
    draft = f"/checklists/{walks.checklist.pk}/draft/"
    walks.post("chen", draft, once="a")
    said = {"text": "Floor dry", "text_zh": "地面干燥", "standard_zh": "无积水"}
    walks.post("chen", f"{draft}items/new/", once="b", **said, **ITEM)
    Account.objects.update(language="zh-hans")
    page = walks.get("chen", draft)
    item = dict(page.context["items"])[5]
    assert (item.text, item.standard) == ("地面干燥", "无积水")
    assert [each.after for each in page.context["changes"]] == ["地面干燥"]


def test_choices_are_written_line_by_line_and_come_back_so(walks):
    draft = f"/checklists/{walks.checklist.pk}/draft/"
    walks.post("chen", draft, once="a")
    page = walks.get("chen", f"{draft}items/3/")
    assert page.context["form"]["choices"].value() == "quiet | 安静\n!loud | 很响"
    said = ITEM | {"text": "Pump runs", "section": "Air", "answer_kind": "choice"}
    walks.post("chen", f"{draft}items/3/", once="b", choices="smooth\n! rough | 粗糙", **said)
    items = drafts_of(walks.checklist.versions.get(number=None))
    assert items[2].choices == (
        {"label": "smooth", "label_zh": "", "fault": False},
        {"label": "rough", "label_zh": "粗糙", "fault": True},
    )


def test_an_item_that_contradicts_itself_comes_back(walks):
    draft = f"/checklists/{walks.checklist.pk}/draft/"
    walks.post("chen", draft, once="a")
    said = ITEM | {"text": "Oxygen", "answer_kind": "number", "lowest": "5", "highest": "2"}
    assert walks.post("chen", f"{draft}items/2/", once="b", **said).status_code == 422


def test_coverage_lists_blind_spots_first(walks):
    page = walks.get("chen", "/coverage/")
    names = [
        [row.row.place.name for row in rows]
        for _head, rows, _newer, _older in page.context["parts"]
    ]
    assert names == [["Control room", "Pump bay", "Tank farm"], []]
    assert "Never covered" in page.text


def test_coverage_costs_the_same_for_more_places(walks):
    walks.get("chen", "/coverage/")
    with CaptureQueriesContext(connection) as few:
        walks.get("chen", "/coverage/")
    for number in range(50):
        create_place(
            by=Actor.system("tests"),
            name=f"Place {number}",
            kind="point",
            unit=walks.here.plant.units.team_a,
            on=BEGIN,
            at=AT,
        )
    with CaptureQueriesContext(connection) as many:
        walks.get("chen", "/coverage/")
    assert len(few) == len(many)


def test_places_are_created_changed_moved_and_closed(walks):
    units = walks.here.plant.units
    walks.get("chen", "/places/new/")
    walks.post(
        "chen", "/places/new/", once="a", name="Loading bay", kind="area", unit=units.team_a.pk
    )
    place = Place.objects.get(name="Loading bay")
    for verb in ("change", "move", "closure"):
        assert walks.get("chen", f"/places/{place.pk}/{verb}/").status_code == 200
        assert walks.get("wang", f"/places/{place.pk}/{verb}/").status_code == 404
    walks.post("chen", f"/places/{place.pk}/change/", once="b", name="Bay 2", kind="point")
    walks.post("chen", f"/places/{place.pk}/move/", once="c", unit=units.team_b.pk)
    walks.post("chen", f"/places/{place.pk}/closure/", once="d", day="2026-03-02")
    place.refresh_from_db()
    assert (place.name, place.unit, place.valid_to.isoformat()) == (
        "Bay 2",
        units.team_b,
        "2026-03-02",
    )


def test_labels_come_for_the_chosen_or_a_whole_unit(walks):
    place = walks.here.places.pump_bay
    one = walks.get("chen", f"/places/labels.pdf?place={place.pk}")
    whole = walks.get("chen", f"/places/labels.pdf?unit={walks.here.plant.units.resin.path}")
    assert (one.content[:5], whole.content[:5]) == (b"%PDF-", b"%PDF-")
    assert walks.get("ma", f"/places/labels.pdf?place={place.pk}").status_code == 404


def test_places_are_found_by_name_and_code(walks):
    rows = walks.get("chen", "/places/?q=pump").context["rows"]
    assert [each.name for each in rows] == ["Pump bay"]


def test_ending_what_another_has_ended_leads_to_the_plan_and_says_so(walks):
    address = f"/plans/{walks.plan.pk}/end/"
    walks.post("chen", address, once="a", day="2026-03-02", reason="Rebuilt")
    page = walks.browser("zhao").get(address, follow=True)
    assert page.redirect_chain == [(f"/plans/{walks.plan.pk}/", 302)]
    assert [str(each) for each in page.context["messages"]] == [
        "This was done already: Chen Jing ended the plan Daily team check on 2 Mar."
    ]
    assert walks.get("wang", address).status_code == 404
