"""Why a question or a change of criteria is refused, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class MissingCriterion(Refusal):
    """A criterion nobody defines on that day."""

    message = _("No pack and nobody here defines the criterion {key} on {day}.")


class MissingEntry(Refusal):
    """A catalogue entry that does not exist on that day."""

    message = _("There is no entry {key} in the catalogue {kind} on {day}.")


class NoSuchPack(Refusal):
    """A path or name without a pack."""

    message = _("There is no pack at {path}: no folder with a pack.yaml, and none shipped.")
    field = "path"


class OlderPack(Refusal):
    """A version below the one loaded."""

    message = _("{pack} {version} is older than version {loaded}, which is loaded.")


class RankTaken(Refusal):
    """Two packs that would have the same say."""

    message = _("The pack {other} has the rank {rank} already; two packs of one rank disagree.")


class UnreadSection(Refusal):
    """A section no installed module reads."""

    message = _("{where}: nothing installed reads the section “{section}”.")


class UnknownCriterion(Refusal):
    """A value for a criterion no pack declares."""

    message = _("No pack declares a criterion {key}.")
    field = "key"


class WrongValue(Refusal):
    """A value that does not fit what the pack says it must be."""

    message = "{reason}"
    field = "value"


class UnknownCatalogue(Refusal):
    """A catalogue no pack declares."""

    message = _("No pack declares a catalogue {kind}.")
    field = "kind"


class WrongEntry(Refusal):
    """An entry whose data do not fit its catalogue."""

    message = "{reason}"
    field = "data"


class LabelNeeded(Refusal):
    """An entry without a name."""

    message = _("Give it a name in English or Chinese.")
    field = "label_en"


class KeyMalformed(Refusal):
    """A key that is none."""

    message = _("“{key}” is no key: small letters, digits, _ . and - only.")
    field = "key"


class UnderItself(Refusal):
    """An entry below itself."""

    message = _("{key} cannot stand under itself.")
    field = "parent"


class NothingOwn(Refusal):
    """Something withdrawn that the enterprise never wrote."""

    message = _("There is no value of our own for {key} on {day}.")
    conflict = True
