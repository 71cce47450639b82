"""Why the wizard says no."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class FileNotRead(Refusal):
    """The file is no table, too large, damaged or locked; nothing of it was kept."""

    message = "{reason}"
    field = "file"


class UploadGone(Refusal):
    """The bytes were swept after a day."""

    message = _("The file was removed because it lay here for more than a day. Bring it again.")


class UploadBusy(Refusal):
    """The worker has the file in hand."""

    message = _("The file is being worked on. Wait until that is done.")
    conflict = True


class AlreadyApplied(Refusal):
    """The file was imported before."""

    message = _("This file was already imported.")
    conflict = True


class NotPlanned(Refusal):
    """The columns were changed, or the dry run never ran."""

    message = _("Look at the dry run first.")
