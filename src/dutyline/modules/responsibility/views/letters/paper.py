"""A letter as PDF: its words, each signature with name, moment and meaning, a code to check."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of
from dutyline.modules.responsibility.models import (
    Letter,
    LetterPart,
    LetterSignature,
    LetterState,
    Party,
)
from dutyline.modules.responsibility.operations.letters.parties import upper_party
from dutyline.modules.responsibility.operations.letters.shared import standing_of
from dutyline.modules.responsibility.operations.letters.wording import CODES
from dutyline.modules.responsibility.rules.drawing import svg_of
from dutyline.modules.responsibility.rules.letters import state_of
from dutyline.modules.responsibility.views.letters.letter import SHORT, proofs
from dutyline.modules.responsibility.views.letters.scope import letter_or_404
from dutyline.modules.responsibility.views.letters.words import Page, pages_of
from dutyline.toolkit.documents import parts as paper
from dutyline.toolkit.documents.pdf import pdf_of
from dutyline.toolkit.pdf.sent import sent_pdf
from dutyline.toolkit.ui.when import full_date, full_moment


@login_required
@require_safe
def letter_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a letter as PDF, in every language it is written in."""
    actor = actor_of(request)
    return letter_as_pdf(request, actor, letter_or_404(actor, pk))


def letter_as_pdf(request: HttpRequest, actor: Actor, letter: Letter) -> HttpResponse:
    """Answer with a letter in the actor's scope as PDF."""
    now = timezone.localtime()
    signatures = list(letter.signatures.filter(text=letter.text_id).order_by("at", "id"))
    code = address_of(request, letter)
    sheets = []
    for page in pages_of(letter.text.content):
        with override(CODES[page.language]):
            printed = _("Printed %(at)s by %(name)s.") % {"at": _stamp(now), "name": actor.name}
            sheets.append(_sheet(letter, page, signatures, code, printed))
    return sent_pdf(pdf_of(sheets, now), f"{letter.round.year}-{letter.post.code}.pdf")


def address_of(request: HttpRequest, letter: Letter) -> str:
    """Return the whole address the code on the paper carries: the letter, and which text it was."""
    path = reverse("responsibility:letter_check", args=[letter.code, letter.text.sha256[:SHORT]])
    origin = str(settings.ORIGIN).rstrip("/")
    return f"{origin}{path}" if origin else request.build_absolute_uri(path)


def _sheet(
    letter: Letter,
    page: Page,
    signatures: Sequence[LetterSignature],
    code: str,
    printed: str,
) -> paper.Sheet:
    state = state_of(standing_of(letter))
    parts: list[paper.Part] = []
    if state is not LetterState.SIGNED:
        told = {"state": state.label}
        parts.append(paper.Note(_("Not signed by both parties: %(state)s.") % told))
    for place, each in enumerate(page.parts):
        untitled = LetterPart.CLOSING if place else LetterPart.OPENING
        parts.append(paper.Sentences(each["title"] or str(untitled.label), each["lines"]))
    parts.append(paper.Signatures(_("Signatures"), _places(letter, signatures)))
    parts += _meanings(signatures)
    if letter.round.drawn:
        drawn = {each.party: each for each in signatures if each.drawing}
        places = [_by_hand(party, drawn.get(party)) for party in Party]
        parts.append(paper.Signatures(_("Signed by hand"), places))
    return paper.Sheet(
        language=CODES[page.language],
        title=page.title,
        crumbs=page.post,
        number=letter.post.code,
        sentence=page.card,
        parts=parts,
        proof=" ".join(
            (
                printed,
                _("The code says to anybody whether this paper is genuine and still in force."),
                f"SHA-256: {letter.text.sha256}",
            )
        ),
        code=code,
    )


def _places(letter: Letter, signatures: Sequence[LetterSignature]) -> list[paper.Signature]:
    signed = {each.party: each for each in signatures}
    places = []
    for party in Party:
        found = signed.get(party)
        if found is not None:
            role = " · ".join(filter(None, (str(party.label), found.person_post)))
            places.append(paper.Signature(role, found.person_name, _stamp(found.at)))
            continue
        names = [letter.person.name]
        if party is Party.SUPERIOR:
            names = [each.name for each in upper_party(letter, timezone.localdate())]
        role = " · ".join([str(party.label), *names])
        places.append(paper.Signature(role, "", pgettext("beside a signature", "not signed yet")))
    return places


def _by_hand(party: Party, row: LetterSignature | None) -> paper.Signature:
    if row is None or not row.drawing:
        return paper.Signature(str(party.label))
    return paper.Signature(
        str(party.label), date=full_date(timezone.localtime(row.at)), drawing=svg_of(row.drawing)
    )


def _meanings(signatures: Sequence[LetterSignature]) -> list[paper.Part]:
    if not signatures:
        return []
    heads = (
        paper.Head(_("Signed by"), 1.6),
        paper.Head(pgettext("signature", "When"), 1.6),
        paper.Head(pgettext("signature", "Meaning"), 3.4),
        paper.Head(pgettext("signature", "Confirmed by"), 2),
        paper.Head(_("Entry in the log"), 1.2),
    )
    rows = [
        [
            each["row"].person_name,
            _stamp(each["row"].at),
            each["row"].meaning,
            _confirmed(each["row"]),
            str(each["entry"] or "–"),
        ]
        for each in proofs(signatures)
    ]
    return [paper.Table(_("What was signed"), heads, rows)]


def _confirmed(row: LetterSignature) -> str:
    """Return by what a signer proved who he is, and what another had let him in by."""
    told = [row.confirmed_words] if row.confirmed_by else []
    if row.way_in_at is not None:
        first = _("first let in: %(how)s, %(by)s, %(day)s")
        last = _("last let in: %(how)s, %(by)s, %(day)s")
        told.append(
            (first if row.way_in_first else last)
            % {
                "how": row.get_way_in_display(),
                "by": row.way_in_by or "–",
                "day": full_moment(row.way_in_at),
            }
        )
    if row.host_name:
        told.append(_("signed on the device of %(name)s") % {"name": row.host_name})
    return "; ".join(told) or "–"


def _stamp(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{full_date(local)} {local:%H:%M:%S}"
