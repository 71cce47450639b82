"""Routes of the kernel's rooms, by room."""

from ninja import Router

from dutyline.api.routes import (
    access,
    actions,
    criteria,
    duties,
    errands,
    files,
    history,
    notifications,
    organisation,
)

KERNEL: dict[str, Router] = {
    "organisation": organisation.router,
    "access": access.router,
    "criteria": criteria.router,
    "duties": duties.router,
    "actions": actions.router,
    "files": files.router,
    "history": history.router,
    "notifications": notifications.router,
    "errands": errands.router,
}
