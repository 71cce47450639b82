"""The words policies are written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Answer(StrEnum):
    """What somebody is told at a door."""

    OPEN = "open"
    """A page, a redirect elsewhere, or a form shown again because it was empty."""
    SIGN_IN = "sign in"
    NOTHING = "nothing here"
    """404: as if the object did not exist."""
    NO = "seen, not allowed"
    """403 of the API: visible, but not to be done by this person."""
    INVALID = "invalid"
    """422 of the API: give the policy a `body` with which the operation is reached."""
    BROKEN = "broken"


@dataclass(frozen=True)
class Thing:
    """In a body: the id of a thing of the world."""

    name: str


PEOPLE = ("anonymous", "stranger", "other", "worker", "leader", "manager", "admin")
"""Nobody, Tan without a post, Ma the head of the other company, Wang the worker and Li the leader
of team A, Chen the safety manager over their company, and Qian the administrator of the group.
What is asked about lies in team A."""
HERE = ("worker", "leader", "manager", "admin")
"""Whoever belongs to the unit or is over it."""


@dataclass(frozen=True)
class Policy:
    """What each of PEOPLE is answered; `needs` names things of the world for parameters."""

    answers: tuple[Answer, ...]
    needs: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, object] = field(default_factory=dict)
    query: str = ""

    def about(self, thing: str, **body: object) -> "Policy":
        """Return this policy for a thing of the world that fills the parameter `pk`."""
        return replace(self, needs={"pk": thing}, body=body)

    def needing(self, **things: str) -> "Policy":
        """Return this policy with the things of the world that fill its parameters."""
        return replace(self, needs={**self.needs, **things})

    def asking(self, query: str) -> "Policy":
        """Return this policy with a query string."""
        return replace(self, query=query)

    def sending(self, **body: object) -> "Policy":
        """Return this policy with what the request carries."""
        return replace(self, body=body)


def only(*people: str, seen_by: tuple[str, ...] = (), others: Answer = Answer.NOTHING) -> Policy:
    """Let these people in; of the API, `seen_by` may see the thing but not do this.

    `others` are told INVALID where the body names what they cannot see.
    """
    told = dict.fromkeys(PEOPLE, others) | {"anonymous": Answer.SIGN_IN}
    told |= dict.fromkeys(seen_by, Answer.NO) | dict.fromkeys(people, Answer.OPEN)
    assert told.keys() == set(PEOPLE)
    return Policy(tuple(told[who] for who in PEOPLE))


def answered(others: Answer = Answer.NOTHING, **told: Answer) -> Policy:
    """Tell each of these people something else, and the others one thing."""
    answers = dict.fromkeys(PEOPLE, others) | {"anonymous": Answer.SIGN_IN} | told
    assert answers.keys() == set(PEOPLE)
    return Policy(tuple(answers[who] for who in PEOPLE))


def _alike(answer: Answer, anonymous: Answer) -> Policy:
    return Policy((anonymous, *(answer for _who in PEOPLE[1:])))


PUBLIC = _alike(Answer.OPEN, Answer.OPEN)
SIGNED_IN = _alike(Answer.OPEN, Answer.SIGN_IN)
IN_UNIT = only(*HERE)
APPOINTED = only("other", *HERE)
"""Whoever has a part in the enterprise, each with his own part of it."""
OWN = only("worker")
"""Wang's own affair."""
GONE = _alike(Answer.NOTHING, Answer.NOTHING)
"""There only at certain times: an installation without accounts, a demonstration."""
UNHEARD = _alike(Answer.INVALID, Answer.INVALID)
"""Open to all, and asked in a way no JSON can."""
UNREACHED = _alike(Answer.INVALID, Answer.SIGN_IN)
"""Only the sign-in is proved: give the policy what the request must carry."""
