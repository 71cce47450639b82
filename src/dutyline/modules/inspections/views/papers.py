"""Printed papers of the ledger: the list, the notice with its receipt, the record of one danger."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.storage import recover
from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import tell_plainly
from dutyline.modules.inspections.keys import FINDING
from dutyline.modules.inspections.models import Finding, FindingState, Risk, StatisticsReport
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.modules.inspections.tables import where_of
from dutyline.modules.inspections.views.finding_facts import facts_of, five_of, major_facts
from dutyline.modules.inspections.views.finding_offers import known_of
from dutyline.modules.inspections.views.finding_photos import photos_of
from dutyline.modules.inspections.views.finding_scope import actor_of, finding_or_404
from dutyline.modules.inspections.views.finding_story import days_in_words
from dutyline.modules.inspections.views.statistics import reports_for
from dutyline.modules.inspections.views.statistics_report import (
    explained,
    heads,
    period_words,
    report_page,
)
from dutyline.toolkit.pdf.papers import PaperColumn, render_table
from dutyline.toolkit.pdf.render import render
from dutyline.toolkit.pdf.sent import sent_pdf
from dutyline.toolkit.ui.parts import Entry as Fact
from dutyline.toolkit.ui.parts import Photo
from dutyline.toolkit.ui.when import full_date, moment, short_date
from dutyline.toolkit.wording import with_more

MOST_PRINTED = 2000
MOST_ENTRIES = 60


def list_pdf(
    rows: Iterable[Finding], wanted: LedgerFilter, count: int, *, more: bool = False
) -> bytes:
    """Return the filtered ledger as a printed list."""
    now = timezone.localtime()
    loaded = rows.for_ledger() if hasattr(rows, "for_ledger") else rows
    lines = [
        [
            row.number,
            row.title,
            where_of(row),
            str(Risk(row.risk).label) if row.risk else "–",
            str(FindingState(row.state).label),
            row.owner.name if row.owner else "–",
            short_date(row.due_on, now) if row.due_on else "–",
            short_date(row.found_at, now),
        ]
        for row in loaded
    ]
    words = ngettext("%(count)d hidden danger", "%(count)d hidden dangers", count)
    note = _("Only the first %(most)d are printed.") % {"most": MOST_PRINTED} if more else ""
    return render_table(
        _("Hidden dangers"),
        [
            PaperColumn(_("No.")),
            PaperColumn(_("What is wrong")),
            PaperColumn(pgettext("hidden danger", "Where")),
            PaperColumn(pgettext("column of the ledger", "Risk")),
            PaperColumn(pgettext("column of the ledger", "State")),
            PaperColumn(pgettext("column of the ledger", "Responsible")),
            PaperColumn(pgettext("column of the ledger", "Due")),
            PaperColumn(pgettext("column of the ledger", "Found")),
        ],
        lines,
        subtitle=with_more(words % {"count": count}, full_date(now)),
        note=note,
        created=now,
    )


@login_required
@require_safe
def notice_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the notice of rectification with the receipt to sign."""
    return notice_paper(finding_or_404(actor_of(request), pk))


def notice_paper(row: Finding) -> HttpResponse:
    """Answer with the latest notice about a finding in scope; 404 where none was sent."""
    rectification = row.rectification
    notice = (
        rectification.notices.select_related("to", "sent_by", "receipt__by").order_by("-id").first()
        if rectification
        else None
    )
    if notice is None:
        raise Http404
    now, receipt = timezone.localtime(), getattr(notice, "receipt", None)
    data: dict[str, object] = {
        "title": _("Notice of rectification"),
        "number": notice.number,
        "company": row.company.name,
        "sentence": _("To %(name)s: the hidden danger below is yours to repair by %(day)s.")
        % {"name": notice.to.name, "day": full_date(notice.due_on)},
        "danger_words": _("What is wrong"),
        "danger": [_field(_("Hidden danger"), f"{row.number}  {row.title}"), *_fields(_about(row))],
        "five_words": _("Five implementations"),
        "five": _fields(five_of(row, now.date())),
        "signatures": [
            {
                "role": _("Sent by"),
                "name": notice.sent_by.name if notice.sent_by else "",
                "date": moment(notice.sent_at, now),
            },
            {
                "role": _("Received by"),
                "name": receipt.by.name if receipt else "",
                "date": moment(receipt.at, now) if receipt else "",
            },
        ],
        "proof": _("Printed %(at)s.") % {"at": moment(now, now)},
    }
    return sent_pdf(render("inspections/notice.typ", data, created=now), f"{notice.number}.pdf")


