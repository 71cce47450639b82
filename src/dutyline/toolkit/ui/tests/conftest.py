from collections.abc import Callable

import pytest
from django.template import Context, engines
from django.test import RequestFactory


@pytest.fixture
def render() -> Callable[..., str]:
    """Render a piece of template as a page of this address would."""

    def rendered(source: str, address: str = "/list/", **context) -> str:
        request = RequestFactory().get(address)
        template = engines["django"].from_string(source).template
        return template.render(Context({"request": request, "csrf_token": "token", **context}))

    return rendered
