"""Post cards as a workbook that comes back through the import."""

from django.contrib.auth.decorators import login_required
from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.errands.operations import TooManyErrands, ask_errand
from dutyline.modules.responsibility.card_export import (
    AT_ONCE,
    EXPORT,
    file_name,
    sheet_of,
)
from dutyline.modules.responsibility.operations.register import cards_asked
from dutyline.modules.responsibility.operations.sheet import card_rows
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.scope import (
    require,
    unit_asked,
)
from dutyline.toolkit.paging import capped_count
from dutyline.toolkit.spreadsheets.write import XLSX, stream_xlsx
from dutyline.toolkit.ui.messages import done


@login_required
@require_safe
def cards_xlsx(request: HttpRequest) -> HttpResponseBase:
    """Send the cards the register's address asks for; very many of them become a task."""
    actor = actor_of(request)
    require(actor, Responsibility.CARD_VIEW)
    unit = unit_asked(actor, request.GET.get("unit", "")[:255])
    asked = {
        "unit": unit.path if unit else "",
        "state": request.GET.get("state", ""),
        "q": request.GET.get("q", "").strip()[:100],
    }
    posts = cards_asked(
        actor, timezone.localdate(), path=asked["unit"], state=asked["state"], words=asked["q"]
    )
    if capped_count(posts, AT_ONCE)[1]:
        parameters = {**asked, "language": get_language() or ""}
        try:
            errand = ask_errand(by=actor, kind=EXPORT, parameters=parameters, at=timezone.now())
        except TooManyErrands as refusal:
            done(request, str(refusal))
            return HttpResponseRedirect(reverse("errands:errands"))
        return HttpResponseRedirect(reverse("errands:errand", args=[errand.pk]))
    response = StreamingHttpResponse(stream_xlsx(sheet_of(card_rows(posts))), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, file_name())
    # An archive does not get smaller.
    response["Content-Encoding"] = "identity"
    return response
