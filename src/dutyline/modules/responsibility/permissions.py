"""What may be permitted in responsibility; each holds in a unit and everything under it."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Permission


class Responsibility(Permission):
    """Permissions of responsibility."""

    CARD_VIEW = "responsibility.view_cards"
    CARD_WRITE = "responsibility.write_cards"
    CARD_REVIEW = "responsibility.review_cards"
    CARD_PUBLISH = "responsibility.publish_cards"
    GOAL_VIEW = "responsibility.view_goals"
    GOAL_SET = "responsibility.set_goals"
    BUDGET_VIEW = "responsibility.view_budget"
    BUDGET_PLAN = "responsibility.plan_budget"
    BUDGET_RECORD = "responsibility.record_budget_use"
    LETTER_VIEW = "responsibility.view_letters"
    LETTER_MANAGE = "responsibility.manage_letters"


LABELS = {
    Responsibility.CARD_VIEW: _("See post cards"),
    Responsibility.CARD_WRITE: _("Draft post cards"),
    Responsibility.CARD_REVIEW: _("Review post cards"),
    Responsibility.CARD_PUBLISH: _("Publish post cards"),
    Responsibility.GOAL_VIEW: _("See goals"),
    Responsibility.GOAL_SET: _("Set the goals of the year"),
    Responsibility.BUDGET_VIEW: _("See the safety budget"),
    Responsibility.BUDGET_PLAN: _("Plan the safety budget"),
    Responsibility.BUDGET_RECORD: _("Record what the safety budget is used for"),
    Responsibility.LETTER_VIEW: _("See responsibility letters"),
    Responsibility.LETTER_MANAGE: _("Set up, generate and open responsibility letters"),
}
