"""Who waited in vain for others who save is told so, and that trying again helps."""

from typing import NoReturn

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from dutyline.shell.errors import server_error

pytestmark = pytest.mark.django_db


def answered(request: HttpRequest, words: str) -> HttpResponse:
    """Answer as Django does: while what was raised is handled."""
    try:
        fail(words)
    except OperationalError:
        return server_error(request)


def fail(words: str) -> NoReturn:
    raise OperationalError(words)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Go back and send it once more in a few seconds"),
        ("zh-hans", "请返回上一页，几秒后再次提交"),
    ],
)
def test_a_locked_database_is_503_and_worth_another_try(
    rf: RequestFactory, language: str, words: str
) -> None:
    with translation.override(language):
        page = answered(rf.post("/"), "database is locked")
    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert words in page.content.decode()


def test_any_other_fault_is_our_own(rf: RequestFactory) -> None:
    page = answered(rf.post("/"), "no such table: unit")
    assert page.status_code == 500
    assert "Retry-After" not in page
