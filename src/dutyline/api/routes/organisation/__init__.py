"""Routes of the organisation."""

from ninja import Router

from dutyline.api.routes.organisation import appointments, people, places, posts, units

router = Router()
for part in (units, posts, people, appointments, places):
    router.add_router("", part.router)

__all__ = ["router"]
