"""Why a holder is refused."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class HolderKnown(Refusal):
    """The same place holds already."""

    message = _("There is a holder with this address already.")
    field = "target"
    conflict = True


class FolderInside(Refusal):
    """A folder beside the data is lost with the data."""

    message = _("This folder lies beside the data. Choose one on another disk or machine.")
    field = "target"


class FolderMissing(Refusal):
    """The folder is not there."""

    message = _("There is no such folder on the server.")
    field = "target"


class AddressRefused(Refusal):
    """An address nothing can be sent to."""

    message = _("Write the whole address, beginning with https://, without name and password.")
    field = "target"


class NothingSigned(Refusal):
    """There is no checkpoint to deliver."""

    message = _("There is no checkpoint yet: the log is signed every hour once something is in it.")


class NotAKey(Refusal):
    """Text that is no public key."""

    message = _("This is not a public key: 44 characters, as the other house shows it.")
    field = "public"


class KeyKnown(Refusal):
    """The key is here already."""

    message = _("The checkpoints of this key are kept already.")
    field = "public"
    conflict = True


class UnknownKey(Refusal):
    """A checkpoint nobody here knows the key of, or text that is none."""

    message = _("This is no checkpoint signed by a key that is known here.")
