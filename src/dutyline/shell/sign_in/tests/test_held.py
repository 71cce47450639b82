"""A sign-in that ends in the middle of work loses nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.operations import open_account
from dutyline.kernel.access.tests.plant import plant as build
from dutyline.kernel.registry.tests.toy import toy_module
from dutyline.shell.sign_in.held import forget_old

pytestmark = pytest.mark.django_db
NOW = timezone.now()
FILES = {
    "manifest.py": """
        from dutyline.kernel.registry import Manifest

        manifest = Manifest(key="toy", name="Toy", url_prefix="toy/", urls="toy_forms.urls")
    """,
    "urls.py": """
        from django.contrib.auth.decorators import login_required
        from django.http import HttpResponse, JsonResponse
        from django.shortcuts import redirect
        from django.urls import path

        received = []


        @login_required
        def form(request):
            if request.method == "GET":
                return HttpResponse("form")
            if not request.POST.get("words"):
                return HttpResponse("what?", status=422)
            photos = [photo.read() for photo in request.FILES.getlist("photo")]
            received.append((request.POST.getlist("words"), photos, request.user.username))
            return redirect("/toy/done/")


        urlpatterns = [path("form/", form, name="form")]
    """,
}


@pytest.fixture(autouse=True)
def toy(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    with toy_module(tmp_path, "toy_forms", FILES):
        from toy_forms import urls

        yield urls


@pytest.fixture
def plant():
    return build()


def sign_in(client, plant, name):
    account = open_account(
        by=plant.actor("admin"), person=getattr(plant.people, name), username=name, at=NOW
    )
    client.force_login(account)
    client.get("/toy/form/")
    return account


def end_session(client):
    client.session.flush()


def send(client, **fields):
    photo = SimpleUploadedFile("rail.jpg", b"photo bytes")
    return client.post("/toy/form/?item=9", {"words": ["loose", "rail"], "photo": photo, **fields})


def test_a_form_sent_after_the_sign_in_ended_waits_with_its_photo(client, plant, toy):
    account = sign_in(client, plant, "wang")
    end_session(client)
    refused = send(client, once="abc")
    assert refused["Location"].startswith("/account/login/?next=%2Faccount%2Fheld%2F")
    assert toy.received == []
    client.force_login(account)
    waiting = refused["Location"].partition("next=")[2].replace("%2F", "/")
    page = client.get(waiting)
    held = page.context["held"]
    assert held.address == "/toy/form/?item=9"
    assert dict(held.fields)["once"] == "abc"
    assert page.content.count(b"<dd>rail.jpg</dd>") == 1
    sent = client.post(held.address, {"words": ["loose", "rail"], "held": held.key})
    assert sent["Location"] == "/toy/done/"
    assert toy.received == [(["loose", "rail"], [b"photo bytes"], "wang")]
    assert client.get(waiting)["Location"] == "/"


def test_the_sign_in_page_says_that_the_form_is_kept(client, plant):
    sign_in(client, plant, "wang")
    end_session(client)
    words = b"What you sent is kept. Sign in again and send it on the next page."
    assert client.get(send(client)["Location"]).content.count(words) == 1
    for elsewhere in ("/account/login/", "/account/login/?next=/toy/form/"):
        assert client.get(elsewhere).content.count(words) == 0


def test_of_a_held_form_people_see_their_words_and_no_names_of_fields(client, plant):
    account = sign_in(client, plant, "wang")
    end_session(client)
    said = {"i48-verdict": "fault", "i48-note": "leak at the pump", "i48-more": "漏油", "due": ""}
    waiting = send(client, once="abc", **said)["Location"].partition("next=")[2]
    client.force_login(account)
    page = client.get(waiting.replace("%2F", "/"))
    held = page.context["held"]
    assert held.written == ["leak at the pump", "漏油"]
    assert held.chosen == 3
    shown = page.content.decode().partition('action="/toy/form/')[0]
    assert "leak at the pump<br>漏油" in shown
    assert "i48" not in shown


def test_what_was_refused_for_another_reason_still_waits(client, plant, toy):
    account = sign_in(client, plant, "wang")
    end_session(client)
    waiting = send(client)["Location"].partition("next=")[2].replace("%2F", "/")
    client.force_login(account)
    held = client.get(waiting).context["held"]
    assert client.post(held.address, {"held": held.key}).status_code == 422
    assert client.get(waiting).status_code == 200


def test_nobody_else_who_signs_in_on_this_device_gets_the_form(client, plant, toy):
    sign_in(client, plant, "wang")
    end_session(client)
    waiting = send(client)["Location"].partition("next=")[2].replace("%2F", "/")
    key = waiting.strip("/").rpartition("/")[2]
    sign_in(client, plant, "li")
    assert client.get(waiting)["Location"] == "/"
    client.post("/toy/form/", {"words": "mine", "held": key})
    assert toy.received == [(["mine"], [], "li")]


def test_a_stranger_cannot_fill_the_disk(client, plant, settings):
    build_nothing = settings.HOME / "held"
    refused = send(client)
    assert refused["Location"].startswith("/account/login/?next=")
    assert not build_nothing.exists()


def test_what_is_sent_about_an_account_itself_is_never_kept(client, plant, settings):
    sign_in(client, plant, "wang")
    end_session(client)
    refused = client.post("/account/security/app/", {"code": "123456"})
    assert refused["Location"].startswith("/account/login/?next=")
    assert "held" not in refused["Location"]
    assert not (settings.HOME / "held").exists()


def test_a_form_can_be_thrown_away_and_is_forgotten_after_a_day(client, plant):
    account = sign_in(client, plant, "wang")
    keys = []
    for _ in range(2):
        end_session(client)
        waiting = send(client)["Location"].partition("next=")[2].replace("%2F", "/")
        client.force_login(account)
        keys.append(waiting)
    assert client.post(keys[0])["Location"] == "/"
    assert client.get(keys[0]).status_code == 302
    now = datetime.now(UTC)  # by the clock of the machine, which dates the files
    assert forget_old(now + timedelta(hours=23)) == 0
    assert forget_old(now + timedelta(hours=25)) == 1


def test_no_path_of_a_stranger_reaches_outside(client, plant):
    sign_in(client, plant, "wang")
    for key in ("..", ".", "%2e%2e", "a" * 500):
        assert client.get(reverse("held_form", args=[key]))["Location"] == "/"


def test_a_part_of_a_page_never_becomes_a_sign_in_page(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/round/7/"}
    asked = client.get("/toy/form/", headers=headers)
    typed = client.post("/toy/form/", {"words": "x"}, headers=headers)
    address = "/account/login/?next=%2Fround%2F7%2F"
    assert (asked.status_code, asked["HX-Redirect"]) == (401, address)
    assert (typed.status_code, typed["X-Sign-In"]) == (401, address)
    assert "HX-Redirect" not in typed
