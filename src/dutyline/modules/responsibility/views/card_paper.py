"""What a version of a post card says on paper, in one language or in two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.criteria.models.sourced import in_language
from dutyline.kernel.duties.models import Cadence, Measure
from dutyline.kernel.organisation.line import holders_of
from dutyline.kernel.organisation.models import Level
from dutyline.kernel.registry import evidence_kind, indicator
from dutyline.modules.responsibility.models import (
    CardAcceptance,
    CardReview,
    CardState,
    CardVersion,
    Part,
    Verdict,
)
from dutyline.modules.responsibility.operations.deputies import who_stands_in
from dutyline.modules.responsibility.rules.comparing import sentences
from dutyline.toolkit.documents import parts as paper
from dutyline.toolkit.ui.when import full_date

BOTH = "both"


@dataclass(frozen=True)
class Signed:
    """Who put his name to a version, whichever language tells it."""

    approval: CardReview | None
    acceptances: Sequence[CardAcceptance]
    waiting: Sequence[str]
    former: Sequence[CardVersion]


def sheets_of(
    actor: Actor, version: CardVersion, language: str, now: datetime
) -> list[paper.Sheet]:
    """Return a version as sheets: in the reader's language, with `both` in the other one too.

    `card__post__unit` is loaded.
    """
    reader = get_language() or settings.LANGUAGE_CODE
    codes = [reader]
    if language == BOTH:
        codes += [code for code, _name in settings.LANGUAGES if code != reader]
    signed = _signed(version, timezone.localdate(now))
    sheets = []
    for code in codes:
        with override(code):
            sheets.append(_sheet(actor, version, signed, code, now))
    return sheets


def what_counts(duty: Mapping[str, Any]) -> str:
    """Return in one line what satisfies a duty kept on a card."""
    if duty["measure"] == Measure.INDICATOR:
        return _label(indicator, duty["indicator"])
    what = _label(evidence_kind, duty["evidence_kind"])
    if duty["amount"] in {"1", ""}:
        return what
    words = pgettext("evidence and its amount", "%(what)s, %(count)s times")
    return words % {"what": what, "count": duty["amount"]}


def _sheet(
    actor: Actor, version: CardVersion, signed: Signed, language: str, now: datetime
) -> paper.Sheet:
    post = version.card.post
    printed = {"at": _stamp(now), "name": actor.name}
    parts = [
        *_standing(version),
        paper.Fields(_("Place in the organisation"), _place(version)),
        *_words(version),
        *_duties(version),
        paper.Signatures(_("Drafted, reviewed and published"), _signatures(version, signed)),
        *_accepted(version, signed),
        *_former(signed.former),
    ]
    return paper.Sheet(
        language=language,
        title=post.title,
        crumbs=post.unit.name,
        number=post.code,
        sentence=_headline(version),
        parts=parts,
        proof=_("Printed %(at)s by %(name)s.") % printed,
    )


def _signed(version: CardVersion, today: date) -> Signed:
    approved = version.reviews.filter(verdict=Verdict.APPROVED).order_by("-at", "-id").first()
    if version.state not in {CardState.APPROVED, CardState.PUBLISHED}:
        approved = None  # sent back since
    acceptances = list(version.acceptances.order_by("at", "id"))
    waiting: list[str] = []
    if version.is_in_force(today):
        given = {each.person_id for each in acceptances}
        holders = holders_of(version.card.post, today)
        waiting = [each.person.name for each in holders if each.person_id not in given]
    former = version.card.versions.filter(number__lt=version.number or 0)
    if version.number is None:
        former = version.card.versions.filter(number__isnull=False)
    return Signed(approved, acceptances, waiting, list(former.order_by("-number")))


def _headline(version: CardVersion) -> str:
    if version.number is None or version.valid_from is None:
        return _("Post card, not published: %(state)s") % {"state": version.get_state_display()}
    told = {"number": version.number, "day": full_date(version.valid_from)}
    return _("Post card, version %(number)s, in force from %(day)s") % told


def _standing(version: CardVersion) -> list[paper.Part]:
    if version.number is None:
        return [paper.Note(_("Not published yet. Nobody answers for what is written here."))]
    if version.last_day is not None:
        words = _("In force until %(day)s only.") % {"day": full_date(version.last_day)}
        return [paper.Note(words)]
    return []


def _place(version: CardVersion) -> list[paper.Pair]:
    place = version.place
    levels = dict(Level.choices)
    told = (
        (_("Unit"), place.get("unit", "")),
        (pgettext("of a post", "Level"), str(levels.get(place.get("level"), ""))),
        (_("Responsible person"), version.responsible),
        (_("Superior"), place.get("superior", "") or _("none: the top of the line")),
        (_("Who stands in"), "\n".join(who_stands_in(version))),
        (_("Leads directly"), "\n".join(place.get("leads", []))),
    )
    return [paper.Pair(label, value or "–") for label, value in told]


def _words(version: CardVersion) -> Iterable[paper.Part]:
    for part in Part:
        said = sentences(getattr(version, part.value))
        if said:
            yield paper.Sentences(str(part.label), said)


def _duties(version: CardVersion) -> list[paper.Part]:
    if not version.duties:
        return []
    cadences = dict(Cadence.choices)
    heads = (
        paper.Head(pgettext("post card", "Duty"), 4),
        paper.Head(_("How often"), 1.4),
        paper.Head(_("What counts"), 2.6),
        paper.Head(pgettext("duty", "Basis"), 2.6),
    )
    rows = [
        [
            in_language({"en": duty["text_en"], "zh": duty["text_zh"]}),
            str(cadences.get(duty["cadence"], "")),
            what_counts(duty),
            clause_words(duty["basis"]) if duty["basis"] else "–",
        ]
        for duty in version.duties
    ]
    return [paper.Table(_("Measured duties"), heads, rows)]


def _signatures(version: CardVersion, signed: Signed) -> list[paper.Signature]:
    approval = signed.approval
    return [
        _signature(_("Drafted by"), version.drafted_by_name, version.drafted_at),
        _signature(
            _("Reviewed by"),
            " · ".join(filter(None, (approval.by_name, approval.by_post))) if approval else "",
            approval.at if approval else None,
        ),
        _signature(_("Published by"), version.published_by_name, version.published_at),
    ]


def _signature(role: str, name: str, at: datetime | None) -> paper.Signature:
    day = _stamp(at) if at else pgettext("beside a signature", "Date")
    return paper.Signature(role, name, day)


def _accepted(version: CardVersion, signed: Signed) -> Iterable[paper.Part]:
    if signed.acceptances:
        heads = (
            paper.Head(pgettext("post card", "Holder"), 1.4),
            paper.Head(pgettext("acceptance of a card", "When"), 1.6),
            paper.Head(_("In his own words"), 4),
        )
        rows = [[each.person_name, _stamp(each.at), each.words] for each in signed.acceptances]
        yield paper.Table(_("Accepted by"), heads, rows)
    if signed.waiting:
        lines = [_signature(pgettext("post card", "Holder"), name, None) for name in signed.waiting]
        yield paper.Signatures(_("Not accepted yet"), lines)


def _former(versions: Sequence[CardVersion]) -> list[paper.Part]:
    if not versions:
        return []
    heads = (
        paper.Head(pgettext("of a card", "Version")),
        paper.Head(_("In force from"), 2),
        paper.Head(_("In force until"), 2),
        paper.Head(_("Published by"), 3),
    )
    rows = [
        [
            str(each.number),
            full_date(each.valid_from) if each.valid_from else "–",
            full_date(each.last_day) if each.last_day else "–",
            each.published_by_name,
        ]
        for each in versions
    ]
    return [paper.Table(_("Earlier versions"), heads, rows)]


def _label(declared: Any, key: str) -> str:
    """Return the words of an evidence kind or indicator; its key where its module is gone."""
    try:
        return str(declared(key).label)
    except KeyError:
        return key


def _stamp(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{full_date(local)} {local:%H:%M}"
