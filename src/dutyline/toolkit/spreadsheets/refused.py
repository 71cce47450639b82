"""Why a table file is not read, in words its owner can act on."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from dutyline.toolkit.untrusted.refusal import Refused


class FileRefused(Refused):
    """Say why a file is not read as a table."""

    sentences: ClassVar = {
        "empty": _("The file holds no table: every sheet is empty."),
        "type": _("This is not a table. Use CSV, XLSX, XLS or ODS."),
        "image": _("This is a picture. Use CSV, XLSX, XLS or ODS."),
        "pdf": _("This is a PDF. Use the spreadsheet it was made from: CSV, XLSX, XLS or ODS."),
        "word": _(
            "This is a text document. Copy its table into a spreadsheet and save it as XLSX."
        ),
        "xlsb": _("This is a binary workbook (XLSB). Save it as XLSX and try again."),
        "markup": _(
            "This is a web page with the name of a spreadsheet. Open it in a spreadsheet program, "
            "save it as XLSX and try again."
        ),
        "damaged": _("The file is damaged and cannot be read as a spreadsheet."),
        "encrypted": _(
            "The file is protected by a password. Save it without a password and try again."
        ),
        "bytes": _("The file is larger than %(limit)s MB."),
        "rows": _("The sheet “%(sheet)s” has %(count)s rows; at most %(limit)s are read."),
        "columns": _("The sheet “%(sheet)s” has %(count)s columns; at most %(limit)s are read."),
        "sheets": _("The file has %(count)s sheets; at most %(limit)s are read."),
        "heavy": _("Reading the file takes more memory or time than one file may take."),
        "encoding": _(
            "The characters of the text file cannot be recognised. Save it as “CSV UTF-8” or XLSX."
        ),
        "encoding_line": _(
            "Line %(line)s of the text file has characters that are not %(encoding)s. "
            "Save it as “CSV UTF-8” or XLSX."
        ),
        "no_sheet": _("There is no sheet “%(sheet)s” in the file."),
        "no_table": _("No table was found in the sheet “%(sheet)s”."),
    }
