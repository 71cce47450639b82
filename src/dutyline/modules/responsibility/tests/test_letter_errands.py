"""Letters of very many people: made and opened by the worker, once, however often it is killed."""

import pytest

from dutyline.jobs.errands import do
from dutyline.kernel.access.operations import close_account
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.errands.operations import actor_of_errand, take
from dutyline.kernel.history.models import Entry
from dutyline.kernel.registry import errand_kind
from dutyline.modules.responsibility import letter_errands
from dutyline.modules.responsibility.models import Letter, LetterRound, LetterText
from dutyline.modules.responsibility.operations.letters import shared
from dutyline.modules.responsibility.tests.desk import AT
from dutyline.modules.responsibility.tests.letters import Letters
from dutyline.modules.responsibility.tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(monkeypatch):
    """Return pages on which seven letters are very many, two posts at a time."""
    monkeypatch.setattr(letter_errands, "AT_ONCE", 3)
    monkeypatch.setattr(shared, "AT_ONCE", 2)
    return Pages(monkeypatch)


@pytest.fixture
def letters(pages):
    """Return letters that are set up."""
    found = Letters(pages.here)
    found.cards()
    found.set_up()
    return found


def address(verb=""):
    return f"/letters/years/{LetterRound.objects.get().pk}/{verb}"


def asked(pages, verb):
    """Return the errand Chen asks for by the page of a verb."""
    sent = pages.post("chen", address(f"{verb}/"), once=verb)
    errand = Errand.objects.order_by("-pk")[0]
    assert sent["Location"] == f"/errands/{errand.pk}/"
    return errand


def done(errand):
    """Let the worker do an errand."""
    errand.refresh_from_db()
    assert take(errand, holder="worker", at=AT)
    do(errand, "worker")
    errand.refresh_from_db()
    return errand


class Killed(BaseException):
    """What a kill looks like from inside: nothing catches it."""


def killed(errand, after):
    """Let the worker begin an errand, and kill it after some parts."""
    parts = []

    def progress(*far):
        parts.append(far)
        if len(parts) == after:
            raise Killed

    with pytest.raises(Killed):
        errand_kind(errand.kind).run(actor_of_errand(errand, AT), errand.parameters, progress)
    return parts


def written(verb):
    return Entry.objects.filter(verb=f"responsibility.{verb}")


def test_very_many_letters_are_made_and_opened_by_the_worker_and_the_map_tells(pages, letters):
    errand = asked(pages, "generation")
    assert Letter.objects.count() == 0
    waiting = pages.get("chen", address())
    assert (waiting.context["underway"], waiting.context["offers"]) == (errand, [])
    assert f"/errands/{errand.pk}/" in waiting.content.decode()
    # Zhao sees that it goes on; the task is Chen's.
    others = pages.get("zhao", address())
    assert (others.context["underway"], others.context["own_errand"]) == (errand, False)
    assert done(errand).counts == {"letters": 7, "without_card": 0}
    page = pages.get("chen", f"/errands/{errand.pk}/").content.decode()
    assert f'href="{address()}"' in page
    assert "Letters made: 7" in page
    opening = done(asked(pages, "opening"))
    assert (opening.state, opening.counts) == ("done", {"opened": 1})
    assert letters.states()["zhao"] == "open"
    assert "underway" not in pages.get("chen", address()).context
    told = written("letters_generated").get()
    assert (told.by_name, told.data["number"]) == ("Chen Jing", 7)


def test_a_killed_errand_goes_on_where_it_stopped_and_doubles_nothing(pages, letters):
    errand = asked(pages, "generation")
    assert killed(errand, after=2) == [(2, 7), (4, 7)]
    before = set(Letter.objects.values_list("pk", "text"))
    assert (len(before), LetterRound.objects.get().generated_at) == (4, None)
    assert done(errand).counts == {"letters": 7, "without_card": 0}
    assert before < set(Letter.objects.values_list("pk", "text"))
    assert (Letter.objects.count(), LetterText.objects.count()) == (7, 6)
    assert written("letters_generated").get().data["number"] == 7


def test_an_errand_run_again_after_all_was_done_says_the_same_and_writes_nothing(pages, letters):
    for verb, kept in (("generation", "letters_generated"), ("opening", "letters_opened")):
        errand = asked(pages, verb)
        counts = done(errand).counts
        rows = list(Letter.objects.order_by("pk").values())
        kind = errand_kind(errand.kind)
        again = kind.run(actor_of_errand(errand, AT), errand.parameters, lambda *_: None)
        assert again.counts == counts
        assert list(Letter.objects.order_by("pk").values()) == rows
        assert written(kept).count() == 1


def test_a_killed_opening_opens_once(pages, letters):
    done(asked(pages, "generation"))
    errand = asked(pages, "opening")
    killed(errand, after=2)
    assert LetterRound.objects.get().opened_at is None
    assert done(errand).counts == {"opened": 1}
    assert written("letters_opened").count() == 1


def test_letters_under_way_are_not_asked_for_twice(pages, letters):
    errand = asked(pages, "generation")
    for name, verb in (("chen", "generation"), ("chen", "opening"), ("admin", "generation")):
        refused = pages.post(name, address(f"{verb}/"), once=f"{name} {verb}")
        assert refused.status_code == 422
        assert "Wait until that is done." in refused.content.decode()
    assert Errand.objects.get() == errand


def test_the_worker_uses_no_right_the_asker_has_lost(pages, letters):
    errand = asked(pages, "generation")
    close_account(by=pages.here.plant.by, account=errand.asked_by, at=AT)
    failed = done(errand)
    assert (failed.state, failed.error) == ("failed", "You may no longer do this.")
    assert Letter.objects.count() == 0


def test_few_letters_are_there_at_once(pages, letters, monkeypatch):
    monkeypatch.setattr(letter_errands, "AT_ONCE", 7)
    assert pages.post("chen", address("generation/"), once="g")["Location"] == address()
    assert (Letter.objects.count(), Errand.objects.count()) == (7, 0)
