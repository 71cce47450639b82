"""A signature by hand: where the company wants one, drawn on the screen, and never needed."""

import json

import pytest

from dutyline.modules.responsibility.entering import signature_payload
from dutyline.modules.responsibility.models import LetterRound, LetterSignature
from dutyline.modules.responsibility.operations.letters.wording import sha256_of
from dutyline.modules.responsibility.rules.drawing import (
    MOST_POINTS,
    MOST_STROKES,
    NoDrawing,
    path_of,
    strokes_of,
    svg_of,
)
from dutyline.modules.responsibility.tests.letters import Letters
from dutyline.modules.responsibility.tests.pages import Pages
from dutyline.modules.responsibility.tests.test_letter_pages import confirmed, page_of

LINE = [[10 * n, 20 + n] for n in range(10)]
HAND = [LINE, [[300, 100]]]


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


@pytest.fixture
def letters(pages):
    return Letters(pages.here)


def signs(pages, letters, name, drawing):
    letter = letters.of(name)
    confirmed(pages, name)
    said = {"text": letter.text.number, "name": letter.person.name, "drawing": drawing}
    return pages.post(name, f"{page_of(letter)}signature/", **said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "null",
        "{}",
        "[]",
        "[[]]",
        "[" * 5000,
        json.dumps([LINE[:7]]),
        json.dumps([[*LINE, [601, 0]]]),
        json.dumps([[*LINE, [0, -1]]]),
        json.dumps([[*LINE, [0.5, 1]]]),
        json.dumps([[*LINE, [True, 1]]]),
        json.dumps([[*LINE, ["1", 1]]]),
        json.dumps([[*LINE, '0"/><script>']]),
        json.dumps([[*LINE, [1, 2, 3]]]),
        json.dumps([LINE] * (MOST_STROKES + 1)),
        json.dumps([[[1, 1]] * (MOST_POINTS + 1)]),
        json.dumps([LINE]).ljust(40_001),
        "[[[1e999, 1]]]",
    ],
)
def test_what_is_no_drawing_is_refused(said):
    with pytest.raises(NoDrawing):
        strokes_of(said)


def test_strokes_become_a_path_of_nothing_but_numbers():
    assert strokes_of(json.dumps(HAND)) == HAND
    assert path_of([[[1, 2], [3, 4]], [[5, 6]]]) == "M1 2L3 4M5 6L5 6"
    assert 'd="M1 2L3 4"' in svg_of([[[1, 2], [3, 4]]])
    assert 'viewBox="-6 -6 612 102"' in svg_of([[[0, 0], [600, 1]]])


@pytest.mark.django_db
def test_a_drawn_signature_is_shown_printed_and_bound_by_its_hash(pages, letters):
    letters.opened(drawn=True)
    letter = letters.of("zhao")
    confirmed(pages, "zhao")
    form = pages.get("zhao", f"{page_of(letter)}signature/").content.decode()
    assert "data-drawing" in form
    assert "responsibility/drawing" in form
    wrong = signs(pages, letters, "zhao", "[[[9999, 1]]]")
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["drawing"])
    assert signs(pages, letters, "zhao", json.dumps(HAND)).status_code == 302
    kept = LetterSignature.objects.get()
    assert (kept.drawing, kept.drawing_sha256) == (HAND, sha256_of(HAND))
    bound = signature_payload(kept)
    assert bound["drawing_sha256"] == kept.drawing_sha256
    assert "drawing" not in bound
    shown = pages.get("zhao", page_of(letter)).content.decode()
    assert f'd="{path_of(HAND)}"' in shown
    assert pages.get("zhao", f"{page_of(letter)}letter.pdf").content[:5] == b"%PDF-"


@pytest.mark.django_db
def test_the_name_alone_signs_where_no_pen_can_be_used(pages, letters):
    letters.opened(drawn=True)
    assert signs(pages, letters, "zhao", "").status_code == 302
    assert LetterSignature.objects.get().drawing is None


@pytest.mark.django_db
def test_nothing_is_drawn_or_kept_where_the_company_wants_none(pages, letters):
    letters.opened()
    letter = letters.of("zhao")
    confirmed(pages, "zhao")
    assert b"data-drawing" not in pages.get("zhao", f"{page_of(letter)}signature/").content
    assert signs(pages, letters, "zhao", json.dumps(HAND)).status_code == 302
    letters.sign("zhang", drawing=HAND)
    assert list(LetterSignature.objects.values_list("drawing", flat=True)) == [None, None]


@pytest.mark.django_db
def test_the_superior_draws_once_for_all_he_countersigns(pages, letters):
    letters.opened(drawn=True)
    letters.down("zhao", "zhang", "li", "wang", "sun")
    confirmed(pages, "li")
    keys = [f"{letters.of(name).pk}-1" for name in ("wang", "sun")]
    said = {"letters": keys, "name": "Li Na", "drawing": json.dumps(HAND)}
    assert pages.post("li", "/letters/people/signature/", **said).status_code == 302
    kept = LetterSignature.objects.filter(party="superior")
    assert [row.drawing for row in kept] == [HAND, HAND]
    assert LetterRound.objects.get().drawn
