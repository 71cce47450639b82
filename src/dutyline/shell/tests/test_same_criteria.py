"""One request asks once whether the criteria changed."""

from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.criteria.shelf import changing
from dutyline.shell.middleware import same_criteria

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def test_a_request_asks_once_whether_the_criteria_changed():
    with changing():
        pass

    def view(_request):
        catalogue("finding_category", TODAY)
        with CaptureQueriesContext(connection) as again:
            catalogue("finding_category", TODAY)
            catalogue("finding_category", TODAY)
        return HttpResponse(str(len(again)))

    response = same_criteria(view)(RequestFactory().get("/"))

    assert response.content == b"0"


def test_the_next_request_asks_anew():
    with changing():
        pass

    def view(_request):
        with CaptureQueriesContext(connection) as asked:
            catalogue("finding_category", TODAY)
        return HttpResponse(str(len(asked)))

    handle = same_criteria(view)
    handle(RequestFactory().get("/"))
    with changing():
        pass
    response = handle(RequestFactory().get("/"))

    assert response.content != b"0"
