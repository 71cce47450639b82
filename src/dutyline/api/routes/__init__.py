"""Routes of the kernel's rooms, by room."""

from ninja import Router

from dutyline.api.routes import organisation

KERNEL: dict[str, Router] = {
    "organisation": organisation.router,
}
