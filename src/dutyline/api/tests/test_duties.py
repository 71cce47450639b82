"""Duties, what came due and what was shown for it, by way of the API."""

from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dutyline.api.tests.calling import blamed, caller, told
from dutyline.kernel.access.models import Grant
from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.duties.models import Obligation
from dutyline.kernel.duties.operations import (
    close_periods,
    count_summaries,
    open_periods,
    settle_due,
)
from dutyline.kernel.duties.tests.toy import FILES
from dutyline.kernel.duties.tests.world import World, at, build
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.organisation.tests.plant import today
from dutyline.kernel.registry import Measurement
from dutyline.kernel.registry.tests.toy import toy_module

MARCH = "first=2026-03-01&last=2026-03-31"


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    with toy_module(tmp_path_factory.mktemp("toy"), "toyapi", FILES):
        yield import_module("toyapi.manifest")


@pytest.fixture
def world(db, toy) -> World:
    """Operators walk once a month; March is open, Wang has walked, and told of it a day late."""
    built = build(toy)
    built.duty(built.operator_a, text_en="Walk the line")
    open_periods(now=at("2026-03-05"))
    built.show(built.wang, "2026-03-05", recorded="2026-03-06", replayed=False)
    settle_due(now=at("2026-03-07"))
    count_summaries(now=at("2026-03-07"))
    return built


@pytest.fixture
def plant(world):
    return world.plant


def obligation_of(person) -> str:
    return f"/obligations/{Obligation.objects.get(person=person, period='2026-03').pk}"


def test_who_is_above_sees_what_is_owed_below_and_nobody_else(world, plant):
    address = f"/obligations?{MARCH}"
    assert sorted(caller(plant, "li").items(address, "person_name")) == ["Sun Lei", "Wang Fang"]
    assert caller(plant, "ma").items(address) == []


def test_a_token_must_be_given_the_right_to_ones_own_affairs(world, plant, client):
    client.force_login(plant.account("wang"))
    rows = client.get(f"/api/v1/obligations?{MARCH}").json()["items"]
    assert [row["person_name"] for row in rows] == ["Wang Fang"]
    assert caller(plant, "wang").items(f"/obligations?{MARCH}", "person_name") == ["Wang Fang"]
    other = caller(plant, "wang", "inspections.view_findings")
    assert told(other.get("/obligations"))[0] == 403
    assert told(other.get(f"/people/{world.wang.pk}/duties"))[0] == 404


def test_one_obligation_tells_what_was_shown_and_when_it_was_written_down(world, plant):
    whole = caller(plant, "li").seen(obligation_of(world.wang))
    (piece,) = whole["evidence"]
    assert piece["occurred_at"] == "2026-03-05T04:00:00Z"
    assert piece["recorded_at"] == "2026-03-06T04:00:00Z"
    assert (whole["standing"], whole["text"], whole["corrections"]) == (
        "on_time",
        "Walk the line",
        [],
    )


def test_obligations_are_chosen_by_state_person_unit_and_level(world, plant):
    li = caller(plant, "li")

    def count(query: str) -> int:
        return len(li.items(f"/obligations?{MARCH}&{query}"))

    assert count(f"person={world.sun.pk}") == 1
    assert count("state=on_time") == 1
    assert count("state=on_time&state=open&state=missed") == 2
    assert count(f"under={world.team_a.pk}&level=5&kind=toy.walk") == 2
    assert count("level=1") == 0
    assert list(blamed(li.get(f"/obligations?person={world.ma.pk}"))) == ["person"]
    assert blamed(li.get("/obligations?state=done"))


def test_an_obligation_is_waived_by_who_may_and_never_ones_own(world, plant):
    address = f"{obligation_of(world.sun)}/waiver"
    reason = {"reason": "The line stood still"}
    assert told(caller(plant, "li").post(address, reason))[0] == 403
    chen = caller(plant, "chen")
    assert list(blamed(chen.post(address, {"reason": ""}))) == ["reason"]
    waived = chen.post(address, reason)
    assert (waived.status_code, waived.json()["by_name"]) == (201, "Chen Jing")
    assert told(chen.post(address, reason))[0] == 409
    assert chen.seen(obligation_of(world.sun))["waiver"]["reason"] == "The line stood still"
    assert told(caller(plant, "ma").post(address, reason))[0] == 404


