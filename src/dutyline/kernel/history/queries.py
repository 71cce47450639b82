"""Questions to history, in its own words."""

from typing import Any, NoReturn, Self

from django.db import models


class EntryQuerySet(models.QuerySet[Any]):
    """What happened; only ever added to."""

    def about(self, subject_type: str, subject_id: int) -> Self:
        """Keep what happened to one subject."""
        return self.filter(subject_type=subject_type, subject_id=subject_id)

    def by_person(self, person_id: int) -> Self:
        """Keep what one person did."""
        return self.filter(by_person_id=person_id)

    def update(self, **_changes: Any) -> NoReturn:
        """Refuse: history is only ever added to."""
        raise TypeError("history is append-only")

    def delete(self) -> NoReturn:
        """Refuse: history is only ever added to."""
        raise TypeError("history is append-only")