@login_required
@require_safe
def record_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Send everything on record about one danger."""
    actor = actor_of(request)
    return record_paper(actor, finding_or_404(actor, pk))


def record_paper(actor: Actor, row: Finding) -> HttpResponse:
    """Answer with everything on record about a finding in the actor's scope."""
    now, known = timezone.localtime(), known_of(row)
    pictures = photos_of(row, known.repair)
    images: dict[str, bytes] = {}
    history = Entry.objects.filter(subject_type=FINDING, subject_id=row.pk)
    data: dict[str, object] = {
        "title": row.title,
        "number": row.number,
        "crumbs": row.company.name,
        "sentence": f"{row.get_grade_display()} · {FindingState(row.state).label}",
        "facts_words": _("Facts"),
        "facts": _fields(facts_of(actor, row)),
        "description": row.description,
        "five_words": _("Five implementations"),
        "five": _fields(five_of(row, now.date())),
        "major_words": _("What the law wants of a major one"),
        "major": _fields(major_facts(row)),
        "photos_words": _("Before and after"),
        "before": _image("before", pictures.files[0], images),
        "after": _image("after", pictures.files[1], images),
        "before_who": _who(pictures.before),
        "after_who": _who(pictures.after),
        "story_words": _("What happened"),
        "story": [
            {
                "label": moment(each.occurred_at, now),
                "value": "\n".join(filter(None, (tell_plainly(days_in_words(each)), each.reason))),
            }
            for each in history.order_by("occurred_at", "id")[:MOST_ENTRIES]
        ],
        "proof": _("Printed %(at)s by %(name)s.") % {"at": moment(now, now), "name": actor.name},
    }
    pdf = render("inspections/record.typ", data, images=images, created=now)
    return sent_pdf(pdf, f"{row.number}.pdf")


@login_required
@require_safe
def statistics_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a statistics report as the paper that goes to the authority."""
    return statistics_paper(get_object_or_404(reports_for(actor_of(request)), pk=pk))


def statistics_paper(report: StatisticsReport) -> HttpResponse:
    """Answer with a statistics report in scope; 404 before its figures are made."""
    parts = report_page(report)
    if not parts:
        raise Http404
    now = timezone.localtime()
    signed = report.signed_by.name if report.signed_by else ""
    data: dict[str, object] = {
        "title": _("Statistics of hidden dangers"),
        "crumbs": report.company.name,
        "number": report.period,
        "sentence": _("%(period)s. Due %(day)s.")
        % {"period": period_words(report), "day": full_date(report.due_on)},
        "parts": [
            {
                "title": part.title,
                "columns": [
                    {"label": "", "align": "left", "width": 2.4},
                    *({"label": word, "align": "right", "width": 1} for word in heads()),
                ],
                "rows": [[row.label, *row.said] for row in part.rows],
            }
            for part in parts
        ],
        "note": explained(report),
        "signatures": [
            {
                "role": _("Principal"),
                "name": signed,
                "date": moment(report.signed_at, now) if report.signed_at else "",
            }
        ],
        "proof": _("Figures of %(at)s.")
        % {"at": moment(report.made_at, now) if report.made_at else "–"},
    }
    name = f"{report.period} {report.company.name}.pdf"
    return sent_pdf(render("inspections/statistics.typ", data, created=now), name)


def _about(row: Finding) -> list[Fact]:
    now = timezone.localtime()
    facts = [
        Fact(
            pgettext("hidden danger", "Where"),
            f"{row.unit.name} · {where_of(row)}" if row.place else where_of(row),
        ),
        Fact(pgettext("filter", "Grade"), row.get_grade_display()),
        Fact(_("Clause"), clause_words(row.clause)),
        Fact(
            pgettext("hidden danger", "Found"),
            with_more(moment(row.found_at, now), row.finder_names)
            if row.finder_names
            else moment(row.found_at, now),
        ),
        Fact(_("Description"), row.description),
    ]
    return [fact for fact in facts if fact.value]


def _fields(facts: Iterable[Fact]) -> list[dict[str, str]]:
    return [
        _field(fact.label, "\n".join(filter(None, (str(fact.value), str(fact.note)))))
        for fact in facts
    ]


def _field(label: object, value: str) -> dict[str, str]:
    return {"label": str(label), "value": value}


def _image(name: str, attachment: Attachment | None, images: dict[str, bytes]) -> str:
    """Put a photo beside the paper and return its name; "" where there is none."""
    path = recover(attachment.sha256) if attachment else None
    if attachment is None or path is None:
        return ""
    key = f"{name}.{attachment.media_type.partition('/')[2]}"
    images[key] = path.read_bytes()
    return key


def _who(photo: Photo) -> str:
    if photo.at is None:
        return ""
    return f"{moment(photo.at, timezone.localtime())} · {photo.who}"
