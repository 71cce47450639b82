"""A workbook or CSV as an answer that is written while it is sent."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override

from dutyline.toolkit.spreadsheets.write import XLSX


def sent_sheets(parts: Iterable[bytes], name: str, media_type: str = XLSX) -> StreamingHttpResponse:
    """Return the parts of a file as an answer the browser saves under `name`.

    They are written in the language and the time zone of now.
    """
    written = _written(parts, get_language(), timezone.get_current_timezone())
    response = StreamingHttpResponse(written, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    # An archive does not get smaller.
    response["Content-Encoding"] = "identity"
    return response


def _written(parts: Iterable[bytes], language: str | None, zone: tzinfo) -> Iterator[bytes]:
    """Yield the parts, each made as the page would have: by then its request is over.

    Between two of them the thread may serve somebody else.
    """
    coming = iter(parts)
    while True:
        with override(language), timezone.override(zone):
            part = next(coming, None)
        if part is None:
            return
        yield part
