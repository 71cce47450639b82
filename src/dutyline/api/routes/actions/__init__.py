"""Routes of actions."""

from dutyline.api.routes.actions.rectifications import router

__all__ = ["router"]
