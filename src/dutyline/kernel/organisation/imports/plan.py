"""What an import is going to do: worked out in memory, counted, and only then written."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dutyline.kernel.organisation.imports.families import Families
from dutyline.kernel.organisation.imports.state import Held, KnownPerson, KnownPost, KnownUnit
from dutyline.kernel.organisation.operations.guards import EVERYWHERE


@dataclass(eq=False)
class Node:
    """A unit the file tells of. `parent` is None for the tops of the file.

    `attach` is the unit a top lies under (`attach_named` when the file says so), `known` the unit
    it already is.
    """

    code: str
    name: str
    kind: str
    parent: "Node | None"
    rows: list[int]
    coded: bool = False
    kind_given: bool = False
    known: KnownUnit | None = None
    attach: KnownUnit | None = None
    attach_named: bool = False
    pk: int = 0
    path: str = ""

    @property
    def moves(self) -> bool:
        """Say whether it lies elsewhere now; where the tops lie is the enterprise's own affair."""
        if self.known is None:
            return False
        if self.parent is not None:
            return self.parent.known is None or self.known.parent != self.parent.known.pk
        return self.attach_named and self.attach is not None and self.known.parent != self.attach.pk

    @property
    def renamed(self) -> bool:
        """Say whether name or kind differ from what is known."""
        if self.known is None:
            return False
        return self.known.name != self.name or (self.kind_given and self.known.kind != self.kind)


def path_over(node: Node) -> str:
    """Return the path over which a post in a unit takes the right."""
    here: Node | None = node
    while here is not None:
        there = here.known or here.attach
        if there is not None:
            return there.path
        here = here.parent
    return EVERYWHERE


@dataclass(eq=False)
class PostPlan:
    """A post the file tells of; `superior` is its superior's code, None for the default."""

    code: str
    title: str
    node: Node
    superior: str | None
    heads: bool
    level: int
    headcount: Decimal
    rows: list[int]
    known: KnownPost | None = None
    changes: bool = False
    pk: int = 0


@dataclass(eq=False)
class PersonPlan:
    """Somebody the file names as a holder."""

    name: str
    number: str
    known: KnownPerson | None = None
    returns: bool = False
    pk: int = 0


@dataclass(frozen=True)
class Begin:
    """An appointment to begin: who, which post, what share, and the day another one takes over."""

    person: PersonPlan
    post: PostPlan
    share: Decimal
    until: date | None = None


@dataclass
class Plan:
    """Everything to be written, in the order of writing."""

    day: date
    source: str
    families: Families
    outside: dict[str, int] = field(default_factory=dict)
    """Posts the file may name as superiors without telling of them: code to id."""
    nodes: list[Node] = field(default_factory=list)
    posts: list[PostPlan] = field(default_factory=list)
    people: list[PersonPlan] = field(default_factory=list)
    begin: list[Begin] = field(default_factory=list)
    end: list[Held] = field(default_factory=list)
    reshare: list[tuple[Held, Decimal]] = field(default_factory=list)
    close_posts: list[KnownPost] = field(default_factory=list)
    close_units: list[KnownUnit] = field(default_factory=list)
