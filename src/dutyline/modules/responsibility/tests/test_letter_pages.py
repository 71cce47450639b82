"""Letters as people meet them: read, signed, countersigned, refused, answered, mapped, printed."""

from datetime import timedelta

import pytest

from dutyline.kernel.organisation.models import Unit
from dutyline.modules.responsibility.models import Letter, LetterRound, LetterSignature
from dutyline.modules.responsibility.tests.desk import AT
from dutyline.modules.responsibility.tests.letters import YEAR, Letters
from dutyline.modules.responsibility.tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


@pytest.fixture
def letters(pages):
    return Letters(pages.here)


def confirmed(pages, name, ago=timedelta(seconds=10)):
    """Let a person have confirmed who he is some time ago."""
    browser = pages.browser(name)
    session = browser.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": (AT - ago).timestamp(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


def page_of(letter):
    return f"/letters/{letter.pk}/"


def signs(pages, letters, name):
    """Let a person sign his own letter on its page."""
    letter = letters.of(name)
    confirmed(pages, name)
    said = {"text": letter.text.number, "name": letter.person.name}
    return pages.post(name, f"{page_of(letter)}signature/", **said)


def test_a_worker_reads_confirms_who_he_is_signs_and_sees_the_proof(pages, letters):
    letters.opened()
    letters.down("zhao", "zhang", "li")
    letter = letters.of("wang")
    assert [row.state for row in pages.get("wang", "/letters/mine/").context["rows"]] == ["open"]
    page = pages.get("wang", page_of(letter))
    assert [each.label for each in page.context["offers"]] == [
        "Sign it",
        "I do not sign it",
    ]
    assert [each.language for each in page.context["pages"]] == ["en", "zh"]
    address = f"{page_of(letter)}signature/"
    asked = pages.get("wang", address)
    assert asked["Location"] == f"/account/confirm/?next=%2Fletters%2F{letter.pk}%2Fsignature%2F"
    confirmed(pages, "wang")
    form = pages.get("wang", address)
    assert "I carry out my safety duties" in form.content.decode()
    assert form.context["form"]["text"].value() == 1
    wrong = pages.post("wang", address, text=1, name="Li Na")
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["name"])
    sent = pages.post("wang", address, text=1, name="wang fang ")
    assert (sent.status_code, sent["Location"]) == (302, page_of(letter))
    proof = pages.get("wang", page_of(letter)).context["signatures"]
    assert [(each["row"].person_name, each["sealed"]) for each in proof] == [("Wang Fang", True)]
    assert pages.get("wang", address).status_code == 404


def test_a_confirmation_that_is_too_old_signs_nothing(pages, letters):
    letters.opened()
    letter = letters.of("zhao")
    confirmed(pages, "zhao", timedelta(minutes=6))
    sent = pages.post("zhao", f"{page_of(letter)}signature/", text=1, name="Zhao Min")
    assert sent["Location"].startswith("/account/confirm/")
    assert not LetterSignature.objects.exists()


def test_nobody_reaches_the_signature_of_another(pages, letters):
    letters.opened()
    address = f"{page_of(letters.of('zhao'))}signature/"
    for name in ("chen", "admin", "ma", "zhang"):
        confirmed(pages, name)
        assert pages.get(name, address).status_code == 404
        assert pages.post(name, address, text=1, name="Zhao Min").status_code == 404


def test_the_superior_signs_all_that_wait_at_once(pages, letters):
    letters.opened()
    letters.down("zhao", "zhang", "li", "wang", "sun")
    page = pages.get("li", "/letters/people/")
    assert (page.context["waiting"], len(page.context["rows"])) == (2, 2)
    address = "/letters/people/signature/"
    assert pages.get("li", address)["Location"].startswith("/account/confirm/")
    confirmed(pages, "li")
    page = pages.get("li", address)
    offered, text = page.context["form"], page.content.decode()
    assert (text.count('<details class="more">'), text.count('<details class="more" open>')) == (
        1,
        1,
    ), "the first text stands open"
    keys = [f"{letters.of(name).pk}-1" for name in ("wang", "sun")]
    assert sorted(offered.fields["letters"].initial) == sorted(keys)
    nothing = pages.post("li", address, name="Li Na")
    assert list(nothing.context["form"].errors) == ["letters"]
    sent = pages.post("li", address, letters=keys, name="Li Na")
    assert sent["Location"] == "/letters/people/"
    assert letters.states()["wang"] == letters.states()["sun"] == "signed"
    assert pages.get("li", address).status_code == 404
    assert pages.get("wang", address).status_code == 404


