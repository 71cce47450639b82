"""Pages of due-diligence files: the list, asking, one file with its papers."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.receipts.asking import Question, ask
from dutyline.modules.diligence.addresses import sees_file
from dutyline.modules.diligence.forms import AskForm
from dutyline.modules.diligence.keys import FILE
from dutyline.modules.diligence.models import DiligenceFile, Kind, Language
from dutyline.modules.diligence.operations import ask_file
from dutyline.modules.diligence.operations.subjects import Subject, subject_for
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.parts import Link

SIZE = 30
SHOWN = 30
NEWEST = ("-id",)
PAGES = {Kind.PERSON: "person", Kind.POST: "post", Kind.UNIT: "unit"}


@login_required
@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """List what one asked for, and what others asked about oneself."""
    actor = actor_of(request)
    own = DiligenceFile.objects.asked_by(actor).select_related("errand")
    about_me = DiligenceFile.objects.concerning(actor).order_by("-id")[:SHOWN]
    person = actor.person
    context = {
        "page": page_of(request, own, NEWEST, SIZE),
        "about_me": list(about_me),
        "own_url": reverse("diligence:ask", args=[Kind.PERSON, person.pk]) if person else "",
    }
    return render(request, "diligence/files.html", context)


@login_required
def ask_about(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask for a file about a person, a post or a unit."""
    actor, today = actor_of(request), timezone.localdate()
    subject = subject_for(actor, kind, pk)
    if subject is None:
        raise Http404
    initial = {
        "first": today.replace(month=1, day=1),
        "last": today,
        "language": _language(),
    }
    form = AskForm(request.POST or None, own=subject.own, initial=initial)

    def act(at: datetime) -> str:
        said = form.cleaned_data
        file = ask_file(
            by=actor,
            subject=subject,
            first=said["first"],
            last=said["last"],
            language=said["language"],
            reason=said["reason"],
            on=today,
            at=at,
        )
        return reverse("diligence:file", args=[file.pk])

    question = Question(
        title=_("Due-diligence file: {name}").format(name=subject.name),
        button=_("Ask for the file"),
        back=reverse("diligence:files"),
        done=gettext_lazy("Asked for. It is being put together."),
        lead=_(
            "What was owed, done, reported and corrected in these days, with proofs an outsider "
            "can verify. A report of evidence, never a verdict."
        ),
        crumbs=_crumbs(subject),
        aside="" if subject.own else _("It is told that you asked, and why."),
    )
    return ask(request, form, question, act)


@login_required
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one file: how far it is, its papers; to whom it is about, that it was asked for."""
    actor = actor_of(request)
    mine, about_me = (
        rows.values("pk")
        for rows in (DiligenceFile.objects.asked_by(actor), DiligenceFile.objects.concerning(actor))
    )
    rows = DiligenceFile.objects.filter(Q(pk__in=mine) | Q(pk__in=about_me))
    found = get_object_or_404(rows.select_related("errand"), pk=pk)
    asker = DiligenceFile.objects.asked_by(actor).filter(pk=pk).exists()
    papers = []
    if asker and found.built_at and sees_file(actor, pk):
        papers = list(Attachment.objects.of(FILE, pk))
    context = {
        "file": found,
        "asker": asker,
        "papers": papers,
        "waiting": asker and found.built_at is None and _is_running(found),
        "crumbs": [Link(_("Due-diligence files"), reverse("diligence:files"))],
        "about_url": reverse(PAGES[Kind(found.kind)], args=[found.about_id]),
    }
    template = "diligence/file.html"
    if getattr(request, "htmx", False):
        # 286 is htmx's word for "polled enough".
        status = 200 if context["waiting"] else 286
        return render(request, f"{template}#state", context, status=status)
    return render(request, template, context)


def _is_running(found: DiligenceFile) -> bool:
    return found.errand is not None and not found.errand.is_finished


def _language() -> str:
    chinese = (get_language() or "").startswith("zh")
    return Language.CHINESE if chinese else Language.ENGLISH


def _crumbs(subject: Subject) -> list[Link]:
    return [
        Link(_("Due-diligence files"), reverse("diligence:files")),
        Link(subject.name, reverse(PAGES[Kind(subject.kind)], args=[subject.id])),
    ]
