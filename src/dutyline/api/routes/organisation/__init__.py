"""Routes of the organisation."""

from ninja import Router

from dutyline.api.routes.organisation import (
    appointments,
    calendar,
    leave,
    people,
    places,
    posts,
    units,
)

router = Router()
for part in (units, calendar, posts, people, leave, appointments, places):
    router.add_router("", part.router)

__all__ = ["router"]
