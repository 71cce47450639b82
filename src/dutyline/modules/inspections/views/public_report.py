"""What opens when the printed code of a place is scanned, and how a reporter follows on."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.modules.inspections.forms.report import CodeForm, DangerForm
from dutyline.modules.inspections.models import Finding, Round
from dutyline.modules.inspections.operations import follow_report, report_danger
from dutyline.modules.inspections.operations.photographing import photograph_report
from dutyline.modules.inspections.operations.refusals import TooManyReports
from dutyline.modules.inspections.operations.reports import Followed, place_scanned
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.rounds import mine_now
from dutyline.toolkit.ui.parts import Step

SHOWN = 5
STEPS = ("received", "taken_up", "in_work", "repaired", "verified", "closed")


@never_cache
def scan(request: HttpRequest, public_key: str) -> HttpResponse:
    """Let anybody report a danger at a place; show an inspector what is due there."""
    found = place_scanned(public_key, timezone.now())
    if found is None:
        return render(request, "inspections/report_place_unknown.html", status=404)
    nameless = request.method == "POST" or "nameless" in request.GET
    if request.user.is_authenticated and not nameless:
        return _for_inspector(request, actor_of(request), found)
    return _for_anybody(request, found)


@never_cache
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Show a reporter how his report stands."""
    try:
        found = follow_report(code=code[:40], at=timezone.now(), address=_address(request))
    except Refusal as refusal:
        form = CodeForm({"code": code[:20]})
        form.add_error("code" if refusal.field == "code" else None, str(refusal))
        return _ask_code(request, form, status=_status(refusal))
    context = {
        "found": found,
        "code": code,
        "fresh": "sent" in request.GET,
        "steps": _steps(found),
        "words": _words(found),
    }
    with timezone.override(zone_of(found.report.place.unit)):  # a reporter has none of his own
        return render(request, "inspections/report_followed.html", context)


@never_cache
def follow_by_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a report."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plain = "".join(form.cleaned_data["code"].split()).replace("/", "")
        if plain:
            return HttpResponseRedirect(reverse("inspections:follow", args=[plain]))
    return _ask_code(request, form, status=422 if request.method == "POST" else 200)


def _for_anybody(request: HttpRequest, place: Place) -> HttpResponse:
    form, status = DangerForm(request.POST or None, request.FILES or None), 200
    refused: list[Refusal] = []
    if request.method == "POST":
        status = 422
        if form.is_valid():
            sent = carry_out(request, form, lambda: _send(request, place, form, refused))
            if sent:
                return sent
            status = max((_status(each) for each in refused), default=422)
    context = {"form": form, "place": place, "photo_lost": status != 200 and bool(request.FILES)}
    return render(request, "inspections/report_danger.html", context, status=status)


def _send(request: HttpRequest, place: Place, form: DangerForm, refused: list[Refusal]) -> str:
    said, at = form.cleaned_data, timezone.now()
    try:
        sent = report_danger(
            public_key=place.public_key,
            sentence=said["sentence"],
            contact=said["contact"],
            at=at,
            address=_address(request),
            language=translation.get_language() or "",
        )
        photograph_report(report=sent.report, photos=said["photos"], at=at)
    except Refusal as refusal:
        refused.append(refusal)
        raise
    return f"{reverse('inspections:follow', args=[sent.code])}?sent=1"


def _for_inspector(request: HttpRequest, actor: Actor, place: Place) -> HttpResponse:
    now = timezone.localtime()
    due = mine_now(Round.objects.filter(place=place), actor, now)
    last = Round.objects.visible_to(actor).filter(place=place).done()
    found = Finding.objects.visible_to(actor).filter(place=place).open()
    context = {
        "place": place,
        "due": due.select_related("post").order_by("due_at", "id")[:SHOWN],
        "last": last.order_by("-finished_at", "-id")[:SHOWN],
        "open": found.order_by("-found_at", "-id")[:SHOWN],
        "may_record": actor.can(Inspections.FINDING_RECORD, place.unit_path),
        "may_walk": actor.can(Inspections.ROUND_WALK, place.unit_path),
        "now": now,
    }
    return render(request, "inspections/place_scanned.html", context)


def _ask_code(request: HttpRequest, form: CodeForm, status: int) -> HttpResponse:
    return render(request, "inspections/report_code.html", {"form": form}, status=status)


def _status(refusal: Refusal) -> int:
    if isinstance(refusal, TooManyReports):
        return 429
    return 404 if refusal.field == "code" else 422


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _steps(found: Followed) -> list[Step]:
    words = {
        "received": pgettext("report", "Received"),
        "taken_up": pgettext("report", "Taken up"),
        "in_work": pgettext("report", "Being mended"),
        "repaired": pgettext("report", "Mended"),
        "verified": pgettext("report", "Verified"),
    }
    if found.step == "answered":
        return [
            Step(words["received"], "done"),
            Step(pgettext("report", "Answered"), "done"),
        ]
    reached = STEPS.index(found.step)
    # Closing is the ledger's affair; to the reporter the thing is mended and verified.
    last = len(words) - 1
    return [
        Step(word, "to_come" if place > reached else "now" if place == reached < last else "done")
        for place, word in enumerate(words.values())
    ]


def _words(found: Followed) -> str:
    return {
        "received": _("Your report has arrived. Somebody responsible reads it."),
        "taken_up": _("It is recorded as a hidden danger and will be mended."),
        "in_work": _("Somebody is mending it."),
        "repaired": _("It is mended. Another person checks whether that really helps."),
        "verified": _("It is mended and verified. Thank you."),
        "closed": _("It is mended and verified. Thank you."),
        "answered": _("Thank you. Somebody looked at it and answers:"),
    }[found.step]
