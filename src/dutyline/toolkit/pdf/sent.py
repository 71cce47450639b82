"""A paper as an answer."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PAPER = {
    "responses": {
        200: {"description": "The paper", "content": {"application/pdf": {}}},
    }
}
"""How a route of the API describes that it sends one."""


def sent_pdf(pdf: bytes, name: str) -> HttpResponse:
    """Return a paper as an answer that the browser shows and saves under `name`."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response
