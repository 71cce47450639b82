from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from dutyline.kernel.access.models import Account, Grant
from dutyline.kernel.access.tests.plant import plant
from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.duties.models import Duty, DutyVersion, PostDuty
from dutyline.kernel.duties.operations import define_duty
from dutyline.kernel.organisation.calendar import today as today_of
from dutyline.kernel.organisation.models import Post

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
WALK = {
    "text_en": "Walk the area",
    "cadence": "daily",
    "evidence_kind": "inspections.round_done",
    "amount": "1",
    "within_unit": "days",
    "weight": "1",
    "area": "own",
    "owed": "each",
    "grace_days": "0",
}


WALKED = {
    "text_en": "Walk the area",
    "measure": "count",
    "cadence": "daily",
    "evidence_kind": "inspections.round_done",
}
MOST_STATEMENTS = 16


@pytest.fixture
def house():
    return plant()


def signed_in(person) -> Client:
    account = Account.objects.create_user(f"u{person.pk}", None, person=person, created_at=NEW_YEAR)
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def chen(house):
    return signed_in(house.people.chen)


@pytest.fixture
def admin(house):
    return signed_in(house.people.admin)


def standard_post(key: str, label: str, **data: object) -> None:
    with changing():
        CatalogueItem.objects.create(
            kind="standard_post",
            key=key,
            label_en=label,
            data=data,
            position=1,
            origin="pack",
            pack="tests",
            rank=0,
            valid_from=date(1990, 1, 1),
        )


def define(client: Client, measure: str = "count", **changes: str) -> Duty:
    page = reverse("setup_duty_new") + f"?measure={measure}"
    answer = client.post(page, {**WALK, "on": "2026-01-01", **changes})
    assert answer.status_code == 302, answer.context["form"].errors
    return Duty.objects.order_by("-id")[0]


def test_a_duty_of_ones_own_is_defined_and_given_to_a_post(house, chen):
    duty = define(chen)
    post = house.posts.operator_a
    page = reverse("setup_duty_posts", args=[duty.pk])
    assert chen.post(page, {"what": post.pk, "on": "2026-02-01"}).status_code == 302
    owing = PostDuty.objects.get()
    assert (owing.post, owing.duty, owing.valid_from) == (post, duty, date(2026, 2, 1))
    shown = chen.get(reverse("setup_post_duties", args=[post.pk]))
    assert [row.version.text for row, _proof, _basis in shown.context["rows"]] == ["Walk the area"]


def test_a_change_is_shown_as_a_difference_and_made_as_a_new_version(house, chen):
    duty = define(chen)
    page = reverse("setup_duty_change", args=[duty.pk])
    data = {**WALK, "cadence": "weekly", "on": "2026-03-01", "reason": "too often"}
    shown = chen.post(page, data)
    found = [(each.before, each.after) for each in shown.context["differences"]]
    assert (shown.status_code, found) == (200, [("Daily", "Weekly")])
    assert DutyVersion.objects.count() == 1
    seen = shown.context["form"]["seen"].value()
    assert chen.post(page, data | {"seen": seen}).status_code == 302
    versions = DutyVersion.objects.order_by("number").values_list("number", "cadence", "valid_from")
    assert list(versions) == [
        (1, "daily", date(2026, 1, 1)),
        (2, "weekly", date(2026, 3, 1)),
    ]
    page = chen.get(reverse("duty", args=[duty.pk]))
    assert [len(changes) for _version, changes in page.context["versions"]] == [1, 0]


def test_other_answers_than_those_shown_are_shown_first(house, chen):
    duty = define(chen)
    page = reverse("setup_duty_change", args=[duty.pk])
    data = {**WALK, "cadence": "weekly", "on": "2026-03-01", "reason": ""}
    seen = chen.post(page, data).context["form"]["seen"].value()
    answer = chen.post(page, data | {"cadence": "monthly", "seen": seen})
    assert (answer.status_code, DutyVersion.objects.count()) == (200, 1)


def test_the_reader_says_in_his_language_what_is_owed_where_nothing_is_said_in_another(house, chen):
    Account.objects.update(language="zh-hans")
    page = reverse("setup_duty_new") + "?measure=count"
    data = {**WALK, "on": "2026-01-01", "text_en": ""}
    assert list(chen.post(page, data).context["form"].errors) == ["text_zh"]
    duty = define(chen, text_en="", text_zh="巡查责任区")
    Account.objects.update(language="en")
    shown = chen.get(reverse("setup_duty_change", args=[duty.pk])).context["form"]
    assert [field.name for field in shown.first][:1] == ["text_en"]
    assert not shown.fields["text_en"].required
    data = {**WALK, "text_en": "", "text_zh": "巡视", "on": "2026-02-01"}
    difference = chen.post(reverse("setup_duty_change", args=[duty.pk]), data)
    assert difference.context["form"].errors == {}


def test_the_target_of_a_share_is_given_in_percent(house, chen):
    asks = {"indicator": "actions.on_time_rate", "comparison": "gte", "target": "95"}
    duty = define(chen, "indicator", **asks, cadence="quarterly")
    version = duty.versions.get()
    assert (version.target, version.measure, version.cadence) == (
        Decimal("0.9500"),
        "indicator",
        "quarterly",
    )
    page = chen.get(reverse("setup_duty_change", args=[duty.pk]))
    assert page.context["form"]["target"].value() == 95


