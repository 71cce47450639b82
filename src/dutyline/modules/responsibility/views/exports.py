"""Lists of responsibility as workbooks: sent at once, or by the worker where they are long."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.errands.operations import TooManyErrands, ask_errand
from dutyline.modules.responsibility.budget_export import BUDGET
from dutyline.modules.responsibility.card_export import CARDS
from dutyline.modules.responsibility.exporting import AT_ONCE, Workbook, unwatched
from dutyline.modules.responsibility.goal_export import GOALS
from dutyline.modules.responsibility.models import GoalState
from dutyline.modules.responsibility.views.goals.scope import unit_with, year_asked
from dutyline.modules.responsibility.views.scope import require
from dutyline.toolkit.paging import capped_count
from dutyline.toolkit.spreadsheets.sent import sent_sheets
from dutyline.toolkit.spreadsheets.write import stream_xlsx
from dutyline.toolkit.ui.messages import done


@login_required
@require_safe
def cards_xlsx(request: HttpRequest) -> HttpResponseBase:
    """Send the cards the register's address asks for."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:100]
    return _sent(request, CARDS, state=state, q=words)


@login_required
@require_safe
def goals_xlsx(request: HttpRequest) -> HttpResponseBase:
    """Send the goals the address of their list asks for."""
    state = request.GET.get("state", "")
    known = state if state in GoalState.values else ""
    return _sent(request, GOALS, year=year_asked(request), state=known)


@login_required
@require_safe
def budget_xlsx(request: HttpRequest) -> HttpResponseBase:
    """Send the safety budget of the year and unit the address asks for."""
    return _sent(request, BUDGET, year=year_asked(request))


def address_of(request: HttpRequest, name: str) -> str:
    """Return where the list an address asks for is taken out."""
    asked = {key: request.GET[key] for key in ("year", "state", "unit") if request.GET.get(key)}
    address = reverse(f"responsibility:{name}")
    return f"{address}?{urlencode(asked)}" if asked else address


def _sent(request: HttpRequest, book: Workbook, **asked: str | int) -> HttpResponseBase:
    """Send a workbook of what is in reach; a very long one becomes a task."""
    actor = actor_of(request)
    require(actor, book.permission)
    unit = unit_with(actor, request.GET.get("unit", ""), book.permission)
    parameters = {**asked, "unit": unit.path if unit else "", "language": get_language() or ""}
    rows = book.asked(actor, parameters)
    if capped_count(rows, AT_ONCE)[1]:
        try:
            errand = ask_errand(by=actor, kind=book.key, parameters=parameters, at=timezone.now())
        except TooManyErrands as refusal:
            done(request, str(refusal))
            return HttpResponseRedirect(reverse("errands:errands"))
        return HttpResponseRedirect(reverse("errands:errand", args=[errand.pk]))
    return sent_sheets(stream_xlsx(*book.sheets(rows, unwatched)), book.file_name())
