"""How the verbs of letters say no."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class PromiseMissing(Refusal):
    """A template promises nothing."""

    message = _("Say what is promised, in one language at least.")
    field = "promise_en"


class PlaceUnknown(Refusal):
    """A template names a place nothing fills."""

    message = _("Nothing is known of {place}. Use one of: {places}.")


class TemplateMissing(Refusal):
    """No template, and no pack brings one."""

    message = _("There is no template of letters. Write one first.")


class RoundExists(Refusal):
    """Letters of that year exist for the unit, one above it, or one under it."""

    message = _("{unit} has letters of {year} already. They reach everything under it.")
    field = "year"
    conflict = True


class PartnerMissing(Refusal):
    """Nobody signs with the head, or two do."""

    message = _("Name who signs with the head of the unit: either a post or a person.")
    field = "partner_post"


class PartnerIsHead(Refusal):
    """Nobody signs with himself."""

    message = _("{name} cannot sign with himself. Name the owner, or somebody of the committee.")
    field = "partner_post"


class RoundOpened(Refusal):
    """What people sign is not changed under their hands."""

    message = _("These letters are open for signing already.")
    conflict = True


class NotGenerated(Refusal):
    """Nothing to open."""

    message = _("Generate the letters first.")
    conflict = True


class NothingToGenerate(Refusal):
    """No held post has a card in force."""

    message = _("No held post under {unit} has a post card in force. Publish cards first.")


class NotYourLetter(Refusal):
    """Only the holder signs or refuses."""

    message = _("Only the one whose letter it is can do this.")


class NotTheUpperParty(Refusal):
    """Only who signs as the superior."""

    message = _("Only who holds the superior post can do this.")


class NotInPerson(Refusal):
    """A program, a token or the system wants to sign."""

    message = _("A letter is signed in person at a screen. Nothing and nobody else signs it.")


class NotConfirmed(Refusal):
    """He did not prove who he is, or too long ago."""

    message = _("Confirm who you are first. This holds for {minutes} minutes.")


class WayInRenewed(Refusal):
    """Another let him in lately, and could be in his place."""

    message = _(
        "Your account got a new way in on {day}: {how}. So that nobody signs for another, nothing "
        "can be signed with it until {until}. Your superior has been told. If you did not ask for "
        "it, say so at once."
    )
    conflict = True


class NameDiffers(Refusal):
    """Another name than his own."""

    message = _("Write your own name: {name}.")
    field = "name"


class NotOpen(Refusal):
    """His superior has not signed."""

    message = _("Your letter opens when your superior has signed his own.")
    conflict = True


class LetterEnded(Refusal):
    """He holds the post no more."""

    message = _("This letter ended: its holder does not hold the post any more.")
    conflict = True


class SignedAlready(Refusal):
    """Each party signs a text once."""

    message = _("This letter is signed already.")
    conflict = True


class TextChanged(Refusal):
    """What he read is not what he would sign."""

    message = _("The letter changed while you read it. Read it once more.")
    conflict = True


class HolderFirst(Refusal):
    """The superior signs after the holder."""

    message = _("{name} has not signed yet.")
    conflict = True


class OwnLetterFirst(Refusal):
    """Who has not signed his own signs no other."""

    message = _("Sign your own letter of this post first.")
    conflict = True


class NothingToSign(Refusal):
    """No letter was chosen."""

    message = _("Choose at least one letter.")
    field = "letters"


class TooManyToSign(Refusal):
    """More letters than one act may take."""

    message = _("Sign at most {most} letters at once.")
    field = "letters"


class RefusalReasonMissing(Refusal):
    """Refused without saying why."""

    message = _("Say why you do not sign.")
    field = "reason"


class NotRefused(Refusal):
    """Nothing to answer."""

    message = _("This letter is not refused.")
    conflict = True


class AnswerMissing(Refusal):
    """Answered without a word."""

    message = _("Say what you answer.")
    field = "words"
