"""Packs: which there are, which were loaded, and what loading one changes."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from dutyline.api.routes.criteria.schemas import PackOut, PackReport
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.criteria.models import LoadedPack, in_language
from dutyline.kernel.criteria.operations import check_pack, load_pack
from dutyline.kernel.criteria.operations.guards import require_at_the_top
from dutyline.kernel.criteria.operations.report import Report
from dutyline.kernel.criteria.shipped import shipped
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Listing, whole
from dutyline.toolkit.rest.shapes import as_json

router = Router()


@router.get("/packs", response=Listing[PackOut], summary="Packs")
def list_packs(request: HttpRequest) -> dict[str, Any]:
    """Return the packs that come with Dutyline, then loaded ones that do not."""
    loaded = {row.name: row for row in LoadedPack.objects.order_by("loaded_at", "id")}
    rows = []
    for each in shipped():
        row = loaded.pop(each.name, None)
        newer = row is not None and row.digest != each.digest
        rows.append(_shown(each.name, in_language(each.title), each.version, row, newer=newer))
    rows += [_shown(name, name, "", row, newer=False) for name, row in loaded.items()]
    return whole(rows)


@router.post("/packs/{name}/check", response=PackReport, summary="What loading a pack would do")
def new_check(request: HttpRequest, name: str) -> dict[str, Any]:
    """Return what loading a shipped pack would change, and change nothing."""
    _require_shipped(request, name)
    return _told(check_pack(path=name, by=actor_of(request), at=timezone.now()))


@router.post("/packs/{name}/load", response=PackReport, summary="Load a pack")
def new_load(request: HttpRequest, name: str) -> dict[str, Any]:
    """Load a shipped pack: all of it or nothing; rows of one's own are never touched."""
    _require_shipped(request, name)

    def act() -> dict[str, Any]:
        return _told(load_pack(path=name, by=actor_of(request), at=timezone.now()))

    return once_per_key(request, act)


def _require_shipped(request: HttpRequest, name: str) -> None:
    # Only shipped ones: a name from outside must never become a path on this machine.
    if name not in {each.name for each in shipped()}:
        raise Http404
    require_at_the_top(actor_of(request))


def _shown(
    name: str, title: str, version: str, row: LoadedPack | None, *, newer: bool
) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "shipped": version,
        "loaded": row.version if row else "",
        "loaded_at": row.loaded_at if row else None,
        "newer": newer,
    }


def _told(report: Report) -> dict[str, Any]:
    return as_json(PackReport, report)
