"""Why a change to the organisation is refused, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class BeforeHistory(Refusal):
    """A change dated before the latest one known."""

    message = _("{name} has already changed on {since}; a change cannot be dated before that day.")
    field = "on"


class UnderWayBefore(Refusal):
    """A thing used before it begins or after it ends."""

    message = _("{name} does not exist on {day}.")
    field = "on"


class CodeTaken(Refusal):
    """A code somebody else has."""

    message = _("The code {code} is already taken.")
    field = "code"


class NumberTaken(Refusal):
    """A personnel number somebody else has."""

    message = _("The personnel number {number} is already taken.")
    field = "number"


class UnknownTimeZone(Refusal):
    """A time zone nobody knows."""

    message = _("There is no time zone called {name}.")
    field = "time_zone"


class Circle(Refusal):
    """A unit under itself."""

    message = _("{name} cannot be put under itself or under one of its own units.")
    field = "parent"


class TooDeep(Refusal):
    """A tree deeper than its paths can say."""

    message = _("The organisation would become too deep at {name}.")
    field = "parent"


class OtherTree(Refusal):
    """A unit moved into another enterprise."""

    message = _("{name} belongs to another enterprise.")
    field = "parent"


class StillInUse(Refusal):
    """A unit that still has what would hang in the air."""

    message = _("{name} still has {units} units, {posts} posts and {places} places.")


class AlreadyClosed(Refusal):
    """Something done with what is closed, or has its closing day."""

    message = _("{name} is closed, or about to close.")
    conflict = True


class SuperiorCircle(Refusal):
    """A post that would report to itself in the end."""

    message = _("{name} would report to itself through {superior}.")
    field = "superior"


class SecondHead(Refusal):
    """A unit with two heads."""

    message = _("{unit} is already headed by {head}.")
    field = "heads_unit"


class AlreadyAppointed(Refusal):
    """The same person twice in the same post at the same time."""

    message = _("{person} already holds {post} from {since}.")
    field = "person"


class Departed(Refusal):
    """A person who is not employed on the day."""

    message = _("{person} does not work here on {day}.")
    field = "person"


class WrongShare(Refusal):
    """A share of a post outside nought to one."""

    message = _("A share is more than 0 and at most 1.")
    field = "share"


class ActsForWhom(Refusal):
    """Acting in a post that is held, without saying for whom."""

    message = _("{post} is held; say for whom {person} acts.")
    field = "acting_for"


class ActsForOther(Refusal):
    """Acting for an appointment to another post, or for oneself."""

    message = _("{person} can act only for another holder of {post}, while that one holds it.")
    field = "acting_for"


class EndsBeforeItBegins(Refusal):
    """A span that ends before it begins."""

    message = _("The end, {until}, lies before the beginning, {since}.")
    field = "until"


class OwnLeave(Refusal):
    """Leave approved by the person himself."""

    message = _("Nobody approves his own leave.")
    field = "person"


class LeaveOfSuperior(Refusal):
    """Leave approved by a subordinate."""

    message = _("Leave is not approved by a subordinate.")
    field = "person"


class LeaveOverlaps(Refusal):
    """Leave given twice for the same days."""

    message = _("{person} is already on leave from {since}, back on {until}.")
    field = "since"


class ApproverIsAPerson(Refusal):
    """Leave approved by a job."""

    message = _("Leave is approved by a person.")


class NoSuchCycle(Refusal):
    """A shift calendar that never runs or names days outside its cycle."""

    message = _("Choose at least one working day within a cycle of {days} days.")
    field = "cycle_on"


class ShiftWithoutLength(Refusal):
    """A shift that ends the moment it begins."""

    message = _("A shift cannot end at the minute it starts.")
    field = "ends_at"


class PlaceCircle(Refusal):
    """A place within itself."""

    message = _("{name} cannot lie within itself.")
    field = "within"


class ShiftNameTaken(Refusal):
    """Two shifts of one unit with the same name."""

    message = _("{unit} already has a shift called {name}.")
    field = "name"


class AlreadyDeparted(Refusal):
    """A person leaving twice."""

    message = _("{person} already left on {day}.")
    conflict = True


class NeverLeft(Refusal):
    """A person coming back who never left."""

    message = _("{person} works here already.")
    conflict = True
