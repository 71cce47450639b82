"""The verbs of access; import them from here."""

from dutyline.kernel.access.operations.grants import grant_role

__all__ = ["grant_role"]
