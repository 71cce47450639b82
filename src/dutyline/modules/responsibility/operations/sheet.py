"""Post cards as a table: one row a post, one column a part and language.

Every column is read back by `imports.cards`, so that export → import → export is identical.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.queries import PostQuerySet
from dutyline.kernel.registry import Text
from dutyline.modules.responsibility.models import (
    LANGUAGES,
    CardDeputy,
    CardVersion,
    Part,
    part_in,
)
from dutyline.modules.responsibility.rules.comparing import sentences
from dutyline.toolkit.spreadsheets.columns import Column

ORDER = ("unit__path", "level", "code")
CHUNK = 200


@dataclass(frozen=True)
class SheetColumn:
    """A column: its key, its label and its width."""

    key: str
    label: Text
    width: float = 40

    def for_sheet(self) -> Column:
        """Return the column as a spreadsheet is told, in the language of the moment."""
        return Column(str(self.label), "text", self.width)


SHEET: tuple[SheetColumn, ...] = (
    SheetColumn("code", _("Post code"), 14),
    SheetColumn("title", _("Post"), 24),
    SheetColumn("unit", _("Unit"), 24),
    *(
        SheetColumn(f"{part.value}_{each}", part_in(part, each))
        for part in Part
        for each in LANGUAGES
    ),
    SheetColumn("deputies", _("Who stands in"), 24),
    SheetColumn("deputy_posts", _("Posts that stand in"), 24),
)
WORDS = tuple(column.key for column in SHEET[3:-1])
"""The columns of a version a row says: its words, and who stands in."""


def card_rows(posts: PostQuerySet) -> Iterator[Sequence[str]]:
    """Yield a row a post: the words of the draft, else of the newest version, else none."""
    waiting = iter(posts.select_related("unit").order_by(*ORDER).iterator(chunk_size=CHUNK))
    while some := list(islice(waiting, CHUNK)):
        said = latest_of([post.pk for post in some])
        codes = codes_of(said.values())
        for post in some:
            version = said.get(post.pk)
            standing_in = "\n".join(codes.get(version.pk, ())) if version else ""
            yield [post.code, post.title, post.unit.name, *_words(version), standing_in]


def latest_of(post_ids: Sequence[int]) -> dict[int, CardVersion]:
    """Return by post the version on its way, else the newest published one; one statement."""
    rows = CardVersion.objects.filter(card__post__in=post_ids).select_related("card")
    ordered = sorted(rows, key=lambda row: (row.number is None, row.number or 0))
    return {row.card.post_id: row for row in ordered}


def codes_of(versions: Iterable[CardVersion]) -> dict[int, list[str]]:
    """Return by version the codes of the posts that stand in; one statement."""
    codes: dict[int, list[str]] = {}
    rows = CardDeputy.objects.filter(version__in=[each.pk for each in versions])
    for version, code in rows.order_by("id").values_list("version", "post__code"):
        codes.setdefault(version, []).append(code)
    return codes


def _words(version: CardVersion | None) -> list[str]:
    if version is None:
        return [""] * len(WORDS)
    return ["\n".join(sentences(getattr(version, name))) for name in WORDS]
