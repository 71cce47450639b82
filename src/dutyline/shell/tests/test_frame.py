import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from dutyline.kernel.access.actor import Actor, ActorKind, Reach
from dutyline.kernel.access.models import Account
from dutyline.kernel.registry import Manifest, NavItem
from dutyline.shell import frame as shell_frame
from dutyline.toolkit.counting import Number, Tally

THREE = Number(Account.objects.all(), "3")


def test_a_visitor_has_an_empty_menu_and_costs_no_query():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    shown = shell_frame.frame(request)["frame"]
    assert (shown.sections, shown.dock, shown.person_name) == ((), (), "")


def test_the_deepest_address_is_the_current_one():
    urls = ["/", "/findings/", "/findings/mine/"]
    paths = ("/", "/findings/7/", "/findings/mine/")
    assert [shell_frame._deepest(path, urls) for path in paths] == urls


def test_a_page_outside_the_menu_has_no_current_entry():
    assert shell_frame._deepest("/elsewhere/", ["/", "/findings/"]) == ""


@pytest.fixture
def one_manifest(monkeypatch):
    toy = Manifest(
        key="toy",
        name="Toy",
        navigation=(
            NavItem("setup", "Second", "gallery", order=20),
            NavItem("setup", "First", "gallery", order=10, count=lambda actor: THREE),
            NavItem("mine", "Secret", "gallery", order=1, permission="toy.see"),
            NavItem("line", "Not built in", "nowhere", order=1),
        ),
    )
    monkeypatch.setattr(shell_frame, "manifests", lambda: (toy,))


@pytest.fixture
def account(db):
    return Account.objects.create_user("wang", created_at=timezone.now())


def menu(actor: Actor) -> list[tuple[str, list[tuple[str, int | None]]]]:
    sections = shell_frame._sections(actor, "/elsewhere/", Tally())
    return [
        (str(part.label), [(item.label, item.count) for item in part.items]) for part in sections
    ]


def test_a_person_sees_what_he_may_in_the_order_declared(one_manifest, account):
    stranger = Actor(kind=ActorKind.PERSON, account_id=account.pk)
    assert menu(stranger) == [("Setting up", [("First", 3), ("Second", None)])]


def test_a_right_anywhere_opens_its_entry(one_manifest, account):
    reaches = (Reach(frozenset({"toy.see"}), "/1/"),)
    entitled = Actor(kind=ActorKind.PERSON, reaches=reaches, account_id=account.pk)
    assert [label for label, _ in menu(entitled)] == ["Mine", "Setting up"]


def test_the_dock_leaves_out_what_is_not_built_in_or_not_allowed(one_manifest, monkeypatch):
    entries = (("line", "Shown", "gallery", ""), ("report", "Absent", "nowhere", ""))
    monkeypatch.setattr(shell_frame, "DOCK", entries)
    allowed = Actor(kind=ActorKind.PERSON, reaches=(Reach(frozenset({"toy.see"}), "/1/"),))
    assert [item.label for item in shell_frame._dock(allowed, "/_ui/")] == ["Shown"]
    assert shell_frame._dock(Actor(kind=ActorKind.PERSON), "/_ui/") == ()


class Unreachable:
    @property
    def is_authenticated(self):
        raise DatabaseError


def test_the_error_page_is_drawn_while_the_database_is_down():
    request = RequestFactory().get("/", headers={"cookie": "theme=dark"})
    request.user = Unreachable()
    page = render_to_string("shell/error.html", {"title": "Down", "status": 500}, request)
    assert ('data-theme="dark"' in page, page.count("<h1>Down</h1>")) == (True, 1)


def test_the_error_page_is_drawn_before_anybody_was_recognised():
    request = RequestFactory().get("/")
    page = render_to_string("shell/error.html", {"title": "Wrong", "status": 400}, request)
    assert page.count("<h1>Wrong</h1>") == 1
