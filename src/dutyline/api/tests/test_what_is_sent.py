"""What arrives is read strictly, and what cannot be accepted is said field by field."""

import json

import pytest

from dutyline.api.tests.calling import blamed, told


def team(plant, **changes):
    return {
        "name": "Pilot plant",
        "kind": "team",
        "parent_id": plant.units.workshop.pk,
        "on": "2026-12-01",
        **changes,
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("bogus=1", "bogus"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=1&limit=2", "limit"),
        ("limit=many", "limit"),
        ("cursor=abc", "cursor"),
        ("q=%00", "q"),
        ("q=" + "x" * 101, "q"),
        ("under=0", "under"),
        ("under=99999999999999999999", "under"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_refused(wang, query, field):
    assert list(blamed(wang.get(f"/units?{query}"))) == [field]


def test_parameters_are_refused_where_none_are_known(plant, wang):
    assert list(blamed(wang.get("/me?verbose=1"))) == ["verbose"]
    assert list(blamed(wang.get(f"/units/{plant.units.team_a.pk}?x=1"))) == ["x"]


def test_a_cursor_of_another_list_is_refused(admin):
    cursor = admin.seen("/people?limit=1")["next"]
    assert list(blamed(admin.get(f"/appointments?cursor={cursor}"))) == ["cursor"]


def test_lists_are_read_on_to_their_end(admin):
    seen, address = [], "/units?limit=3"
    while address:
        page = admin.seen(address)
        seen += [row["id"] for row in page["items"]]
        address = page["next"] and f"/units?limit=3&cursor={page['next']}"
    assert seen == admin.items("/units", "id")
    assert len(seen) == len(set(seen)) == 8


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "kingdom"}, "kind"),
        ({"on": "2026-02-30"}, "on"),
        ({"on": "0001-01-01"}, "on"),
        ({"nickname": "P"}, "nickname"),
        ({"parent_id": None}, "parent_id"),
        ({"parent_id": 2**70}, "parent_id"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ],
)
def test_a_field_that_cannot_be_accepted_is_named(plant, admin, change, field):
    assert list(blamed(admin.post("/units", team(plant, **change)))) == [field]


@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b'{"name": "a\\u0000"}', b'{"name": "\\ud800"}', b'{"on": NaN}']
)
def test_what_is_no_json_a_database_can_keep_is_refused(admin, body):
    status, _problem = told(admin.post("/units", body))
    assert status == 400


def test_a_body_larger_than_is_taken_at_once_is_refused(plant, admin, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    status, _problem = told(admin.post("/units", team(plant, name="x" * 2000)))
    assert status == 413


def test_a_list_where_an_object_is_wanted_is_refused(admin):
    assert admin.post("/units", json.loads("[1]")).status_code == 422


def test_what_is_out_of_scope_is_told_like_what_does_not_exist(plant, wang):
    foreign, gone = plant.units.coatings.pk, 999_999
    for method, path, body in (
        ("GET", "/units/{}", None),
        ("GET", "/units/{}/versions", None),
        ("GET", "/units/{}/board", None),
        ("POST", "/units/{}/closure", {"on": "2026-12-01"}),
        ("GET", "/history?subject_type=organisation.unit&subject_id={}", None),
        ("GET", "/files?subject_type=organisation.unit&subject_id={}", None),
    ):
        answers = [told(wang.send(method, path.format(pk), body)) for pk in (foreign, gone)]
        assert answers[0] == answers[1], path
        assert answers[0][0] == 404, path


def test_an_id_in_a_body_out_of_scope_is_told_like_one_that_does_not_exist(plant, wang):
    for field, body in (
        ("unit_id", {"title": "Fitter", "on": "2026-12-01"}),
        ("superior_id", {"title": "Fitter", "on": "2026-12-01", "unit_id": plant.units.team_a.pk}),
    ):
        foreign = {
            "unit_id": plant.units.coatings.pk,
            "superior_id": plant.posts.coatings_principal.pk,
        }
        refusals = [
            told(wang.post("/posts", body | {field: pk})) for pk in (foreign[field], 999_999)
        ]
        words = [json.dumps(each).replace(str(foreign[field]), "999999") for each in refusals]
        assert words[0] == words[1]
        assert refusals[0][0] == 422
        assert [each["field"] for each in refusals[0][1]["errors"]] == [field]


def test_a_filter_out_of_scope_is_no_oracle(plant, wang):
    answers = [told(wang.get(f"/appointments?person={pk}")) for pk in (plant.people.ma.pk, 999_999)]
    assert [status for status, _problem in answers] == [422, 422]


def test_an_address_nobody_answers_is_a_problem_document_too(wang):
    missed = wang.get("/nothing-of-the-kind")
    assert (missed.status_code, missed["Content-Type"]) == (404, "application/problem+json")
    assert missed.json()["title"] == wang.get("/units/999999").json()["title"]


@pytest.mark.parametrize("path", ["/imports", "/units"])
def test_parts_without_a_boundary_between_them_cannot_be_read(plant, admin, path):
    headers = {"Authorization": f"Bearer {admin.secret}", "Idempotency-Key": "a long word"}
    sent = (json.dumps(team(plant)), "multipart/form-data")
    answer = admin.client.generic("POST", f"/api/v1{path}", *sent, headers=headers)
    problem = {"type": "about:blank", "title": "This request cannot be read", "status": 400}
    assert told(answer) == (400, problem)
