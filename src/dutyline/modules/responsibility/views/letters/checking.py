"""Anybody who holds a paper asks whether it is genuine; nobody is named, nothing else is opened.

The page says what stands on the paper, and whether it still holds; who signed is read there. Why a
letter holds no longer is the affair of its people.
"""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.modules.responsibility.models import Letter, LetterText, Party
from dutyline.modules.responsibility.views.letters.letter import SHORT, proofs
from dutyline.modules.responsibility.views.letters.words import pages_of

CHECKS = "responsibility.paper_checks_per_hour"
HOUR = 3600


@never_cache
@require_safe
def letter_check(request: HttpRequest, code: str, mark: str) -> HttpResponse:
    """Say whether a paper with this code and this fingerprint is genuine, and whether it holds."""
    now = timezone.now()
    if not _allowed(request, now):
        return _answer(request, {"verdict": "often"}, 429)
    rows = Letter.objects.filter(code=code[:40]).select_related("round__unit", "post__unit")
    letter = rows.first()
    if letter is None:
        return _answer(request, {"verdict": "unknown"}, 404)
    texts = LetterText.objects.filter(round=letter.round_id, post=letter.post_id)
    text = texts.filter(sha256__startswith=mark[:SHORT]).first() if len(mark) >= SHORT else None
    if text is None:
        return _answer(request, {"verdict": "other", "letter": letter})
    signed = proofs(letter.signatures.filter(text=text).order_by("at", "id"))
    both = {each["row"].party for each in signed} == set(Party)
    context = {
        "verdict": _verdict(letter, text, both=both),
        "letter": letter,
        "text": text,
        "signed": signed,
        "pages": pages_of(text.content),
        "inside": f"{reverse('responsibility:letter', args=[letter.pk])}?paper={mark[:SHORT]}"
        if Letter.objects.visible_to(actor_of(request)).filter(pk=letter.pk).exists()
        else "",
    }
    with timezone.override(zone_of(letter.round.unit)):  # whoever asks has none of his own
        return _answer(request, context)


def _verdict(letter: Letter, text: LetterText, *, both: bool) -> str:
    if letter.ended_at is not None:
        return "over"
    if letter.text_id != text.pk:
        return "replaced"
    return "holds" if both else "unsigned"


def _answer(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, "responsibility/letter_check.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _allowed(request: HttpRequest, now: datetime) -> bool:
    """Count this question of an address, kept as a keyed hash for the hour only."""
    said = f"letter-check:{request.META.get('REMOTE_ADDR', '')}:{now:%Y%m%d%H}"
    key = hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()
    cache.add(key, 0, HOUR)
    asked: int = cache.incr(key)
    return asked <= int(criterion(CHECKS, timezone.localdate(now)))
