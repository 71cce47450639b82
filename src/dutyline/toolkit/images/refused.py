"""Why a photo or a document is not accepted, in words the person with the phone can act on."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from dutyline.toolkit.untrusted.refusal import Refused


class PhotoRefused(Refused):
    """Say why a photo is not accepted."""

    sentences: ClassVar = {
        "empty": _("The photo is empty."),
        "bytes": _("The photo is larger than %(limit)s MB."),
        "heif": _(
            "This photo is in the HEIC format, which most computers cannot show. In the camera's "
            "settings choose “Most compatible” (JPEG), or send the photo as a JPEG."
        ),
        "format": _("This kind of picture is not accepted. Use JPEG, PNG or WEBP."),
        "video": _("This is a video. Take a photo instead."),
        "not_a_photo": _("This is not a photo. Use JPEG, PNG or WEBP."),
        "animated": _("This picture moves. Use a still photo."),
        "pixels": _("The photo has %(megapixels)s megapixels; at most %(limit)s are accepted."),
        "damaged": _("The photo is damaged or was not sent whole. Send it again."),
        "heavy": _("The photo takes too long to open. Send a smaller one."),
    }


class DocumentRefused(Refused):
    """Say why an attached document is not accepted."""

    sentences: ClassVar = {
        "empty": _("The file is empty."),
        "bytes": _("The file is larger than %(limit)s MB."),
        "type": _(
            "This kind of file is not accepted. Use PDF, a text, a spreadsheet, a presentation "
            "or plain text."
        ),
        "markup": _("Web pages and drawings (HTML, SVG, XML) are not accepted. Save it as PDF."),
        "program": _("Programs are not accepted."),
        "archive": _("Archives are not accepted. Attach the files one by one."),
        "macros": _("The file contains macros. Save it without macros and try again."),
        "damaged": _("The file is damaged."),
    }
