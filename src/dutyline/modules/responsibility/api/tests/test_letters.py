"""Letters through the API: set up, generated, opened and read; never signed."""

import pytest

from dutyline.kernel.errands.models import Errand
from dutyline.modules.responsibility import letter_errands
from dutyline.modules.responsibility.api.tests.calls import told
from dutyline.modules.responsibility.models import Letter, LetterSignature
from dutyline.modules.responsibility.operations.letters import (
    answer_refusal,
    refuse_letter,
)
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.letters import YEAR, Letters

READ = ("responsibility.view_letters",)
ABOUT = ("", "/text", "/texts", "/signatures", "/refusals")


@pytest.fixture
def letters(calls):
    return Letters(calls.here)


def setup(letters, **more):
    return {
        "language": "both",
        "due_days": 7,
        "partner_person_id": letters.person("ma").pk,
        "partner_for": "the committee",
    } | more


def test_letters_are_set_up_changed_generated_and_opened(calls, letters):
    letters.cards()
    body = setup(letters, unit_id=letters.here.plant.units.resin.pk, year=YEAR)
    made = told(calls.tell("chen", "/letter-rounds", body), 201)
    assert (made["unit"]["name"], made["partner_person"]["name"], made["template_number"]) == (
        "Lanjiang Resin Co.",
        "Ma Chao",
        1,
    )
    assert (made["generated_at"], made["terms_en"]) == (None, "Assessed by what was done")
    again = told(calls.tell("chen", "/letter-rounds", body), 409)
    assert [each["field"] for each in again["errors"]] == ["year"]
    path = f"/letter-rounds/{made['id']}"
    changed = setup(letters, due_days=9, terms_en="A bonus of a month")
    row = told(calls.tell("chen", f"{path}/setup", changed, method="PUT"))
    assert (row["due_days"], row["terms_en"]) == (9, "A bonus of a month")
    told(calls.tell("chen", f"{path}/opening"), 409)
    made_now = {"letters": 7, "without_card": 0, "errand_id": None}
    assert told(calls.tell("chen", f"{path}/generation")) == made_now
    assert told(calls.tell("chen", f"{path}/generation"))["letters"] == 0
    assert told(calls.tell("chen", f"{path}/opening")) == {"opened": 1, "errand_id": None}
    told(calls.tell("chen", f"{path}/generation"), 409)
    told(calls.tell("chen", f"{path}/setup", changed, method="PUT"), 409)
    assert told(calls.ask("zhao", f"{path}/standing")) == {
        "waiting": 6,
        "open": 1,
        "held": 0,
        "signed": 0,
        "stale": 0,
        "refused": 0,
        "overdue": 0,
        "arrived": 0,
    }
    assert told(calls.ask("zhao", path))["opened_by_name"] == "Chen Jing"
    assert [each["id"] for each in told(calls.ask("zhao", "/letter-rounds"))["items"]] == [
        made["id"]
    ]


def test_a_request_repeated_with_its_key_generates_once(calls, letters):
    letters.cards()
    row = letters.set_up()
    path, key = f"/letter-rounds/{row.pk}/generation", {"Idempotency-Key": "letters-2026"}
    first, second = (told(calls.tell("chen", path, **key)) for _ in range(2))
    assert first == second == {"letters": 7, "without_card": 0, "errand_id": None}


def test_very_many_letters_are_an_errand_of_the_worker(calls, letters, monkeypatch):
    letters.cards()
    row = letters.set_up()
    monkeypatch.setattr(letter_errands, "AT_ONCE", 3)
    path = f"/letter-rounds/{row.pk}/generation"
    asked = told(calls.tell("chen", path))
    errand = Errand.objects.get(kind="responsibility.generate_letters")
    assert asked == {"letters": 0, "without_card": 0, "errand_id": errand.pk}
    assert errand.limits is not None
    told(calls.tell("chen", path), 409)
    told(calls.tell("zhang", path), 404)
    assert (Letter.objects.count(), Errand.objects.count()) == (0, 1)


