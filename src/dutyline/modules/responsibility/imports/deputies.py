"""Finds the posts that are to stand in, as rows of a table name them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dutyline.kernel.access.actor import Actor
from dutyline.modules.responsibility.models import CardDeputy, CardVersion
from dutyline.modules.responsibility.operations.deputies import meant, posts_called


class DeputiesByName:
    """The posts somebody may name, and those cards name already, wherever they lie."""

    def __init__(
        self,
        by: Actor,
        lines: Iterable[Sequence[str]],
        standing: Mapping[int, CardVersion],
        on: date,
    ) -> None:
        """Read at once what all rows name; `standing` are the versions by post."""
        self.found = posts_called(by, (line for some in lines for line in some), on)
        self.kept: dict[int, dict[str, int]] = {}
        rows = CardDeputy.objects.filter(version__in=[row.pk for row in standing.values()])
        for version, code, post in rows.values_list("version", "post__code", "post"):
            self.kept.setdefault(version, {})[code] = post

    def meant(self, lines: Sequence[str], version: CardVersion | None) -> list[int] | None:
        """Return the posts lines name, None where they name none; raises as `meant` does."""
        if not lines:
            return None
        return meant(lines, self.found, self.kept.get(version.pk, {}) if version else {})

    def differ(self, posts: Sequence[int] | None, version: CardVersion | None) -> bool:
        """Say whether these are others than a version names."""
        if posts is None:
            return False
        stands = self.kept.get(version.pk, {}) if version else {}
        return set(posts) != set(stands.values())
