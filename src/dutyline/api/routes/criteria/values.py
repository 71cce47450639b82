"""Criteria: what holds on a day, where it comes from, and values of one's own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from dutyline.api.routes.criteria.schemas import CriterionOut, OwnValue, Withdrawn
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.criteria.lookup import criteria_on, criterion_timeline
from dutyline.kernel.criteria.models import Criterion, Standing
from dutyline.kernel.criteria.operations import set_criterion, withdraw_own
from dutyline.kernel.criteria.reworded import said_on, through_time
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listed, whole
from dutyline.toolkit.rest.shapes import Day, Strict, Words, as_json
from dutyline.toolkit.rest.versions import require_match, with_etag

router = Router()


class CriteriaAsked(Asked):
    """Which criteria."""

    on: Day | None = Field(None, description="as they stood on this day; today without")
    q: Words = Field("", description="a part of key or label")
    standing: Standing | None = None
    own: bool | None = Field(None, description="only values of one's own, or only packs'")


class DayAsked(Strict):
    """Which day; today without."""

    on: Day | None = None


@router.get("/criteria", response=Listing[CriterionOut], summary="Criteria on a day")
def list_criteria(request: HttpRequest, asked: Query[CriteriaAsked]) -> dict[str, Any]:
    """List the row that counts for every criterion on a day, by key."""
    on = asked.on or timezone.localdate()
    rows = said_on("", criteria_on(on), on)
    return listed([row for row in rows if _fits(row, asked)], "key", asked)


@router.get("/criteria/{key}", response=CriterionOut, summary="One criterion on a day")
def read_criterion(
    request: HttpRequest, response: HttpResponse, key: str, asked: Query[DayAsked]
) -> CriterionOut:
    """Return the row that counts on a day."""
    on = asked.on or timezone.localdate()
    row = next((each for each in criterion_timeline(key) if each.runs_on(on)), None)
    if row is None:
        raise Http404
    return with_etag(response, CriterionOut.from_orm(said_on("", [row], on)[0]))


@router.get(
    "/criteria/{key}/timeline", response=Listing[CriterionOut], summary="A criterion through time"
)
def read_timeline(request: HttpRequest, key: str) -> dict[str, Any]:
    """Return every value it had, has and will have, one's own and each pack's, as it was said."""
    timeline = through_time("", criterion_timeline(key))
    rows = [each for each in timeline if each.valid_to != each.valid_from]
    if not rows:
        raise Http404
    return whole(rows)


@router.put("/criteria/{key}/own", response=CriterionOut, summary="Set a value of one's own")
def new_own_value(request: HttpRequest, key: str, body: OwnValue) -> dict[str, Any]:
    """Give a criterion a value of one's own from a day on; no pack overwrites it."""

    def act() -> dict[str, Any]:
        _require_match(request, key)
        row = set_criterion(by=actor_of(request), key=key, at=timezone.now(), **body.model_dump())
        return as_json(CriterionOut, row)

    return once_per_key(request, act)


@router.post(
    "/criteria/{key}/withdrawal", response=CriterionOut, summary="End a value of one's own"
)
def new_withdrawal(request: HttpRequest, key: str, body: Withdrawn) -> dict[str, Any]:
    """End one's own value; from that day on the pack's counts again."""

    def act() -> dict[str, Any]:
        _require_match(request, key)
        row = withdraw_own(by=actor_of(request), key=key, at=timezone.now(), **body.model_dump())
        return as_json(CriterionOut, row)

    return once_per_key(request, act)


def _require_match(request: HttpRequest, key: str) -> None:
    today, timeline = timezone.localdate(), criterion_timeline(key)
    if not timeline:
        raise Http404
    shown = next((each for each in timeline if each.runs_on(today)), timeline[0])
    require_match(request, CriterionOut.from_orm(shown))


def _fits(row: Criterion, asked: CriteriaAsked) -> bool:
    if asked.own is not None and row.is_own != asked.own:
        return False
    if asked.standing is not None and row.standing != asked.standing:
        return False
    return asked.q.lower() in f"{row.key} {row.label_en} {row.label_zh}".lower()
