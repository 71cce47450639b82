"""Routes of the organisation."""

from ninja import Router

from dutyline.api.routes.organisation import (
    appointments,
    calendar,
    foresight,
    leave,
    people,
    places,
    posts,
    units,
)

router = Router()
for part in (units, calendar, posts, people, leave, appointments, places, foresight):
    router.add_router("", part.router)

__all__ = ["router"]
