import pytest
from django.test import Client
from django.urls import reverse


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def test_a_visitor_chooses_a_language_and_stays_on_his_page(client):
    response = client.post(
        reverse("choose_language"), {"language": "zh-hans", "next": "/_ui/?q=oil"}
    )
    assert (response.status_code, response["Location"]) == (302, "/_ui/?q=oil")
    assert '<html lang="zh-Hans">' in client.get(reverse("gallery")).content.decode()


def test_an_unknown_language_changes_nothing(client):
    client.post(reverse("choose_language"), {"language": "tlh", "next": "/_ui/"})
    assert '<html lang="en">' in client.get(reverse("gallery")).content.decode()


def test_a_visitor_chooses_dark_and_follows_the_machine_again(client):
    client.post(reverse("choose_theme"), {"theme": "dark", "next": "/_ui/"})
    assert '<html lang="en" data-theme="dark">' in client.get(reverse("gallery")).content.decode()
    client.post(reverse("choose_theme"), {"theme": "", "next": "/_ui/"})
    assert '<html lang="en">' in client.get(reverse("gallery")).content.decode()


def test_an_unknown_theme_changes_nothing(client):
    client.post(reverse("choose_theme"), {"theme": '"><script>'})
    assert '<html lang="en">' in client.get(reverse("gallery")).content.decode()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_a_choice_never_leads_to_another_site(client, target):
    response = client.post(reverse("choose_theme"), {"theme": "dark", "next": target})
    assert response["Location"] == "/"


def test_a_choice_is_made_by_post_only(client):
    assert client.get(reverse("choose_language")).status_code == 405
