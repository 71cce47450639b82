"""Routes of checklists."""

from dutyline.modules.inspections.api.checklists.changing import router

__all__ = ["router"]
