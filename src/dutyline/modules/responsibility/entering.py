"""What of responsibility enters the log nobody can rewrite: publications, and acceptances."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import LedgerSource
from dutyline.modules.responsibility.models import COLUMNS, CardAcceptance, CardPublication

PUBLISHED = (
    "card_id",
    "number",
    "deputies",
    "duties",
    "clauses",
    "place",
    "responsible",
    "published_at",
    "published_by_name",
    "valid_from",
)
ACCEPTED = ("version_id", "person_id", "person_name", "words", "at", "recorded_at")


def _published() -> QuerySet[CardPublication]:
    return CardPublication.objects.select_related("version")


def _publication(row: CardPublication) -> Mapping[str, Any]:
    version = row.version
    told = {name: getattr(version, name) for name in PUBLISHED}
    words = {name: getattr(version, name) for name in COLUMNS if getattr(version, name)}
    return told | {"version_id": version.pk, "words": words}


def _acceptance(row: CardAcceptance) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in ACCEPTED}


SOURCES = (
    LedgerSource("responsibility.card_published", _("Post card"), _published, _publication),
    LedgerSource(
        "responsibility.card_accepted",
        _("Acceptance of a post card"),
        CardAcceptance.objects.all,
        _acceptance,
    ),
)
