"""What is wrong with a pack, and where."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


@dataclass(frozen=True)
class Where:
    """A line of a file; lines count from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        """Return `file:line`."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """One complaint in the language of the moment."""

    where: Where
    reason: str

    def __str__(self) -> str:
        """Return `file:line: reason`."""
        return f"{self.where}: {self.reason}"


class PackInvalid(Refusal):
    """A pack with at least one fault; nothing of it was loaded."""

    message = _("The pack {pack} has faults and was not loaded.\n{faults}")

    def __init__(self, pack: str, problems: tuple[Problem, ...]) -> None:
        """Keep the problems for pages that list them."""
        super().__init__(pack=pack, faults="\n".join(str(each) for each in problems))
        self.problems = problems


@dataclass
class Problems:
    """Collects every complaint, so that an author mends a file in one go."""

    pack: str
    found: list[Problem] = field(default_factory=list)

    def add(self, where: Where, reason: str) -> None:
        """Note a complaint."""
        self.found.append(Problem(where, reason))

    def refuse(self) -> None:
        """Raise PackInvalid with every complaint so far, if there is any."""
        if self.found:
            order = sorted(self.found, key=lambda each: (each.where.file, each.where.line))
            raise PackInvalid(self.pack, tuple(order))
