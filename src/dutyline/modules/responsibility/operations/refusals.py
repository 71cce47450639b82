"""How the verbs of responsibility say no."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class CardExists(Refusal):
    """The post has a card already."""

    message = _("{post} has a card already.")
    field = "post"
    conflict = True


class CardAtWork(Refusal):
    """A version is being written already."""

    message = _("Somebody is writing the next version of this card already.")
    conflict = True


class NotADraft(Refusal):
    """It is in review or published; what was said there would not be true any more."""

    message = _("This version is not a draft any more.")
    conflict = True


class DeputyUnknown(Refusal):
    """It does not exist, or lies out of reach; which of both is not told."""

    message = _("There is no post {post} you could name.")
    field = "deputy_posts"


class SeveralCalled(Refusal):
    """A title several posts have."""

    message = _("Several posts are called {post}: say the code.")
    field = "deputy_posts"


class OwnDeputy(Refusal):
    """Who holds a post does not stand in for himself."""

    message = _("{post} cannot stand in for itself.")
    field = "deputy_posts"


class TooManyDeputies(Refusal):
    """More posts than stand in for one."""

    message = _("At most {most} posts may stand in.")
    field = "deputy_posts"


class NotInReview(Refusal):
    """Nobody asked for a review, or it was answered."""

    message = _("This version does not wait for a review.")
    conflict = True


class NotApproved(Refusal):
    """It was not reviewed yet."""

    message = _("This version has not been approved yet.")
    conflict = True


class ElementsMissing(Refusal):
    """A part the law wants clear for every post is empty."""

    message = _("{post}: this must be filled in first: {parts}.")


class NobodyResponsible(Refusal):
    """Neither a holder nor anybody above him answers for the post."""

    message = _("{post}: nobody holds it, and nobody above it. Appoint somebody first.")


class OwnDraft(Refusal):
    """Nobody reviews what he drafted."""

    message = _("You drafted this card. Somebody else must review it.")


class OwnCard(Refusal):
    """Nobody reviews or publishes the card of a post he holds."""

    message = _("This is the card of your own post. Your superior must decide on it.")


class ReasonMissing(Refusal):
    """It is sent back without saying why."""

    message = _("Say what is to be changed.")
    field = "reason"


class WordsMissing(Refusal):
    """A card is accepted in one's own words."""

    message = _("Say in your own words what you take on.")
    field = "words"


class NotYourCard(Refusal):
    """Only who holds the post accepts its card."""

    message = _("Only a holder of the post can accept its card.")


class NotInForce(Refusal):
    """It is not published, or another version took its place."""

    message = _("This version is not in force. Please read the one that is.")
    conflict = True


class AcceptedAlready(Refusal):
    """He did so before."""

    message = _("You accepted this version already.")
    conflict = True


class BeforeTheLast(Refusal):
    """A version begins before the one it takes the place of."""

    message = _("The version before begins on {day}. This one cannot begin earlier.")
    field = "valid_from"


class TooManyAtOnce(Refusal):
    """More cards than one act may take."""

    message = _("These are more than {most} cards. Choose a smaller unit.")


class DutyNotOwed(Refusal):
    """A post that does not owe the duty cannot lead in it."""

    message = _("{post} does not owe this duty.")
    field = "post"
