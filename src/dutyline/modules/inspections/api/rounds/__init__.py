"""Routes of rounds."""

from ninja import Router

from dutyline.modules.inspections.api.rounds import ending, listed, walking

router = Router()
for part in (listed, walking, ending):
    router.add_router("", part.router)

__all__ = ["router"]
