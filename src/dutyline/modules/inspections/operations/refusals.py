"""How the verbs of inspections say no."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class NothingSaid(Refusal):
    """A finding without a sentence saying what is wrong."""

    message = _("Say in one sentence what is wrong.")
    field = "title"


class NameMissing(Refusal):
    """A checklist or a kept view without a name."""

    message = _("Give it a name.")
    field = "name"


class FoundInTheFuture(Refusal):
    """Found at a moment that has not come yet."""

    message = _("It cannot have been found later than now.")
    field = "found_at"


class ReasonMissing(Refusal):
    """A decision that needs a reason has none."""

    message = _("Say why.")
    field = "reason"


class PlaceElsewhere(Refusal):
    """The place belongs to another unit than the one named."""

    message = _("{place} does not belong to {unit}.")
    field = "place"


class AlreadyMajor(Refusal):
    """The finding is graded major already."""

    message = _("This is a major hidden danger already.")
    conflict = True


class FindingOver(Refusal):
    """It is closed, merged or void; nothing more happens to it."""

    message = _("{number} is over: {state}.")
    conflict = True


class NotAssigned(Refusal):
    """Nobody mends it yet."""

    message = _("Nobody is mending {number} yet. Assign it first.")
    conflict = True


class AlreadyClosed(Refusal):
    """Somebody closed it while another person was writing; his text comes back with it."""

    message = _(
        "Not saved. {closed_by} closed {number} while you were writing. Your text is kept below."
    )
    conflict = True


class NotVerified(Refusal):
    """A finding is closed only after somebody has seen that the repair works."""

    message = _("{number} can be closed once its repair is verified; it stands at “{state}”.")
    conflict = True


class NotMendedYet(Refusal):
    """Only what was seen mended can turn out not to be."""

    message = _("{number} is not verified or closed, so there is nothing to reopen: {state}.")
    conflict = True


class OwnRepairToClose(Refusal):
    """Whoever answers for the repair, or did it, does not close it."""

    message = _("You answer for this repair, so another person closes it.")


class StaffNotTold(Refusal):
    """A major danger is closed only after its rows are complete."""

    message = _("Before a major hidden danger is closed these must be recorded: {missing}.")


class MergedWithItself(Refusal):
    """A finding cannot be the same as itself."""

    message = _("Choose another hidden danger to merge with.")
    field = "into"


class MergeLowers(Refusal):
    """A major danger would go on as one that is not."""

    message = _(
        "{finding} is a major hidden danger, {into} is not. Raise {into} first, or merge it into"
        " {finding}."
    )
    field = "into"


class NotMajor(Refusal):
    """Plans, supervision and reports to the authority are for major dangers."""

    message = _("{number} is not a major hidden danger.")


class PlanIncomplete(Refusal):
    """The plan for a major danger has empty parts."""

    message = _("The plan is not complete; missing: {missing}.")


class AlreadySupervised(Refusal):
    """It is on the list of supervised dangers already."""

    message = _("{number} is already listed for supervision by {supervisor}.")
    conflict = True


class NotSupervised(Refusal):
    """It is not on the list of supervised dangers."""

    message = _("{number} is not listed for supervision.")
    conflict = True


class DayInTheFuture(Refusal):
    """Something is recorded as done on a day that has not come."""

    message = _("That day has not come yet.")
    field = "day"


class PlaceUnknown(Refusal):
    """The code scanned belongs to no place in use."""

    message = _("This code belongs to no place in use. Tell the control room, please.")


class TooManyReports(Refusal):
    """Too many reports from one address, or for one place, within a short time."""

    message = _("Too many came in just now. If people are in danger, call the control room.")


class CodeUnknown(Refusal):
    """The follow-up code fits no report."""

    message = _("No report has this code. Look at it once more.")
    field = "code"


class ReportDecided(Refusal):
    """Somebody has already taken up or answered the report."""

    message = _("This report has already been dealt with.")
    conflict = True


class VersionPublished(Refusal):
    """A published version of a checklist never changes."""

    message = _("This version is published and never changes. Make a new draft.")
    conflict = True


class NothingToPublish(Refusal):
    """A draft without a single item, or no draft at all."""

    message = _("There is no draft with at least one item to publish.")


class NeverPublished(Refusal):
    """The checklist has no published version yet."""

    message = _("“{checklist}” has no published version yet.")
    field = "checklist"


class ChecklistRetired(Refusal):
    """A retired checklist is not used for anything new."""

    message = _("“{checklist}” is retired.")
    field = "checklist"


class NowhereToGo(Refusal):
    """A plan without a place or unit."""

    message = _("Choose at least one place or unit.")
    field = "targets"


class BackBeforePause(Refusal):
    """A plan that should go on before it rests."""

    message = _("It rests from {day}; it can only go on after that.")
    field = "back_on"


class PlanRuns(Refusal):
    """A plan resumed that runs, or whose like does."""

    message = _("{plan} runs already, or begins again later.")
    conflict = True


class NobodyToWalk(Refusal):
    """A plan resumed whose post is closed."""

    message = _("The post {post} is closed. Make a new plan for another one.")


class OutsideTheUnit(Refusal):
    """A target lies outside the unit the plan belongs to."""

    message = _("{target} lies outside {unit}.")
    field = "targets"


class NotYetDue(Refusal):
    """The round's time has not begun."""

    message = _("This round begins to be due on {day}.")


class RoundTooLate(Refusal):
    """The time in which a due round may still be done is over."""

    message = _("The time for this round ended {until}. Walk one that is not planned instead.")


class RoundOver(Refusal):
    """The round is finished, abandoned or void."""

    message = _("This round is over: {state}.")
    conflict = True


class NotWalking(Refusal):
    """Only who walks the round, or owes it, answers its items."""

    message = _("Only those who walk this round can do that.")


class AnswerUnclear(Refusal):
    """The answer does not answer the item."""

    message = _("Item {position} is not answered in a way that fits the question.")


class ItemsOpen(Refusal):
    """Items of the round are not answered, or miss a photo they need."""

    message = _("Not finished: {unanswered} items are open, {photos} photos are missing.")


class SameInspector(Refusal):
    """Two inspectors are two people."""

    message = _("Choose another person as second inspector.")
    field = "second"


class FiguresMissing(Refusal):
    """A statistics report is signed only after its figures are made."""

    message = _("Make the figures of {period} before signing them.")


class AlreadySigned(Refusal):
    """The statistics report is signed and stands."""

    message = _("The report of {period} was signed by {name}.")
    conflict = True


class NameTaken(Refusal):
    """A saved view of that name exists."""

    message = _("You already have a view named “{name}”.")
    field = "name"


class NoProofOfYours(Refusal):
    """Photos of a repair or verification that is not one's own, or no longer open to them."""

    message = _("You have reported nothing here that photos can still be added to.")
    conflict = True


class TooManyPhotos(Refusal):
    """More photos at once than one act needs."""

    message = _("At most {most} photos at once.")
    field = "photos"
