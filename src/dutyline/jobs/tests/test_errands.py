"""Long work: done once, with the asker's rights of the moment, and never lost."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dutyline.jobs.errands import run_next
from dutyline.jobs.lease import Watch
from dutyline.jobs.worker import work
from dutyline.kernel.access.operations import close_account, open_account
from dutyline.kernel.access.tests.plant import plant as build
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.errands.operations import TooManyErrands, ask_errand, forget
from dutyline.kernel.files.storage import path_of
from dutyline.kernel.registry.tests.toy import toy_module

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MANIFEST = """
    import tempfile
    from pathlib import Path

    from dutyline.kernel.registry import ErrandKind, Manifest, Product, Refusal

    began = []


    class Nonsense(Refusal):
        message = "That is nonsense: {what}."


    def run(actor, parameters, progress):
        began.append((actor.name, actor.limits, parameters))
        if parameters.get("fault"):
            raise RuntimeError("a secret path")
        if parameters.get("nonsense"):
            raise Nonsense(what=parameters["nonsense"])
        actor.require("organisation.view")
        progress(1, 2)
        path = Path(tempfile.mkdtemp()) / "list.csv"
        path.write_text("a,b")
        return Product(path, "list.csv", "text/csv", {"rows": 1})


    manifest = Manifest(key="toy", name="Toy", errands=(ErrandKind("toy.list", "A list", run),))
"""


@pytest.fixture(autouse=True)
def toy(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    with toy_module(tmp_path, "toy_errands", {"manifest.py": MANIFEST}):
        from toy_errands import manifest

        yield manifest


@pytest.fixture
def plant():
    return build()


def sign_up(plant, name):
    return open_account(
        by=plant.actor("admin"), person=getattr(plant.people, name), username=name, at=NOW
    )


def ask(plant, account, **parameters):
    by = replace(plant.actor(account.username), account_id=account.pk)
    return ask_errand(by=by, kind="toy.list", parameters=parameters, at=NOW)


def run(errand):
    assert run_next("me", Watch(), NOW)
    errand.refresh_from_db()
    return errand


def test_an_errand_is_done_with_its_askers_rights_and_its_file_is_his_alone(plant, toy, client):
    wang, li = sign_up(plant, "wang"), sign_up(plant, "li")
    done = run(ask(plant, wang, since="2026"))
    assert (done.state, done.counts, done.result.name) == ("done", {"rows": 1}, "list.csv")
    assert toy.began == [("Wang Fang", None, {"since": "2026"})]
    assert path_of(done.result.sha256).read_text() == "a,b"
    address = reverse("errands:errand", args=[done.pk])
    client.force_login(li)
    assert client.get(address).status_code == 404
    assert client.get(reverse("files:file", args=[done.result.pk])).status_code == 404
    client.force_login(wang)
    assert b"list.csv" in client.get(address).content
    polled = client.get(address, headers={"HX-Request": "true"})
    assert (polled.status_code, b"<html" in polled.content) == (286, False)
    assert b"A list" in client.get(reverse("errands:errands")).content


def test_rights_lost_since_are_not_used(plant):
    wang = sign_up(plant, "wang")
    errand = ask(plant, wang)
    sign_up(plant, "admin")
    close_account(by=plant.actor("admin"), account=wang, at=NOW)
    done = run(errand)
    assert (done.state, done.error) == ("failed", "You may no longer do this.")


def test_a_token_keeps_its_limits(plant, toy):
    wang = sign_up(plant, "wang")
    by = replace(plant.actor("wang"), account_id=wang.pk, token_id=7, limits=frozenset())
    done = run(ask_errand(by=by, kind="toy.list", parameters={}, at=NOW))
    assert (done.state, toy.began[0][1]) == ("failed", frozenset())


def test_why_it_failed_is_said_in_words_and_a_fault_of_ours_keeps_its_secrets(plant):
    wang = sign_up(plant, "wang")
    assert run(ask(plant, wang, nonsense="x")).error == "That is nonsense: x."
    said = run(ask(plant, wang, fault=1)).error
    assert said == "Something went wrong on our side. The log says what."


def test_nobody_fills_the_queue(plant):
    wang = sign_up(plant, "wang")
    for _ in range(3):
        ask(plant, wang)
    with pytest.raises(TooManyErrands):
        ask(plant, wang)


def test_an_errand_whose_worker_died_is_done_again_but_not_for_ever(plant, toy):
    errand = ask(plant, sign_up(plant, "wang"))
    clock = iter(range(0, 10_000, 40))
    watch = Watch(30, lambda: next(clock))
    for attempt in range(4):
        Errand.objects.filter(pk=errand.pk).update(
            state="running", holder=f"killed {attempt}", pulse=1, finished_at=None, attempts=attempt
        )
        assert not run_next("me", watch, NOW)
        assert run_next("me", watch, NOW)
    errand.refresh_from_db()
    assert (errand.state, len(toy.began)) == ("failed", 3)
    assert errand.error == "This was tried 3 times and never finished."


def test_old_errands_and_their_files_are_forgotten(plant):
    done = run(ask(plant, sign_up(plant, "wang")))
    assert forget(now=timezone.now()) == 0
    assert forget(now=timezone.now() + timedelta(days=8)) == 1
    assert not Errand.objects.filter(pk=done.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_is_asked_and_stops_when_told(plant):
    errand = ask(plant, sign_up(plant, "wang"))
    stop = threading.Event()
    worker = threading.Thread(target=work, args=(stop,))
    worker.start()
    try:
        for _ in range(200):
            errand.refresh_from_db()
            if errand.is_finished:
                break
            stop.wait(0.1)
    finally:
        stop.set()
        worker.join(20)
    assert (errand.state, worker.is_alive()) == ("done", False)
