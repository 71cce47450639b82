"""What history and notifications say about responsibility."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Text

NONE = "0"


def _letters_overdue(told: Mapping[str, str]) -> Text:
    """Return how many are overdue and how many wait, without what there is none of."""
    if told["waiting"] == NONE:
        return _("Not signed in time: {number}.")
    if told["number"] == NONE:
        return _("Waiting for your signature: {waiting}.")
    return _("Not signed in time: {number}. Waiting for your signature: {waiting}.")


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
    "responsibility.goal_set": _("{by} set the goal of {year} for {post}: {subject}"),
    "responsibility.goal_passed_on": _("{by} passed a goal on to {post}: {subject}"),
    "responsibility.goal_promised": _("{by} promised the goal of {post}: {subject}"),
    "responsibility.goal_asked": _("{by} asked to promise less for {post}: {subject}"),
    "responsibility.goal_consented": _(
        "{by} consented to the smaller promise of {post}: {subject}"
    ),
    "responsibility.goal_refused": _("{by} refused the smaller promise of {post}: {subject}"),
    "responsibility.goal_changed": _("{by} changed the goal of {post}: {subject}"),
    "responsibility.goal_withdrawn": _("{by} withdrew the goal of {post}: {subject}"),
    "responsibility.goal_reported": _("{by} reported on the goal of {post}: {subject}"),
    "responsibility.budget_planned": _("{by} planned {planned} for {subject} in {year}: {purpose}"),
    "responsibility.budget_changed": _(
        "{by} changed the plan of {subject} for {year} from {before} to {planned}: {purpose}"
    ),
    "responsibility.budget_used": _("{by} recorded {amount} used by {subject}: {what}"),
    "responsibility.budget_taken_back": _("{by} took back {amount} used by {subject}: {what}"),
    "responsibility.letters_set_up": _("{by} set up the letters of {year} for {subject}."),
    "responsibility.letters_generated": _(
        "{by} generated {number} letters of {year} for {subject}."
    ),
    "responsibility.letters_opened": _("{by} opened the letters of {year} for {subject}."),
    "responsibility.letter_template_written": _(
        "{by} wrote template {number} of letters for {subject}."
    ),
    "responsibility.letter_signed": _("{by} signed the letter of {year}: {subject}"),
    "responsibility.letter_countersigned": _(
        "{by} signed the letter of {year} as the superior: {subject}"
    ),
    "responsibility.letter_held_back": _(
        "{by} wanted to sign the letter of {year} and could not: another had opened the account"
        " shortly before: {subject}"
    ),
    "responsibility.letter_refused": _("{by} refused to sign: {subject}"),
    "responsibility.letter_answered": _("{by} answered the refusal: {subject}"),
    "responsibility.letter_renewed": _("The letter got new words: {subject}"),
    "responsibility.letter_arrived": _(
        "New or moved, so the letter of {year} is to be signed by {day}: {subject}"
    ),
    "responsibility.letter_ended": _("The letter ended with the post: {subject}"),
    "responsibility.letter_shown": _(
        "{by} decided what the people below see of the letter: {subject}"
    ),
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
    "responsibility.card_outdated": (
        _("Write the card anew: {post}"),
        _("What the post owes, or where it stands, changed since version {number}. Open the card."),
    ),
    "responsibility.goal_passed_on": (
        _("A goal for {post}"),
        _("{by} passed it on: {goal}. {reason} Please promise it."),
    ),
    "responsibility.goal_asked": (
        _("{post} asks to promise less"),
        _("{by} asks for your consent: {goal}. {reason}"),
    ),
    "responsibility.goal_consented": (
        _("Consent given: {post}"),
        _("{by} consented to your promise: {goal}. {reason}"),
    ),
    "responsibility.goal_refused": (
        _("Consent refused: {post}"),
        _("{by} did not consent: {goal}. {reason} Please promise it again."),
    ),
    "responsibility.goal_changed": (
        _("Goal changed: {post}"),
        _("{by} changed it: {goal}. {reason}"),
    ),
    "responsibility.goal_withdrawn": (
        _("Goal withdrawn: {post}"),
        _("{by} withdrew it: {goal}. {reason}"),
    ),
    "responsibility.letter_open": (
        _("Your responsibility letter {year}: {post}"),
        _("It is open for signing. Please read it and sign it by {day}."),
    ),
    "responsibility.letter_stale": (
        _("Sign once more: {post}"),
        _("Your letter of {year} changed since you signed it. Please read what is new."),
    ),
    "responsibility.letter_refused": (
        _("Letter refused: {post}"),
        _("{by} does not sign: {reason} Please answer."),
    ),
    "responsibility.letter_answered": (
        _("Answer to your refusal: {post}"),
        _("{by} answers: {words}"),
    ),
    "responsibility.letter_reminder": (
        _("Still to sign: letter {year}, {post}"),
        _("It was due on {day}. It takes a minute."),
    ),
    "responsibility.letters_overdue": (
        _("Letters of your people, {year}"),
        _letters_overdue,
    ),
}

NOTIFICATION_NAMES = {
    "responsibility.card_published": _("Your post card is published"),
    "responsibility.goal_passed_on": _("A goal for your post"),
    "responsibility.goal_asked": _("Somebody asks to promise less"),
    "responsibility.goal_consented": _("Your smaller promise is agreed"),
    "responsibility.goal_refused": _("Your smaller promise is refused"),
    "responsibility.letter_open": _("Your letter is open for signing"),
    "responsibility.letter_stale": _("Your letter is to be signed once more"),
    "responsibility.letter_reminder": _("Your letter is still to be signed"),
    "responsibility.letters_overdue": _("Letters of your people are overdue"),
}
"""What kinds of notification are called in a list of them."""
