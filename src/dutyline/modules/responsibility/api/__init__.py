"""The API of responsibility: the same operations and scope as its pages."""

from dutyline.modules.responsibility.api.routes import router

__all__ = ["router"]
