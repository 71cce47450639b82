"""A post card as a printed paper."""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.line import chain_of
from dutyline.kernel.organisation.models import Appointment, Post, PostVersion
from dutyline.kernel.organisation.naming import post_with_unit
from dutyline.shell.organisation.post_card import CardPart, card_of
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.organisation.views.posts import (
    facts_of,
    holders_of_ever,
    post_on,
    subordinates,
)
from dutyline.toolkit.pdf.render import render
from dutyline.toolkit.pdf.sent import sent_pdf
from dutyline.toolkit.ui.when import full_date, moment


@login_required
@require_safe
def post_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a post card: place in the organisation, duties with basis and rhythm, holders."""
    return post_paper(actor_of(request), pk)


def post_paper(actor: Actor, pk: int) -> HttpResponse:
    """Answer with a post card of today on paper; 404 for a post out of scope."""
    now, today = timezone.localtime(), timezone.localdate()
    found, version = post_on(actor, pk, today)
    data: dict[str, object] = {
        "title": version.title,
        "number": found.code,
        "crumbs": version.unit.name,
        "sentence": _("Post card, %(day)s") % {"day": full_date(today)},
        "place_words": _("Place in the organisation"),
        "place": [*_facts(found, version), *_around(found, version, today)],
        "parts": [_part(part) for part in card_of(found, today)],
        "holders_words": _("Who held it when"),
        "holders": [_holder(each) for each in holders_of_ever(found)],
        "proof": _("Printed %(at)s by %(name)s.") % {"at": moment(now, now), "name": actor.name},
        "signatures": [
            {"role": _("Holder"), "name": ""},
            {"role": _("Superior"), "name": ""},
        ],
    }
    pdf = render("shell/post.typ", data, created=now)
    return sent_pdf(pdf, f"{version.title}.pdf")


def _facts(found: Post, version: PostVersion) -> list[dict[str, str]]:
    return [
        {"label": str(each.label), "value": str(each.value)} for each in facts_of(found, version)
    ]


def _around(found: Post, version: PostVersion, on: date) -> list[dict[str, str]]:
    above = [each.with_unit for each in chain_of(found, on)]
    under = [
        post_with_unit(each.title, each.unit.name) for each in subordinates(found, version, on)
    ]
    return [
        {"label": _("Superiors"), "value": "\n".join(above) or _("none: the top of the line")},
        {"label": _("Posts under it"), "value": "\n".join(under) or "–"},
    ]


def _part(part: CardPart) -> dict[str, object]:
    heads = (_("Duty"), _("How often"), _("What counts"), pgettext("duty", "Basis"))
    return {
        "title": part.label,
        "columns": _columns(heads, (4, 1.4, 2.6, 2.6)),
        "rows": [[row.text, row.cadence, row.wanted, row.basis or "–"] for row in part.rows],
    }


def _columns(heads: Sequence[str], widths: Sequence[float]) -> list[dict[str, object]]:
    return [
        {"label": label, "width": width, "align": "left"}
        for label, width in zip(heads, widths, strict=True)
    ]


def _holder(each: Appointment) -> dict[str, str]:
    until = full_date(each.last_day) if each.last_day else _("until further notice")
    span = f"{full_date(each.valid_from)} – {until}"
    return {"label": each.person.name, "value": f"{span}, {_('acting')}" if each.acting else span}
