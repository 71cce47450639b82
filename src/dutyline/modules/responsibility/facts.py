"""Tells again what responsibility proves, for a replay over an empty evidence table."""

from collections.abc import Iterator

from dutyline.kernel.registry import Fact
from dutyline.modules.responsibility.keys import acceptance_key, version_key
from dutyline.modules.responsibility.models import CardAcceptance, CardVersion

CHUNK = 500


def cards_published() -> Iterator[Fact]:
    """Yield every publication of a card by a person."""
    rows = CardVersion.objects.filter(published_by__isnull=False).select_related("card__post")
    for version in rows.order_by("id").iterator(chunk_size=CHUNK):
        if version.published_at is None or version.published_by_id is None:
            continue  # never so: the database asks both of a published version
        yield Fact(
            kind="responsibility.card_published",
            source=version_key(version.pk),
            person_id=version.published_by_id,
            unit_id=version.card.post.unit_id,
            about=version_key(version.pk),
            occurred_at=version.published_at,
            recorded_at=version.published_at,
            snapshot={"label": version.card.post.title, "number": version.number},
        )


def cards_accepted() -> Iterator[Fact]:
    """Yield every acceptance of a card."""
    rows = CardAcceptance.objects.select_related("version__card__post")
    for acceptance in rows.order_by("id").iterator(chunk_size=CHUNK):
        version = acceptance.version
        yield Fact(
            kind="responsibility.card_accepted",
            source=acceptance_key(acceptance.pk),
            person_id=acceptance.person_id,
            post_id=version.card.post_id,
            about=version_key(version.pk),
            occurred_at=acceptance.at,
            recorded_at=acceptance.recorded_at,
            snapshot={"label": version.card.post.title, "number": version.number},
        )
