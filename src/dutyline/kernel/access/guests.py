"""Proof of who somebody is within the session of another, used up by the act it is given for.

The session stays its owner's: nothing of the proof is kept in it. What proofs there are the door
knows, which stands above the kernel; it puts its way of asking here when Django starts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django import forms
from django.http import HttpRequest

from dutyline.kernel.access.models import Account


@dataclass(frozen=True)
class Ways:
    """By what somebody can prove himself: fields to fill in, a passkey to ask for, or nothing.

    `options` asks the question a passkey answers, where a page shows it: an answer that came with
    this request is read before. `demo` stands for the button of a visitor.
    """

    fields: Mapping[str, forms.Field] = field(default_factory=dict)
    options: Callable[[], Mapping[str, Any]] | None = None
    demo: bool = False

    @property
    def any(self) -> bool:
        """Say whether there is a way at all."""
        return bool(self.fields) or self.options is not None or self.demo


class Prover(Protocol):
    """What the door brings."""

    def ways(self, request: HttpRequest, account: Account | None) -> Ways:
        """Return by what a person can prove himself here; without an account in a demo only."""

    def prove(
        self, request: HttpRequest, account: Account | None, said: Mapping[str, Any]
    ) -> list[str]:
        """Return by what he did, keys of `Attempt.Method`; raises ValidationError by field.

        Wrong answers are counted and noted for the account, not for whose device it is.
        """


_provers: list[Prover] = []


def prove_guests_with(prover: Prover) -> None:
    """Let the door say how guests prove themselves."""
    _provers[:] = [prover]


def ways_of(request: HttpRequest, account: Account | None) -> Ways:
    """Return by what the person of an account can prove himself on this device."""
    return _provers[0].ways(request, account)


def prove(request: HttpRequest, account: Account | None, said: Mapping[str, Any]) -> list[str]:
    """Return by what the person of an account proved himself; raises ValidationError."""
    return _provers[0].prove(request, account, said)