def test_bad_input_is_named(calls, letters):
    body = setup(letters, unit_id=letters.here.plant.units.resin.pk, year=YEAR)

    def field_of(**more):
        said = body | more
        refused = told(calls.tell("chen", "/letter-rounds", said), 422)
        return [each["field"].rpartition(".")[2] for each in refused["errors"]]

    assert field_of(partner_person_id=999_999) == ["partner_person_id"]
    assert field_of(partner_person_id=None) == ["partner_post"]
    assert field_of(due_days=0) == ["due_days"]
    assert field_of(language="fr") == ["language"]
    assert field_of(unit_id=letters.here.plant.units.coatings.pk) == ["unit_id"]


def test_a_letter_is_read_with_its_text_its_signatures_and_its_refusals(calls, letters):
    letters.opened()
    letters.down("zhao", "zhang", "li", "sun")
    letters.countersign("li", "sun")
    wang = letters.of("wang")
    at = {"on": TODAY, "at": AT}
    refuse_letter(by=letters.here.actor("wang"), letter=wang, reason="No mask fits me", **at)
    answer_refusal(
        by=letters.here.actor("li"), letter=wang, kind="talk", words="Come at four", **at
    )
    found = told(calls.ask("zhang", f"/letters/{wang.pk}"))
    assert (found["person"]["name"], found["superior"]["title"], found["state"], found["year"]) == (
        "Wang Fang",
        "Team leader A",
        "refused",
        YEAR,
    )
    text = told(calls.ask("zhang", f"/letters/{wang.pk}/text"))
    assert (text["number"], text["sha256"], text["changes"]) == (1, wang.text.sha256, [])
    assert text["content"] == wang.text.content
    [refusal] = told(calls.ask("zhang", f"/letters/{wang.pk}/refusals"))["items"]
    assert (refusal["reason"], [each["words"] for each in refusal["answers"]]) == (
        "No mask fits me",
        ["Come at four"],
    )
    sun = letters.of("sun").pk
    signed = told(calls.ask("zhang", f"/letters/{sun}/signatures"))["items"]
    assert [(each["party"], each["person_name"]) for each in signed] == [
        ("holder", "Sun Lei"),
        ("superior", "Li Na"),
    ]
    assert told(calls.ask("zhang", f"/letters/{sun}"))["state"] == "signed"
    [first] = told(calls.ask("zhang", f"/letters/{sun}/texts"))["items"]
    assert first["number"] == 1


def test_letters_are_listed_by_year_unit_and_state(calls, letters):
    row = letters.opened()
    letters.down("zhao", "zhang")

    def numbers(query=""):
        items = told(calls.ask("zhao", f"/letters?year={YEAR}{query}"))["items"]
        return [each["person"]["name"] for each in items]

    assert len(numbers()) == len(numbers(f"&round={row.pk}")) == 7
    assert numbers("&state=held") == ["Zhao Min", "Zhang Wei"]
    team = letters.here.plant.units.team_a.pk
    assert sorted(numbers(f"&unit={team}")) == ["Li Na", "Sun Lei", "Wang Fang"]
    assert numbers("&overdue=true&state=waiting") == []
    assert numbers(f"&round={row.pk + 1}") == []
    assert told(calls.ask("zhao", f"/letters?year={YEAR - 1}"))["items"] == []
    page = told(calls.ask("zhao", f"/letters?year={YEAR}&limit=4"))
    rest = told(calls.ask("zhao", f"/letters?year={YEAR}&limit=4&cursor={page['next']}"))
    assert (len(rest["items"]), rest["next"]) == (3, None)


