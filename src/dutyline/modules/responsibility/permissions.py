"""What may be permitted in responsibility; each holds in a unit and everything under it."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Permission


class Responsibility(Permission):
    """Permissions of responsibility."""

    CARD_VIEW = "responsibility.view_cards"
    CARD_WRITE = "responsibility.write_cards"
    CARD_REVIEW = "responsibility.review_cards"
    CARD_PUBLISH = "responsibility.publish_cards"


LABELS = {
    Responsibility.CARD_VIEW: _("See post cards"),
    Responsibility.CARD_WRITE: _("Draft post cards"),
    Responsibility.CARD_REVIEW: _("Review post cards"),
    Responsibility.CARD_PUBLISH: _("Publish post cards"),
}