def test_a_persons_line_is_for_himself_and_those_above(world, plant, client):
    address = f"/people/{world.wang.pk}/line?{MARCH}"
    (line,) = caller(plant, "li").items(address)
    assert (line["text"], line["on_time"], line["decided"]) == ("Walk the line", 1, 1)
    assert told(caller(plant, "admin").get(address))[0] == 403
    assert told(caller(plant, "ma").get(address))[0] == 404
    client.force_login(plant.account("wang"))
    assert client.get(f"/api/v1{address}").json()["items"] == [line]
    assert caller(plant, "wang").items(address) == [line]
    assert told(caller(plant, "sun").get(address))[0] == 403
    done = client.get(f"/api/v1/people/{world.wang.pk}/duties").json()["done"]
    assert [each["recorded_at"] for each in done] == ["2026-03-06T04:00:00Z"]
    backwards = f"/people/{world.wang.pk}/line?first=2026-03-02&last=2026-03-01"
    assert told(caller(plant, "li").get(backwards))[0] == 422


def test_what_a_person_showed_is_listed_for_himself_and_those_above(world, plant):
    address = f"/people/{world.wang.pk}/evidence"
    li = caller(plant, "li")
    (piece,) = li.items(f"{address}?{MARCH}")
    assert (piece["kind"], piece["post_title"], piece["occurred_at"], piece["recorded_at"]) == (
        "toy.walk",
        "Operator A",
        "2026-03-05T04:00:00Z",
        "2026-03-06T04:00:00Z",
    )
    assert li.items(f"{address}?{MARCH}&kind=toy.walk", "id") == [piece["id"]]
    assert li.items(f"{address}?{MARCH}&kind=toy.talk") == []
    assert li.items(f"{address}?first=2026-03-06&last=2026-03-31") == []
    assert told(caller(plant, "ma").get(address))[0] == 404
    assert told(caller(plant, "admin").get(address))[0] == 403


def test_the_numbers_of_a_board_are_those_of_the_list_behind_it(world, plant):
    li = caller(plant, "li")
    board = li.seen(f"/units/{world.team_a.pk}/board?{MARCH}")
    assert (board["figures"]["owed"], board["figures"]["on_time"]) == (2, 1)
    assert board["head"]["names"] == ["Li Na"]
    behind = li.items(f"/obligations?{MARCH}&under={world.team_a.pk}&state=on_time")
    assert len(behind) == board["figures"]["on_time"]
    assert told(li.get(f"/units/{world.workshop.pk}/board"))[0] == 404


def test_decay_is_told_by_level_and_month_to_who_answers_for_the_unit(world, plant):
    li = caller(plant, "li")
    found = li.seen(f"/units/{world.team_a.pk}/decay?{MARCH}")
    told_levels = [
        (
            each["level"],
            each["figures"]["owed"],
            [(month["month"], month["figures"]["on_time"]) for month in each["months"]],
        )
        for each in found["levels"]
    ]
    assert told_levels == [(5, 2, [("2026-03-01", 1)])]
    assert (found["own"]["owed"], found["led"], found["thins"]) == (2, [], None)
    alone = li.seen(f"/units/{world.team_a.pk}/decay?{MARCH}&level=4")
    assert alone["levels"] == []
    assert told(li.get(f"/units/{world.team_a.pk}/decay?{MARCH}&level=6"))[0] == 422
    assert told(li.get(f"/units/{world.workshop.pk}/decay"))[0] == 404


