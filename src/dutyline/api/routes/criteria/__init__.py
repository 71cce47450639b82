"""Routes of criteria, catalogues and packs: everybody signed in may read the rules he is under."""

from ninja import Router

from dutyline.api.routes.criteria import catalogues, packs, values

router = Router()
for part in (values, catalogues, packs):
    router.add_router("", part.router)

__all__ = ["router"]
