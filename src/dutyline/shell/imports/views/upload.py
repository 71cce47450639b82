"""The first step: what can be imported, and bringing a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.receipts.submission import carry_out
from dutyline.shell.imports.forms import BringFile
from dutyline.shell.imports.kinds import adapter_of, closed_kinds, kind_or_404, kinds_for
from dutyline.shell.imports.models import Upload
from dutyline.shell.imports.operations import bring_file
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.spreadsheets.columns import Column, SheetToWrite
from dutyline.toolkit.spreadsheets.limits import ORDINARY
from dutyline.toolkit.spreadsheets.sent import sent_sheets
from dutyline.toolkit.spreadsheets.write import stream_xlsx
from dutyline.toolkit.ui import messages

NEWEST = 20


@login_required
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """List what the person may import, and his files on their way in."""
    actor = actor_of(request)
    kinds = kinds_for(actor)
    if not kinds:
        raise Http404
    labels = {kind.key: kind.label for kind in kinds}
    mine = Upload.objects.of(actor).filter(kind__in=labels).select_related("errand")
    rows = [(labels[row.kind], row) for row in mine.order_by("-id")[:NEWEST]]
    context = {"kinds": kinds, "closed": closed_kinds(actor), "uploads": rows}
    context["may_see_roles"] = actor.can(Access.ROLES_MANAGE)
    return render(request, "shell/imports/imports.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a file of one kind; a refused one leaves nothing behind."""
    actor = actor_of(request)
    found = kind_or_404(actor, kind)
    form = BringFile(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]

        def act() -> str:
            upload = bring_file(
                by=actor,
                kind=kind,
                content=file.read(ORDINARY.bytes + 1),
                name=file.name,
                mapping=form.cleaned_data["map"],
                as_of=timezone.localdate(),
                partial=False,
                at=timezone.now(),
            )
            return reverse("import_columns", args=[upload.pk])

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("The file was read. Check the columns."))
            return done
    fields = adapter_of(kind).fields
    context = {"kind": found, "form": form, "fields": fields}
    status = 422 if form.errors else 200
    return render(request, "shell/imports/bring.html", context, status=status)


@login_required
@require_safe
def template(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """Send an empty table with every column of a kind."""
    found = kind_or_404(actor_of(request), kind)
    columns = [Column(str(each.label)) for each in adapter_of(kind).fields]
    sheet = SheetToWrite(str(found.label), columns, [])
    return sent_sheets(stream_xlsx(sheet), f"{kind}.xlsx")