def test_nobody_sees_a_letter_outside_his_scope(calls, letters):
    row = letters.opened()
    zhao, wang = letters.of("zhao").pk, letters.of("wang").pk
    for path in ("/letters", "/letter-rounds"):
        assert calls.ask("wang", path).status_code == 404
    assert told(calls.ask("wang", "/my/letters"))["items"][0]["id"] == wang
    assert told(calls.ask("wang", "/my/people/letters"))["items"] == []
    for part in ABOUT:
        assert calls.ask("wang", f"/letters/{zhao}{part}").status_code == 404
        assert calls.ask("wang", f"/letters/{wang}{part}").status_code == 200
        # Ma signs with Zhao, and is of another company.
        assert calls.ask("ma", f"/letters/{wang}{part}").status_code == 404
        assert calls.ask("ma", f"/letters/{zhao}{part}").status_code == 200
    listed = told(calls.ask("ma", f"/letters?year={YEAR}"))["items"]
    assert [each["id"] for each in listed] == [zhao]
    assert [each["id"] for each in told(calls.ask("ma", "/my/people/letters"))["items"]] == [zhao]
    below = told(calls.ask("li", "/my/people/letters"))["items"]
    assert [each["person"]["name"] for each in below] == ["Wang Fang", "Sun Lei"]
    # Who sees the letters of his workshop sees neither the round of the company nor its numbers.
    for part in ("", "/standing"):
        assert calls.ask("zhang", f"/letter-rounds/{row.pk}{part}").status_code == 404
        assert calls.ask("ma", f"/letter-rounds/{row.pk}{part}").status_code == 404


def test_a_token_given_nothing_about_letters_reads_none(calls, letters):
    letters.opened()
    zhao = letters.of("zhao").pk
    given = ("responsibility.view_cards",)
    for path in ("/my/letters", "/my/people/letters", f"/letters/{zhao}"):
        assert calls.ask("zhao", path, *given).status_code == 403
    assert calls.ask("zhao", "/letters", *given).status_code == 404


def test_who_sees_letters_but_does_not_manage_them_changes_nothing(calls, letters):
    row = letters.generated()
    for path in ("generation", "opening"):
        told(calls.tell("zhao", f"/letter-rounds/{row.pk}/{path}", {}, *READ), 403)
    body = setup(letters)
    told(calls.tell("zhao", f"/letter-rounds/{row.pk}/setup", body, *READ, method="PUT"), 403)
    unit = letters.here.plant.units.resin.pk
    said = {"promise_en": "I promise"}
    told(calls.tell("zhao", f"/units/{unit}/letter-template", said, *READ), 403)


@pytest.mark.parametrize("act", ["signature", "signatures", "countersignature", "refusal"])
def test_no_token_signs_countersigns_or_refuses(calls, letters, act):
    letters.opened()
    letter = letters.of("zhao")
    body = {"text": 1, "name": "Zhao Min", "reason": "No", "confirmed_at": AT.isoformat()}
    for method in ("POST", "PUT", "PATCH"):
        answer = calls.tell("zhao", f"/letters/{letter.pk}/{act}", body, method=method)
        assert answer.status_code in {404, 405}
    assert not LetterSignature.objects.exists()
    assert Letter.objects.get(pk=letter.pk).signed_at is None


def test_a_template_is_that_of_the_packs_until_one_is_written(calls, letters):
    plant = letters.here.plant
    resin, workshop = (
        f"/units/{unit.pk}/letter-template" for unit in (plant.units.resin, plant.units.workshop)
    )
    packs = told(calls.ask("chen", resin))
    assert (packs["unit"], packs["number"], packs["promise_zh"]) == (None, None, "履行安全职责")
    said = {"promise_en": "I, {post}, promise"}
    own = told(calls.tell("chen", resin, said), 201)
    assert (own["number"], own["unit"]["name"], own["opening_en"]) == (1, "Lanjiang Resin Co.", "")
    assert told(calls.ask("chen", workshop))["promise_en"] == "I, {post}, promise"
    refused = told(calls.tell("chen", resin, {"promise_en": "{name}"}), 422)
    assert [each["field"].rpartition(".")[2] for each in refused["errors"]] == ["promise_en"]
    assert calls.ask("wang", resin).status_code == 404


def test_a_template_promises_in_one_language_at_least(calls, letters):
    address = f"/units/{letters.here.plant.units.resin.pk}/letter-template"
    refused = told(calls.tell("chen", address, {"opening_en": "Dear", "promise_zh": " "}), 422)
    assert [each["field"] for each in refused["errors"]] == ["promise_en"]
    own = told(calls.tell("chen", address, {"promise_zh": "我承诺履行安全职责"}), 201)
    assert (own["promise_en"], own["promise_zh"]) == ("", "我承诺履行安全职责")