def test_duties_are_defined_changed_taken_up_given_up_and_ended(world, plant):
    chen = caller(plant, "chen")
    day = today().isoformat()
    body = {"key": "own.talk", "text_en": "Talk", "evidence_kind": "toy.walk", "on": day}
    assert told(caller(plant, "li").post("/duties", body))[0] == 404
    made = chen.post("/duties", body)
    assert made.status_code == 201, made.content
    address = f"/duties/{made.json()['id']}"
    assert told(chen.post("/duties", body))[0] == 409
    owed = f"/posts/{world.operator_a.pk}/duties"
    taken = chen.post(owed, {"duty_id": made.json()["id"], "on": day})
    assert taken.status_code == 201, taken.content
    texts = [each["duty"]["text_en"] for each in chen.items(owed)]
    assert sorted(texts) == ["Talk", "Walk the line"]
    changed = chen.post(f"{address}/changes", {"weight": "3", "on": day})
    assert (changed.json()["weight"], changed.json()["text_en"]) == ("3", "Talk"), changed.content
    given_up = chen.post(f"{owed}/{made.json()['id']}/end", {"on": day})
    assert given_up.json()["valid_to"] == day
    assert chen.post(f"{address}/retirement", {"on": day}).json()["valid_to"] == day
    lacking = {"measure": "indicator", "on": day}
    assert told(chen.post(f"{address}/changes", lacking))[0] in {409, 422}


def test_posts_are_made_from_a_standard_post_with_its_level_duties_and_roles(world, plant):
    with changing():
        CatalogueItem.objects.create(
            kind="standard_post",
            key="patrol",
            label_en="Patrol",
            data={"level": 4, "roles": ["inspector"], "reach": "own"},
            position=1,
            origin="pack",
            pack="tests",
            rank=0,
            valid_from=date(1990, 1, 1),
        )
    world.duty(text_en="Look around", standard_post="patrol")
    post, on = world.operator_a, today().isoformat()
    address = "/standard-posts/patrol/posts"
    body = {"post_ids": [post.pk], "roles": True, "on": on}
    assert told(caller(plant, "li").post(address, body))[0] == 403
    assert list(blamed(caller(plant, "ma").post(address, body))) == ["post_ids"]
    admin = caller(plant, "admin")
    unknown = admin.post("/standard-posts/knight/posts", body)
    assert unknown.status_code == 422, unknown.content
    made = admin.post(address, body)
    assert (made.status_code, made.json()) == (200, {"taken_up": 1})
    shown = admin.seen(f"/posts/{post.pk}")
    assert (shown["standard"], shown["level"], shown["title"]) == ("patrol", 4, post.title)
    grant = Grant.objects.get(post=post)
    assert (grant.role, grant.unit) == ("inspector", world.team_a)


def test_a_duty_is_read_by_who_sees_a_post_that_owes_it(world, plant):
    duty = Obligation.objects.order_by("id")[0].version.duty_id
    assert caller(plant, "wang").seen(f"/duties/{duty}")["text_en"] == "Walk the line"
    assert told(caller(plant, "ma").get(f"/duties/{duty}"))[0] == 404
    assert told(caller(plant, "wang").get("/duties"))[0] == 404


def test_an_obligation_is_ruled_out_by_who_may_and_never_ones_own(world, plant):
    address = f"{obligation_of(world.sun)}/not-applicable"
    reason = {"reason": "The line was dismantled"}
    assert caller(plant, "sun").post(address, reason).status_code == 403
    chen = caller(plant, "chen")
    ruled = chen.post(address, reason)
    assert (ruled.status_code, ruled.json()["ruling"]) == (201, "not_applicable")
    shown = chen.seen(obligation_of(world.sun))
    assert (shown["standing"], shown["waiver"]["ruling"]) == ("not_applicable", "not_applicable")
    assert chen.post(f"{obligation_of(world.sun)}/waiver", reason).status_code == 409


