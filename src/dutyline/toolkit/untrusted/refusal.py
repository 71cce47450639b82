"""Say no to outside input in a way a program can act on and a person can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


class Refused(Exception):
    """Carry why something was not accepted: a stable key, its parameters, a translated sentence.

    Subclasses list their sentences with named placeholders; a key without one is a mistake of ours.
    """

    sentences: ClassVar[Mapping[str, _StrPromise]] = {}

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params

    @property
    def message(self) -> str:
        """Return the sentence in the language active now."""
        return str(self.sentences[self.key]) % self.params

    def __str__(self) -> str:
        return self.message

    def as_json(self) -> dict[str, object]:
        """Return key, parameters and sentence as plain data."""
        return {"key": self.key, "params": self.params, "message": self.message}
