"""What changes in the rules: of one clause, or with another version of a pack."""

from dutyline.kernel.criteria.changes.clauses import (
    change_of_clause,
    clauses_like,
    name_of_clause,
    newest_clauses,
)
from dutyline.kernel.criteria.changes.packs import (
    change_of_load,
    change_on_the_shelf,
    loads_of,
)

__all__ = [
    "change_of_clause",
    "change_of_load",
    "change_on_the_shelf",
    "clauses_like",
    "loads_of",
    "name_of_clause",
    "newest_clauses",
]