def test_a_duty_on_an_event_names_event_and_time(house, chen):
    duty = define(chen, "event", trigger="actions.assigned", within="3", within_unit="days")
    version = duty.versions.get()
    assert (version.cadence, version.trigger, version.within) == ("event", "actions.assigned", 3)


def test_a_duty_counts_at_listed_places_only(house, chen):
    answer = chen.post(
        reverse("setup_duty_new"), {**WALK, "on": "2026-01-01", "area": "places", "places": "X-9"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["places"] == ["No place has the code: X-9."]


def test_a_duty_is_taken_away_and_given_back_on_the_same_day(house, chen):
    duty, post = define(chen), house.posts.operator_a
    page = reverse("setup_post_duties", args=[post.pk])
    version, today = duty.versions.get(), today_of(post.unit).isoformat()
    for _twice in range(2):
        assert chen.post(page, {"what": version.pk, "on": today}).status_code == 302
        chen.post(reverse("setup_post_duty_end", args=[post.pk, duty.pk]))
    answer = chen.post(reverse("setup_post_duty_back", args=[post.pk, duty.pk]), follow=True)
    assert [row.duty_id for row, *_ in answer.context["rows"]] == [duty.pk]


def test_an_ended_duty_is_owed_no_more(house, chen):
    duty = define(chen)
    page = reverse("setup_duty_end", args=[duty.pk])
    assert chen.post(page, {"on": "2026-04-01", "reason": ""}).status_code == 422
    assert chen.post(page, {"on": "2026-04-01", "reason": "done"}).status_code == 302
    assert duty.versions.get().valid_to == date(2026, 4, 1)
    assert chen.get(reverse("setup_duty_change", args=[duty.pk])).status_code == 404


def test_nobody_gives_duties_outside_his_units(house, chen, admin):
    duty, beyond = define(admin), house.posts.coatings_principal
    page = reverse("setup_duty_posts", args=[duty.pk])
    assert chen.post(page, {"what": beyond.pk, "on": "2026-02-01"}).status_code == 422
    assert chen.get(reverse("setup_post_duties", args=[beyond.pk])).status_code == 404
    assert admin.post(page, {"what": beyond.pk, "on": "2026-02-01"}).status_code == 302
    data = {**WALK, "cadence": "weekly", "on": "2026-03-01", "reason": ""}
    assert chen.post(reverse("setup_duty_change", args=[duty.pk]), data).status_code == 404


def test_everybody_reads_a_duty_and_only_who_may_changes_it(house, chen):
    duty, worker = define(chen), signed_in(house.people.wang)
    assert worker.get(reverse("duty", args=[duty.pk])).status_code == 200
    closed = [
        reverse("setup_duties"),
        reverse("setup_duty_new"),
        reverse("setup_duty_change", args=[duty.pk]),
        reverse("setup_duty_end", args=[duty.pk]),
        reverse("setup_duty_posts", args=[duty.pk]),
        reverse("setup_post_duties", args=[house.posts.operator_a.pk]),
    ]
    assert [worker.get(page).status_code for page in closed] == [404] * len(closed)


def test_posts_take_up_what_their_standard_post_owes(house, chen, admin):
    page = reverse("setup_unit_verb", args=[house.units.team_b.pk, "new-post"])
    data = {"title": "Leader", "level": "4", "headcount": "1", "on": "2026-02-01"}
    standard_post("team_leader", "Team leader")
    define(chen, standard_post="team_leader")
    assert admin.post(page, {**data, "standard": "team_leader"}).status_code == 302
    assert PostDuty.objects.get().post.title == "Leader"
    Post.objects.filter(code=house.posts.team_leader_a.code).update(standard="team_leader")
    assert chen.get(reverse("setup_duties")).context["lacking"] == 1
    assert chen.post(reverse("setup_duties_standard")).status_code == 302
    assert chen.get(reverse("setup_duties")).context["lacking"] == 0


def test_titles_say_once_what_all_their_posts_are_made_from(house, chen, admin):
    standard_post("team_leader", "Team leader", roles=["inspector"], reach="own", level=3)
    standard_post("operator", "Operator")
    define(chen, standard_post="team_leader")
    page = reverse("setup_standards")
    form = admin.get(page).context["form"]
    guessed = {field.label: field.initial for field in form if field.name.startswith("title-")}
    assert guessed["Team leader A"] == "team_leader"
    assert guessed["Principal of Resin"] == ""
    field = next(each.name for each in form if each.label == "Team leader A")
    assert admin.post(page, {field: "team_leader", "roles": "on"}).status_code == 302
    post = house.posts.team_leader_a
    post.refresh_from_db()
    assert (post.standard, post.level) == ("team_leader", 3)
    assert PostDuty.objects.get().post == post
    grant = Grant.objects.get(post=post)
    assert (grant.role, grant.unit) == ("inspector", house.units.team_a)
    assert Post.objects.exclude(standard="").count() == 1
    assert chen.get(page).status_code == 404


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_takes_as_many_statements_for_fifty_duties(
    house, chen, rows, django_assert_max_num_queries
):
    for number in range(rows):
        define_duty(by=house.by, key=f"own.{number}", on=date(2026, 1, 1), at=NEW_YEAR, **WALKED)
    chen.get(reverse("setup_duties"))
    with django_assert_max_num_queries(MOST_STATEMENTS):
        assert len(chen.get(reverse("setup_duties")).context["rows"]) == rows
