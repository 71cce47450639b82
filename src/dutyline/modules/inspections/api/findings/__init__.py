"""Routes of the ledger and of everything that happens to a finding."""

from ninja import Router

from dutyline.modules.inspections.api.findings import (
    asking,
    assigning,
    ending,
    major,
    parts,
    photos,
    recording,
    repairing,
)

router = Router()
for part in (recording, parts, photos, assigning, asking, repairing, ending, major):
    router.add_router("", part.router)

__all__ = ["router"]
