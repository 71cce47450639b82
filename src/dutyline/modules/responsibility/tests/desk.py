"""What tests of responsibility stand on: the plant, lines for its posts, and a duty.

The standard of each post is its name in the plant without the letter of the team: `operator`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.tests import plant as access
from dutyline.kernel.criteria.models import CatalogueItem, Origin
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.criteria.tests.packs import give_values
from dutyline.kernel.organisation.models import Post
from dutyline.modules.responsibility.models import CardVersion
from dutyline.modules.responsibility.operations import approve, ask_review, draft_card, publish

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 4, tzinfo=UTC)

LINES: tuple[tuple[str, str, str, Mapping[str, Any]], ...] = (
    ("all.safety", "Report dangers at once", "发现隐患立即报告", {"section": "safety"}),
    ("all.stop", "Stop work in danger", "险情时停止作业", {"section": "authority"}),
    (
        "front.assessment",
        "Assessed by what is owed and done",
        "按应尽事项完成情况考核",
        {"section": "assessment", "levels": ["4", "5"]},
    ),
    (
        "operator.job",
        "Operate the reactor by its procedure",
        "按操作规程操作反应釜",
        {"section": "job", "posts": ["operator"]},
    ),
    (
        "operator.scope",
        "The reactor and its platform",
        "反应釜及其操作平台",
        {"section": "scope", "posts": ["operator"]},
    ),
)


@dataclass
class Desk:
    """The plant, and the card of operator A on the way."""

    plant: Any

    @property
    def operator(self) -> Post:
        """Return the post of Wang and Sun."""
        post: Post = self.plant.posts.operator_a
        post.refresh_from_db()
        return post

    def actor(self, name: str, on: date = TODAY) -> Actor:
        """Return a person as an actor."""
        actor: Actor = self.plant.actor(name, on)
        return actor

    def drafted(self) -> CardVersion:
        """Return the card of operator A as Chen drafts it."""
        return draft_card(by=self.actor("chen"), post=self.operator, on=TODAY, at=AT)

    def asked(self) -> CardVersion:
        """Return it waiting for a review."""
        return ask_review(by=self.actor("chen"), version=self.drafted(), at=AT)

    def approved(self) -> CardVersion:
        """Return it approved by Zhang."""
        return approve(by=self.actor("zhang"), version=self.asked(), at=AT)

    def published(self) -> CardVersion:
        """Return it published by Zhao, in force from today."""
        return publish(by=self.actor("zhao"), version=self.approved(), valid_from=TODAY, at=AT)


def desk() -> Desk:
    """Build everything."""
    plant = access.plant()
    Post.objects.filter(code__startswith="operator").update(standard="operator")
    give_values(
        {
            "duties.back_fill_days": 2,
            "duties.back_fill_counts": "late",
            "responsibility.card_accept_days": 7,
        }
    )
    with changing():
        for position, (key, english, chinese, data) in enumerate(LINES):
            CatalogueItem.objects.create(
                kind="card_line",
                key=key,
                label_en=english,
                label_zh=chinese,
                data=dict(data),
                position=position,
                origin=Origin.PACK,
                pack="toy",
                rank=1,
                valid_from=date(2000, 1, 1),
            )
    return Desk(plant)