def test_a_duty_says_what_is_owed_in_one_language_at_least(world, plant):
    admin = caller(plant, "admin")
    body = {"key": "own.walk", "evidence_kind": "toy.walk", "on": "2026-03-01"}
    made = admin.post("/duties", body | {"text_zh": "巡查责任区"}).json()
    assert (made["text_en"], made["text_zh"]) == ("", "巡查责任区")
    address = f"/duties/{made['id']}/changes"
    changed = admin.post(address, {"text_en": "Walk", "text_zh": "", "on": "2026-04-01"}).json()
    assert (changed["text_en"], changed["text_zh"]) == ("Walk", "")
    wordless = {"text_en": "  ", "on": "2026-05-01"}
    assert list(blamed(admin.post(address, wordless))) == ["text_en"]
    nothing = body | {"text_en": "Walk", "evidence_kind": "", "key": "own.other"}
    assert list(blamed(admin.post("/duties", nothing))) == ["evidence_kind"]
    unknown = nothing | {"evidence_kind": "nobody.knows"}
    assert list(blamed(admin.post("/duties", unknown))) == ["evidence_kind"]


def numbers_owed(world, *posts: Post, duties: int = 1) -> None:
    for _number in range(duties):
        world.duty(
            *posts,
            text_en="Keep the share",
            measure="indicator",
            evidence_kind=None,
            cadence="yearly",
            indicator="toy.share",
            comparison="gte",
            target=Decimal("0.95"),
        )
    open_periods(now=timezone.now())


def test_an_indicator_tells_how_it_stands_before_its_year_is_over(world, plant, shares):
    numbers_owed(world, world.team_leader_a)
    shares[world.team_a.path] = Measurement(Decimal(7), Decimal(9))
    li = caller(plant, "li")
    end = f"{today().year}-12-31"
    (row,) = li.items(f"/obligations?first={end}&last={end}&kind=toy.share")
    read = row["reading"]
    assert {name: read[name] for name in ("value", "numerator", "denominator", "target")} == {
        "value": "0.7778",
        "numerator": "7",
        "denominator": "9",
        "target": "0.9500",
    }
    assert (read["comparison"], read["final"], read["met"]) == ("gte", False, False)
    assert li.seen(f"/obligations/{row['id']}")["reading"] | {"at": ""} == read | {"at": ""}
    shares[world.team_a.path] = Measurement(Decimal(19), Decimal(20))
    assert li.seen(f"/obligations/{row['id']}")["reading"]["met"] is True
    mine = li.seen(f"/people/{world.li.pk}/duties")["measured"]
    # In December the line of the month has it, and nothing waits to be read after the month.
    waiting = [True] if today().month < 12 else []
    assert [each["reading"]["met"] for each in mine] == waiting
    (walk,) = li.items(f"/obligations?{MARCH}&person={world.wang.pk}")
    assert walk["reading"] is None
    assert told(caller(plant, "ma").get(f"/obligations/{row['id']}"))[0] == 404
    later = datetime(today().year + 1, 2, 1, tzinfo=UTC)
    close_periods(now=later)
    shares.clear()
    read = li.seen(f"/obligations/{row['id']}")["reading"]
    assert (read["value"], read["final"], read["met"]) == ("0.9500", True, True)


def test_a_list_with_indicators_costs_the_same_at_one_and_at_fifty(world, plant, shares):
    zhang, end = caller(plant, "zhang"), f"{today().year}-12-31"
    address = f"/obligations?first={end}&last={end}&kind=toy.share&limit=60"
    posts = (world.workshop_head, world.team_leader_a, world.team_leader_b)
    shares.update(
        {
            unit.path: Measurement(Decimal(1), Decimal(2))
            for unit in (world.workshop, world.team_a, world.team_b)
        }
    )

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            rows = zhang.items(address, "reading")
        assert None not in rows
        return len(asked), len(rows)

    numbers_owed(world, world.team_leader_a)
    cost()
    few, one = cost()
    numbers_owed(world, *posts, duties=17)
    many, rows = cost()
    assert (one, rows, few) == (1, 52, many)


@pytest.fixture
def shares(toy):
    yield toy.SHARES
    toy.SHARES.clear()
