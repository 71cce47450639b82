"""The second step: where the table is, and which column is what."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry.imports import ImportMap
from dutyline.shell.imports.forms import LayOut, MatchFields
from dutyline.shell.imports.kinds import adapter_of, kind_or_404
from dutyline.shell.imports.models import Upload
from dutyline.shell.imports.operations import (
    AT_ONCE,
    columns_of,
    lay_out,
    match_fields,
    send_off,
    try_out,
)
from dutyline.shell.organisation.scope import actor_of


def upload_or_404(actor: Actor, pk: int) -> Upload:
    """Return an upload of this very account, of a kind it may still import."""
    upload = get_object_or_404(Upload.objects.of(actor).select_related("errand"), pk=pk)
    kind_or_404(actor, upload.kind)
    return upload


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Match the columns; then the dry run follows, at once or by the worker."""
    actor = actor_of(request)
    upload = upload_or_404(actor, pk)
    form = _match_form(request, upload, data=True)
    if form.is_valid():

        def act() -> str:
            now = timezone.now()
            changed = match_fields(
                by=actor,
                upload=upload,
                columns=form.columns,
                as_of=form.cleaned_data["as_of"],
                partial=form.cleaned_data.get("extent", "part") == "part",
                at=now,
            )
            if changed.found["rows"] <= AT_ONCE:
                try_out(by=actor, upload=changed, at=now)
            else:
                send_off(by=actor, upload=changed, verb="plan", at=now)
            return reverse("import_report", args=[upload.pk])

        done = carry_out(request, form, act)
        if done:
            return done
    return _show(request, upload, form, _layout_form(upload))


@login_required
@require_POST
def layout(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file anew, as the person says where its table is."""
    actor = actor_of(request)
    upload = upload_or_404(actor, pk)
    form = LayOut(request.POST, found=upload.found)
    if form.is_valid():

        def act() -> str:
            mapping = form.mapping(ImportMap.from_json(upload.mapping))
            lay_out(by=actor, upload=upload, mapping=mapping)
            return reverse("import_columns", args=[upload.pk])

        done = carry_out(request, form, act)
        if done:
            return done
    return _show(request, upload, _match_form(request, upload), form)


def _match_form(request: HttpRequest, upload: Upload, *, data: bool = False) -> MatchFields:
    return MatchFields(
        request.POST if data and request.method == "POST" else None,
        initial={"as_of": upload.as_of, "extent": "part" if upload.partial else "whole"},
        fields=adapter_of(upload.kind).fields,
        headers=upload.found["headers"],
        chosen=columns_of(upload),
        snapshot=kind_or_404(actor_of(request), upload.kind).snapshot,
    )


def _layout_form(upload: Upload) -> LayOut:
    found = upload.found
    return LayOut(
        found=found,
        initial={
            name: found[name]
            for name in ("sheet", "header_row", "header_rows", "first_row", "last_row")
        },
    )


def _show(
    request: HttpRequest, upload: Upload, form: MatchFields, layout_form: LayOut
) -> HttpResponse:
    rows = [
        (header, samples, form[f"column-{index}"])
        for index, (header, samples) in enumerate(
            zip(upload.found["headers"], upload.found["samples"], strict=True)
        )
    ]
    context = {
        "upload": upload,
        "kind": kind_or_404(actor_of(request), upload.kind),
        "form": form,
        "layout_form": layout_form,
        "rows": rows,
        "used": sum(1 for *_, field in rows if field.value()),
    }
    status = 422 if form.errors or layout_form.errors else 200
    return render(request, "shell/imports/columns.html", context, status=status)