def test_a_refusal_reaches_the_superior_and_his_answer_comes_back(pages, letters):
    letters.opened()
    letters.down("zhao", "zhang", "li")
    letter = letters.of("wang")
    empty = pages.post("wang", f"{page_of(letter)}refusal/", reason="")
    assert list(empty.context["form"].errors) == ["reason"]
    assert pages.post("wang", f"{page_of(letter)}refusal/", reason="No gloves").status_code == 302
    refused = pages.get("li", "/letters/people/").context["refused"]
    assert [row.letter.pk for row in refused] == [letter.pk]
    answer = f"{page_of(letter)}answer/"
    assert "No gloves" in pages.get("li", answer).content.decode()
    assert pages.get("zhang", answer).status_code == 404
    assert pages.post("li", answer, kind="again", words="They came today").status_code == 302
    assert [event.quote for event in pages.get("wang", page_of(letter)).context["events"]] == [
        "They came today",
        "No gloves",
    ]
    assert signs(pages, letters, "wang").status_code == 302


def test_one_sees_of_the_superior_what_he_shows(pages, letters):
    letters.opened()
    letters.down("zhao", "zhang", "li")
    own, his = letters.of("wang"), letters.of("li")
    above = f"{page_of(own)}above/"
    told = pages.get("wang", "/letters/mine/").context["above"][0]
    assert (told["told"], told["whole"], told["signed_at"]) == (True, False, AT)
    assert pages.get("wang", above).status_code == 404
    assert pages.get("wang", page_of(his)).status_code == 404
    assert pages.post("li", f"{page_of(his)}showing/", shown="text").status_code == 302
    assert pages.get("wang", above).context["letter"] == his
    pages.post("li", f"{page_of(his)}showing/", shown="nothing")
    assert "signed_at" not in pages.get("wang", "/letters/mine/").context["above"][0]


def test_letters_of_a_year_are_set_up_looked_at_generated_and_opened(pages, letters):
    letters.cards()
    said = {
        "unit": pages.here.plant.units.resin.pk,
        "year": YEAR,
        "language": "both",
        "due_days": 7,
        "partner_for": "the committee",
    }
    lacking = pages.post("chen", "/letters/years/new/", **said)
    assert list(lacking.context["form"].errors) == ["partner_post"]
    unknown = pages.post("chen", "/letters/years/new/", **said, partner_person="Nobody")
    assert list(unknown.context["form"].errors) == ["partner_person"]
    made = pages.post("chen", "/letters/years/new/", **said, partner_person="Ma Chao")
    row = LetterRound.objects.get()
    address = f"/letters/years/{row.pk}/"
    assert made["Location"] == address
    look = pages.get("chen", f"{address}preview/?post={pages.here.operator.pk}")
    assert "The reactor and its platform" in look.content.decode()
    assert pages.get("chen", f"{address}preview/?post=999999").status_code == 404
    assert pages.post("chen", f"{address}generation/", once="1").status_code == 302
    assert Letter.objects.count() == 7
    changed = said | {"language": "zh", "partner_person": "ma"}
    assert pages.post("chen", f"{address}change/", **changed).status_code == 302
    assert list(letters.of("wang").text.content) == ["zh"]
    assert pages.get("chen", address).context["offers"][0].label == "Open for signing"
    assert pages.post("chen", f"{address}opening/", once="2").status_code == 302
    assert pages.get("chen", address).context["offers"] == []
    assert letters.states()["zhao"] == "open"
    for verb in ("generation", "opening", "preview", "change"):
        assert pages.get("zhang", f"{address}{verb}/").status_code == 404


def test_the_year_proposed_is_the_first_that_can_still_be_set_up(pages, letters):
    def proposed():
        return pages.get("chen", "/letters/years/new/").context["form"]["year"].value()

    letters.cards()
    assert proposed() == YEAR
    row = letters.set_up()
    assert proposed() == YEAR + 1, "a round below the unit takes its year too"
    LetterRound.objects.filter(pk=row.pk).update(year=YEAR + 1)
    assert proposed() == YEAR


def test_units_of_one_name_are_told_apart_by_the_unit_above(pages, letters):
    units = pages.here.plant.units
    Unit.objects.filter(pk__in=[units.team_a.pk, units.team_b.pk]).update(name="Safety office")
    Unit.objects.filter(pk=units.team_b.pk).update(parent=units.resin)
    apart = {"Safety office, Polymerisation Workshop", "Safety office, Lanjiang Resin Co."}
    named = [name for _unit, name in pages.get("chen", "/letters/").context["units"]]
    assert (set(named) & apart, "Polymerisation Workshop" in named) == (apart, True)
    offered = pages.get("chen", "/letters/years/new/").context["form"].fields["unit"].choices
    labels = {str(label).replace("– ", "") for _pk, label in offered}
    assert apart <= labels
    goals = pages.get("chen", "/goals/").content.decode()
    assert all(name in goals for name in apart)


