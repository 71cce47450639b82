"""What history and notifications say about responsibility."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "responsibility.card_drafted": _("{by} drafted the card of {subject}."),
    "responsibility.card_written": _("{by} wrote in the draft of the card of {subject}."),
    "responsibility.card_discarded": _("{by} threw away the draft of the card of {subject}."),
    "responsibility.review_asked": _("{by} asked for a review of the card of {subject}."),
    "responsibility.card_approved": _("{by} approved the card of {subject}."),
    "responsibility.card_sent_back": _("{by} sent the card of {subject} back to be changed."),
    "responsibility.card_published": _(
        "{by} published version {number} of the card of {subject}, in force from {day}."
    ),
    "responsibility.card_accepted": _("{by} accepted version {number} of the card of {subject}."),
    "responsibility.lead_named": _("{by} let {subject} lead in: {duty}"),
}

NOTIFICATIONS = {
    "responsibility.card_published": (
        _("Your post card: {post}"),
        _("{by} published version {number}, in force from {day}. Please read and accept it."),
    ),
    "responsibility.card_sent_back": (
        _("Card sent back: {post}"),
        _("{by} wants it changed: {reason}"),
    ),
}
