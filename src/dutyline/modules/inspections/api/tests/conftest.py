"""The plant behind its API."""

import pytest

from dutyline.modules.inspections.api.tests.calls import Calls


@pytest.fixture
def calls(monkeypatch):
    return Calls(monkeypatch)
