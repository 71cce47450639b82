"""Every route of inspections as one router."""

from ninja import Router

from dutyline.modules.inspections.api import (
    checklists,
    coverage,
    findings,
    labels,
    place_reports,
    plans,
    public,
    rounds,
    saved_views,
    statistics,
    statistics_reports,
)

router = Router()
PARTS = (
    findings,
    saved_views,
    rounds,
    checklists,
    plans,
    coverage,
    statistics,
    statistics_reports,
    place_reports,
    labels,
    public,
)
for part in PARTS:
    router.add_router("", part.router)
