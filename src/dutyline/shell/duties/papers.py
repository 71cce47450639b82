"""A person's page as a printed paper."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.shell.duties.lines import period_words
from dutyline.shell.duties.months import Stretch, stretch_of
from dutyline.shell.duties.person import PersonLine, person_over
from dutyline.shell.duties.person_facts import lead_of, running, strip_of
from dutyline.shell.duties.scope import appointments_of, person_with_line_or_404
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.pdf.render import render
from dutyline.toolkit.pdf.sent import sent_pdf
from dutyline.toolkit.ui.line import line_svg, say
from dutyline.toolkit.ui.when import full_date, moment


@login_required
@require_safe
def person_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a person's line over a month or year, duty by duty, with the posts he held."""
    actor = actor_of(request)
    found = person_with_line_or_404(actor, pk)
    span = stretch_of(request.GET, timezone.localdate())
    return sent_pdf(person_paper(actor, found, span), f"{found.name}.pdf")


def person_paper(actor: Actor, found: Person, span: Stretch) -> bytes:
    """Return a person's page on paper, for whoever may see his line."""
    now, today = timezone.localtime(), timezone.localdate()
    held = appointments_of(found)
    posts = running(held, today)
    own = person_over(found, span, today, now)
    strip = strip_of(found, posts, today, span, own.share)
    data: dict[str, object] = {
        "title": found.name,
        "number": found.number or "",
        "crumbs": posts[0].post.unit.name if posts else "",
        "sentence": " ".join(lead_of(posts, today)),
        "line_words": _("Duty line, %(period)s") % {"period": period_words(span.first, span.last)},
        "line": line_svg(own.line, "l", print=True) if own.line.columns else "",
        "line_said": say(own.line),
        "asked_words": _("If someone asks tomorrow"),
        "asked": [
            {"label": str(each.label), "value": str(each.value), "note": str(each.note)}
            for each in strip
        ],
        "duties_words": _("Duty by duty"),
        **_duties(own),
        "posts_words": _("Posts held"),
        **_posts(held),
        "proof": _("Printed %(at)s by %(name)s.") % {"at": moment(now, now), "name": actor.name},
    }
    return render("shell/person.typ", data, created=now)


def _duties(own: PersonLine) -> dict[str, object]:
    heads = (_("Duty"), _("How often"), _("On time"), pgettext("duty", "Basis"))
    widths, sides = (5, 1.6, 1.2, 3), ("left", "left", "right", "left")
    return {
        "duty_columns": [
            {"label": label, "width": width, "align": side}
            for label, width, side in zip(heads, widths, sides, strict=True)
        ],
        "duty_rows": [
            [str(each.name.label), each.cadence, each.share, each.basis] for each in own.duties
        ],
    }


def _posts(held: list[Appointment]) -> dict[str, object]:
    heads = (_("Post"), _("Unit"), pgettext("day", "From"), pgettext("day", "Until"))
    return {
        "post_columns": [{"label": label, "width": 1, "align": "left"} for label in heads],
        "post_rows": [
            [
                each.post.title,
                each.post.unit.name,
                full_date(each.valid_from),
                full_date(each.valid_to) if each.valid_to else "",
            ]
            for each in held
        ],
    }
