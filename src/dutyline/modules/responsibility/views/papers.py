"""A version of a post card as a paper: PDF to sign and keep, Word to go on with elsewhere."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of
from dutyline.modules.responsibility.models import CardVersion
from dutyline.modules.responsibility.views.card_paper import sheets_of
from dutyline.modules.responsibility.views.scope import (
    card_or_404,
    version_or_404,
)
from dutyline.toolkit.documents.pdf import pdf_of
from dutyline.toolkit.documents.word import DOCX, docx_of
from dutyline.toolkit.pdf.sent import sent_pdf


@login_required
@require_safe
def card_pdf(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Send a version of a card as PDF; `?language=both` prints it in both languages."""
    actor = actor_of(request)
    found = version_or_404(actor, card_or_404(actor, pk), version)
    return card_as_pdf(actor, found, request.GET.get("language", ""))


@login_required
@require_safe
def card_docx(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Send a version of a card as a Word file; `?language=both` writes it in both languages."""
    actor = actor_of(request)
    found = version_or_404(actor, card_or_404(actor, pk), version)
    return card_as_docx(actor, found, request.GET.get("language", ""))


def card_as_pdf(actor: Actor, version: CardVersion, language: str) -> HttpResponse:
    """Answer with a version in the actor's scope as PDF."""
    now = timezone.localtime()
    pdf = pdf_of(sheets_of(actor, version, language, now), now)
    return sent_pdf(pdf, f"{_name(version)}.pdf")


def card_as_docx(actor: Actor, version: CardVersion, language: str) -> HttpResponse:
    """Answer with a version in the actor's scope as a Word file."""
    now = timezone.localtime()
    content = docx_of(sheets_of(actor, version, language, now), now)
    response = HttpResponse(content, content_type=DOCX)
    name = f"{_name(version)}.docx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    # An archive does not get smaller.
    response["Content-Encoding"] = "identity"
    return response


def _name(version: CardVersion) -> str:
    title = version.card.post.title
    if version.number is None:
        return title
    return _("%(title)s, version %(number)s") % {"title": title, "number": version.number}
