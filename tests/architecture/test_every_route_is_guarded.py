"""Everybody at every door: nobody opens what is not his, and no door is forgotten."""

import json
from collections.abc import Mapping
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.architecture.policy import every_policy
from tests.architecture.policy.doors import PEOPLE, Answer, Policy, Thing
from tests.architecture.routes import Route, every_route
from tests.architecture.world import World, build_world

MOVED = range(300, 400)


def test_every_route_has_a_policy_and_every_policy_a_route():
    routes, policies = every_route().keys(), every_policy().keys()
    unlisted, gone = sorted(routes - policies), sorted(policies - routes)
    assert not unlisted, said("Write who may open these in tests/architecture/policy/:", unlisted)
    assert not gone, said("These policies have no route any more:", gone)


@pytest.mark.django_db
def test_everybody_is_answered_as_the_policy_says(settings, tmp_path):
    settings.HOME = tmp_path
    world = build_world()
    routes = every_route()
    wrong = []
    for key, policy in every_policy().items():
        for who, expected in zip(PEOPLE, policy.answers, strict=True):
            if key in routes:
                answer = ask(world, who, routes[key], policy)
                if answer != expected:
                    wrong.append(f"{key} as {who}: {answer}, should be: {expected}")
    assert not wrong, said("Doors that answer otherwise than their policy says:", wrong)


def said(headline: str, lines: list[str]) -> str:
    return "\n  ".join([headline, *lines])


def ask(world: World, who: str, route: Route, policy: Policy) -> Answer:
    """Return what `who` is told at a route; whatever it changed is undone."""
    values = {name: world.things[policy.needs.get(name, name)] for name in route.parameters}
    address = route.filled(values) + policy.query.format_map(world.things)
    with transaction.atomic():
        browser = Client(raise_request_exception=False)
        browser.cookies = SimpleCookie(world.cookies[who])
        if route.method:
            body = with_things(policy.body, world.things)
            response = send(browser, route.method, address, body)
            answer = answer_of_api(response)
        else:
            response = page(browser, address, policy)
            answer = answer_of_page(response)
        if response.streaming:
            # What is sent in pieces stays open until its last one. Closing it by hand would also
            # tell the connections that the request is over, in the middle of this transaction.
            for _ in response:
                pass
        transaction.set_rollback(True)
    return answer


def send(browser: Client, method: str, address: str, body: object) -> HttpResponse:
    if method == "GET":
        return browser.get(address)
    return browser.generic(method, address, json.dumps(body), content_type="application/json")


def with_things(body: object, things: dict[str, object]) -> object:
    """Return a body with the ids of the things it names."""
    if isinstance(body, Thing):
        return int(str(things[body.name]))
    if isinstance(body, Mapping):
        return {name: with_things(value, things) for name, value in body.items()}
    if isinstance(body, list):
        return [with_things(each, things) for each in body]
    return body


def page(browser: Client, address: str, policy: Policy) -> HttpResponse:
    """Ask by GET, and by POST where GET is not taken."""
    response = browser.get(address)
    if response.status_code == 405:
        response = browser.post(address, policy.body)
    return response


def answer_of_page(response: HttpResponse) -> Answer:
    if response.status_code in MOVED and response["Location"].startswith("/account/login/?next"):
        return Answer.SIGN_IN
    if response.status_code in {404, 403}:
        return Answer.NOTHING
    shown = response.status_code < 400 or response.status_code in {409, 422}
    return Answer.OPEN if shown else Answer.BROKEN


def answer_of_api(response: HttpResponse) -> Answer:
    answers = {401: Answer.SIGN_IN, 403: Answer.NO, 404: Answer.NOTHING, 422: Answer.INVALID}
    if response.status_code < 300 or response.status_code == 409:
        return Answer.OPEN
    return answers.get(response.status_code, Answer.BROKEN)