def test_the_map_goes_down_level_by_level(pages, letters):
    row = letters.opened()
    letters.down("zhao", "zhang", "li", "wang")
    letters.countersign("li", "wang")
    address = f"/letters/years/{row.pk}/"
    units = pages.here.plant.units
    top = pages.get("zhao", address)
    assert top.context["unit"] == units.resin
    shop = next(each for each in top.context["branches"] if each.letters)
    team = pages.get("zhang", f"{address}?unit={units.team_a.path}")
    assert {each.letter.person.number: each.state for each in team.context["rows"]} == {
        "li": "held",
        "wang": "signed",
        "sun": "open",
    }
    rates = {each.level: (each.letters, each.held, each.signed) for each in team.context["levels"]}
    assert set(rates.values()) == {(1, 1, 0), (2, 1, 1)}
    assert (shop.states["signed"], shop.letters >= 3) == (1, True)
    listed = pages.get("zhao", f"{address}?unit={units.resin.path}&state=open").context["rows"]
    assert all(each.state == "open" for each in listed)
    assert pages.get("ma", address).status_code == 404
    assert pages.get("wang", address).status_code == 404
    assert pages.get("zhang", f"{address}?unit={units.resin.path}").status_code == 404
    listed = pages.get("zhang", "/letters/").context["rounds"]
    assert [each.pk for each, _name in listed] == [row.pk]
    assert pages.get("wang", "/letters/").status_code == 404


def test_the_map_costs_the_same_however_many_have_signed(
    pages, letters, django_assert_max_num_queries
):
    row = letters.opened()
    address = f"/letters/years/{row.pk}/"
    pages.get("zhao", address)
    with django_assert_max_num_queries(30):
        pages.get("zhao", address)
    letters.down("zhao", "zhang", "li", "wang", "sun")
    with django_assert_max_num_queries(30):
        pages.get("zhao", address)


def test_a_template_is_written_for_a_unit_and_names_what_is_wrong_at_its_field(pages, letters):
    address = f"/letters/templates/{pages.here.plant.units.resin.pk}/"
    form = pages.get("chen", address).context["form"]
    assert form["promise_en"].value() == "I carry out my safety duties"
    wrong = pages.post("chen", address, promise_en="I, {name}")
    assert list(wrong.context["form"].errors) == ["promise_en"]
    assert pages.post("chen", address, promise_en="I promise {year}").status_code == 302
    assert pages.get("zhang", address).status_code == 404


def test_what_waits_stands_among_my_duties_and_leads_to_its_step(pages, letters):
    letters.opened()
    letters.down("zhao", "zhang", "li", "wang")
    wang, sun = letters.of("wang"), letters.of("sun")
    mine = pages.get("sun", "/").content.decode() + pages.get("sun", "/mine/").content.decode()
    assert page_of(sun) in mine
    upper = pages.get("li", "/").content.decode() + pages.get("li", "/mine/").content.decode()
    assert f"/letters/people/signature/?letter={wang.pk}" in upper


def test_a_changed_letter_says_what_is_new_and_is_signed_again(pages, letters):
    row = letters.opened()
    letters.sign("zhao")
    LetterRound.objects.filter(pk=row.pk).update(terms_en="Otherwise from now on")
    letters.follow()
    letter = letters.of("zhao")
    page = pages.get("zhao", page_of(letter))
    assert page.context["row"].state == "stale"
    assert page.context["changes"] == "Terms of the letter"
    assert "Otherwise from now on" in [each.words for each in page.context["news"]]
    stale = f"{page_of(letter)}signature/"
    confirmed(pages, "zhao")
    old = pages.post("zhao", stale, text=1, name="Zhao Min")
    assert old.status_code == 422
    assert pages.post("zhao", stale, text=2, name="Zhao Min").status_code == 302


def test_the_paper_is_a_pdf_whose_code_says_whether_its_words_stand(pages, letters):
    letters.opened()
    letters.sign("zhao")
    letters.countersign("ma", "zhao")
    letter = letters.of("zhao")
    sent = pages.get("zhao", f"{page_of(letter)}letter.pdf")
    assert (sent["Content-Type"], sent.content[:5]) == ("application/pdf", b"%PDF-")
    good = pages.get("zhao", f"{page_of(letter)}?paper={letter.text.sha256[:16]}")
    assert good.context["same"]
    assert "these very words" in good.content.decode()
    other = pages.get("zhao", f"{page_of(letter)}?paper=0123")
    assert "other words" in other.content.decode()
    assert pages.get("wang", f"{page_of(letter)}letter.pdf").status_code == 404
