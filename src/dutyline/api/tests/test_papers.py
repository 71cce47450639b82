"""Papers of people and posts: for whom the page opens, by token too."""

import pytest

from dutyline.api.tests.calling import caller
from dutyline.kernel.access.permissions import Access

pytestmark = pytest.mark.django_db


def paper(answer):
    return answer.status_code, answer.content[:4]


def test_a_person_has_his_own_line_on_paper_and_so_have_those_above_him(plant):
    wang = plant.people.wang.pk
    for who in ("wang", "li", "zhang"):
        answer = caller(plant, who).get(f"/people/{wang}/person.pdf")
        assert paper(answer) == (200, b"%PDF"), who
    for who in ("sun", "ma"):
        assert caller(plant, who).get(f"/people/{wang}/person.pdf").status_code == 404, who


def test_a_token_about_something_else_prints_nobody(plant):
    narrow = caller(plant, "li", Access.LINE_VIEW)
    assert narrow.get(f"/people/{plant.people.li.pk}/person.pdf").status_code == 403
    assert narrow.get(f"/posts/{plant.posts.operator_a.pk}/post.pdf").status_code == 404


def test_the_month_or_year_is_named_as_on_the_page(plant):
    path = f"/people/{plant.people.wang.pk}/person.pdf"
    wang = caller(plant, "wang")
    assert paper(wang.get(f"{path}?month=2026-02")) == (200, b"%PDF")
    assert paper(wang.get(f"{path}?year=2026")) == (200, b"%PDF")
    assert wang.get(f"{path}?month=2026-13").status_code == 422
    assert wang.get(f"{path}?year=1900").status_code == 404


def test_a_post_card_is_printed_in_scope_only(plant):
    post = plant.posts.operator_a.pk
    assert paper(caller(plant, "wang").get(f"/posts/{post}/post.pdf")) == (200, b"%PDF")
    assert caller(plant, "ma").get(f"/posts/{post}/post.pdf").status_code == 404
    assert caller(plant, "ma").get("/posts/987654/post.pdf").status_code == 404
