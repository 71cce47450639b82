"""Questions about attachments."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Self

from django.db import models


class AttachmentQuerySet(models.QuerySet[Any]):
    """Attachments in business words."""

    def of(self, subject_type: str, *subject_ids: int) -> Self:
        """Keep those of one kind of subject with these ids, in the order they were added."""
        return self.filter(subject_type=subject_type, subject_id__in=subject_ids).order_by("id")

    def in_role(self, *roles: str) -> Self:
        """Keep those that show one of these things, for example "before"."""
        return self.filter(role__in=roles)

    def by_subject(self, subject_type: str, subject_ids: Iterable[int]) -> dict[int, list[Any]]:
        """Return the attachments of many subjects in one statement, for lists."""
        found: dict[int, list[Any]] = defaultdict(list)
        for each in self.of(subject_type, *subject_ids):
            found[each.subject_id].append(each)
        return found
