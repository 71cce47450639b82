"""Why a file is refused."""

from dutyline.kernel.registry import Refusal


class FileRefused(Refusal):
    """A photo or document that is not accepted; the reason is in the person's words already."""

    message = "{reason}"
