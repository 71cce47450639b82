"""What the letter of a post says, word for word: title and parts, in each language of its round."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from dutyline.kernel.criteria.models.sourced import in_language
from dutyline.kernel.duties.models import Cadence
from dutyline.kernel.ledger.rules.canonical import canonical
from dutyline.modules.responsibility.models import (
    Goal,
    LetterLanguage,
    LetterPart,
    LetterRound,
    Part,
)
from dutyline.modules.responsibility.operations.goals.saying import mark_words
from dutyline.modules.responsibility.operations.goals.shared import promised
from dutyline.modules.responsibility.operations.letters.marks import Material
from dutyline.modules.responsibility.rules.comparing import sentences
from dutyline.modules.responsibility.rules.letters import filled

CODES = {"en": "en", "zh": "zh-hans"}
"""The language of the product each language of a letter is written by."""
OF_CARD = (Part.SCOPE, Part.SAFETY, Part.AUTHORITY, Part.ASSESSMENT)
"""What a letter takes over from the card: what one answers for, and how it is assessed."""


def languages_of(letters: LetterRound) -> Sequence[str]:
    """Return in which languages letters of a round are written."""
    if letters.language == LetterLanguage.BOTH:
        return tuple(CODES)
    return (letters.language,)


def content_of(letters: LetterRound, material: Material) -> dict[str, Any]:
    """Return title and parts by language: `{"en": {"title": …, "parts": [{"title", "lines"}]}}`.

    `template` and `unit` of the round are loaded.
    """
    content = {}
    for language in languages_of(letters):
        with override(CODES[language]):
            content[language] = _said(letters, material, language)
    return content


def sha256_of(content: Any) -> str:
    """Return the hash that binds a text or a drawing: SHA-256 of its canonical JSON (RFC 8785)."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _said(letters: LetterRound, material: Material, language: str) -> dict[str, Any]:
    places = {
        "post": material.post.title,
        "unit": material.post.unit.name,
        "superior": material.superior.title if material.superior else _partner(letters),
        "year": str(letters.year),
        "enterprise": letters.unit.name,
    }

    def own(part: LetterPart, words: str = "") -> list[str]:
        said = words or getattr(letters.template, f"{part}_{language}")
        return sentences(filled(said, places))

    parts = [
        ("", own(LetterPart.OPENING)),
        *((str(part.label), _of_card(material, part)) for part in OF_CARD),
        (_("Measured duties"), list(_duties(material))),
        (_("Goals of the year"), [_goal(goal) for goal in material.goals]),
        (str(LetterPart.PROMISE.label), own(LetterPart.PROMISE)),
        (str(LetterPart.TERMS.label), own(LetterPart.TERMS, getattr(letters, f"terms_{language}"))),
        (_("Legal basis"), [_clause(row) for row in material.clauses]),
        ("", own(LetterPart.CLOSING)),
    ]
    title = _("Work safety responsibility letter %(year)s") % {"year": letters.year}
    told = {"number": material.card.number, "post": material.post.title}
    return {
        "title": title,
        "post": f"{material.post.title} · {material.post.unit.name}",
        "card": _("By the post card of %(post)s, version %(number)s") % told,
        "parts": [{"title": head, "lines": lines} for head, lines in parts if lines],
    }


def _partner(letters: LetterRound) -> str:
    """Return with whom the head signs: in whose name, or else the post or the person."""
    if letters.partner_for:
        return letters.partner_for
    partner = letters.partner_post or letters.partner_person
    return str(partner) if partner else "–"


def _of_card(material: Material, part: Part) -> list[str]:
    return sentences(getattr(material.card, part.value))


def _duties(material: Material) -> Iterable[str]:
    cadences = dict(Cadence.choices)
    for duty in material.card.duties:
        text = in_language({"en": duty["text_en"], "zh": duty["text_zh"]})
        cadence = cadences.get(duty["cadence"])
        told = {"duty": text, "cadence": cadence}
        yield pgettext("letter", "%(duty)s (%(cadence)s)") % told if cadence else text


def _goal(goal: Goal) -> str:
    told = {"goal": goal.text, "mark": mark_words(goal, promised(goal))}
    return pgettext("letter", "%(goal)s: %(mark)s") % told


def _clause(row: Any) -> str:
    told = {"source": f"{row.instrument} {row.clause}".strip(), "words": row.label}
    return pgettext("letter", "%(source)s: %(words)s") % told if told["source"] else row.label
