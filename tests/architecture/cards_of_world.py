"""Post cards in team A, for the sweep of all doors: one in force, one still written."""

from datetime import date

from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.kernel.criteria.shelf import changing
from dutyline.modules.inspections.tests.setting import AT, TODAY, Setting
from dutyline.modules.responsibility.operations import (
    approve,
    ask_review,
    draft_card,
    publish,
    write_draft,
)


def cards_of_team_a(here: Setting) -> dict[str, object]:
    """Return them by the names policies use."""
    chen, posts = here.actor("chen"), here.plant.posts
    words = {"scope_en": "The reactor", "assessment_en": "By what is owed and done"}
    draft = draft_card(by=chen, post=posts.operator_a, on=TODAY, at=AT)
    draft = write_draft(by=chen, version=draft, words=words, on=TODAY, at=AT)
    asked = ask_review(by=chen, version=draft, at=AT)
    approved = approve(by=here.actor("zhang"), version=asked, at=AT)
    version = publish(by=here.actor("zhao"), version=approved, valid_from=TODAY, at=AT)
    drafted = draft_card(by=chen, post=posts.team_leader_a, on=TODAY, at=AT)
    with changing():
        clause = CatalogueItem.objects.create(
            kind="clause",
            key="law-21-5",
            label_en="Dual prevention",
            origin="pack",
            pack="tests",
            rank=0,
            valid_from=date(2026, 1, 1),
        )
    return {
        "card": version.card_id,
        "version": version.pk,
        "drafted_card": drafted.card_id,
        "drafted_version": drafted.pk,
        "clause": clause.key,
        "act": "drafts",
    }
