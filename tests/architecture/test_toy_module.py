"""A module is one folder and one line in settings: everything it declares appears by itself."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from dutyline.api.frame import build
from dutyline.kernel.access.operations import open_account
from dutyline.kernel.access.tests.plant import plant as build_plant
from dutyline.kernel.registry import evidence_kind, manifests, permission_label, role, subject
from dutyline.kernel.registry.tests.toy import toy_module

pytestmark = pytest.mark.django_db(transaction=True)
FILES = {
    "manifest.py": """
        from django.utils import timezone

        from dutyline.kernel.registry import (
            EvidenceKind, Manifest, NavItem, Permission, Subject, Todo, TodoSource,
        )


        class Talks(Permission):
            VIEW = "talks.view"


        def pending(person_id, limit):
            return [Todo("Hold the toolbox talk", "", "/talks/", "Hold", timezone.now())][:limit]


        def url_for(source):
            return "/talks/"


        manifest = Manifest(
            key="talks",
            name="Toolbox talks",
            url_prefix="talks/",
            urls="toolbox_talks.urls",
            api="toolbox_talks.api.router",
            permissions=Talks,
            permission_labels={Talks.VIEW: "See talks"},
            role_additions={"employee": frozenset({Talks.VIEW})},
            navigation=(NavItem("mine", "Talks", "talks:list", 50, permission=Talks.VIEW),),
            evidence_kinds=(EvidenceKind("talks.held", "Talk held", url_for, lambda: []),),
            todos=(TodoSource("talks.next", "Talks", pending),),
            subjects=(Subject("talks.talk", "Talk", lambda actor, pk: True, lambda pk: "/talks/"),),
        )
    """,
    "urls.py": """
        from django.shortcuts import render
        from django.urls import path


        def talks(request):
            return render(request, "toolbox_talks/talks.html")


        urlpatterns = [path("", talks, name="list")]
    """,
    "api.py": """
        from ninja import Router

        router = Router()


        @router.get("/talks")
        def talks(request):
            return []
    """,
    "models.py": """
        from django.db import models


        class Talk(models.Model):
            topic = models.CharField(max_length=80)
    """,
    "templates/toolbox_talks/talks.html": """
        {% extends "shell/frame.html" %}
        {% block heading %}Talks of this month{% endblock %}
    """,
}


@pytest.fixture
def talks(tmp_path):
    with toy_module(tmp_path, "toolbox_talks", FILES) as package:
        yield package


def test_a_module_shows_its_page_permission_evidence_and_to_do(talks, client):
    plant = build_plant()
    account = open_account(
        by=plant.actor("admin"), person=plant.people.wang, username="wang", at=timezone.now()
    )
    client.force_login(account)
    assert reverse("talks:list") == "/talks/"
    page = client.get("/talks/")
    assert b"Talks of this month" in page.content
    assert b'href="/talks/"' in page.content, "it stands in the menu of whoever may see it"
    assert plant.actor("wang").can("talks.view", plant.units.team_a.path)
    assert not plant.actor("stranger").can("talks.view")
    assert permission_label("talks.view") == "See talks"
    assert "talks.view" in role("employee").permissions
    assert evidence_kind("talks.held").label == "Talk held"
    assert subject("talks.talk").label == "Talk"
    todos = [todo for each in manifests() for source in each.todos for todo in source.pending(1, 9)]
    assert "Hold the toolbox talk" in [str(todo.title) for todo in todos]


def test_a_module_brings_its_tables_and_its_api(talks):
    call_command("migrate", run_syncdb=True, verbosity=0)
    talk = apps.get_model("toolbox_talks", "Talk")
    assert talk.objects.create(topic="Ladders").pk
    assert "/api/v1/talks" in build().get_openapi_schema(path_prefix="/api/v1/")["paths"]


def test_without_its_line_a_module_is_gone(tmp_path):
    with toy_module(tmp_path, "toolbox_talks", FILES):
        pass
    assert "talks" not in [manifest.key for manifest in manifests()]
