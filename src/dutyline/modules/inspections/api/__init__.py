"""The API of inspections: the same operations and scope as its pages."""

from dutyline.modules.inspections.api.routes import router

__all__ = ["router"]
