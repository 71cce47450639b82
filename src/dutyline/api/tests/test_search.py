"""The search of the site, for programs."""

import pytest

from dutyline.api.tests.calling import blamed, caller
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Appointment, Person, Post
from dutyline.shell.search.views import SHOWN

pytestmark = pytest.mark.django_db


def found(call, words):
    groups = call.seen(f"/search?words={words}")["groups"]
    return {group["kind"]: [hit["title"] for hit in group["items"]] for group in groups}


def test_what_is_in_reach_is_found_by_kind_with_its_page(plant):
    admin = caller(plant, "admin")
    assert found(admin, "mixing") == {"shell.units": ["Mixing Workshop"]}
    assert found(admin, "leader") == {"shell.posts": ["Team leader A", "Team leader B"]}
    (group,) = admin.seen("/search?words=Wang")["groups"]
    (hit,) = group.pop("items")
    assert group == {"kind": "shell.people", "label": "People", "more": False}
    assert (hit["title"], hit["url"]) == ("Wang Fang", f"/people/{plant.people.wang.pk}/")


def test_nobody_finds_what_lies_out_of_reach_and_a_token_no_more_than_it_was_given(plant):
    assert found(caller(plant, "ma"), "Wang") == {}
    assert found(caller(plant, "wang"), "Wang") == {"shell.people": ["Wang Fang"]}
    assert found(caller(plant, "li", Access.LINE_VIEW), "Wang") == {}


def test_a_kind_shows_a_few_hits_and_says_that_there_are_more(plant):
    for number in range(SHOWN + 3):
        person = Person.objects.create(name=f"Crew {number}", number=f"crew-{number}")
        post = Post.objects.get(pk=plant.posts.operator_b.pk)
        Appointment.objects.create(person=person, post=post, valid_from=post.valid_from)
    group = caller(plant, "admin").seen("/search?words=crew")["groups"][0]
    assert (len(group["items"]), group["more"]) == (SHOWN, True)


def test_words_are_asked_for_and_bounded(plant):
    admin = caller(plant, "admin")
    for query in ("", "?words=", "?words=%20", f"?words={'x' * 500}"):
        assert list(blamed(admin.get(f"/search{query}"))) == ["words"]
