"""The desk behind its API."""

import pytest

from dutyline.modules.responsibility.api.tests.calls import Calls


@pytest.fixture
def calls(db, monkeypatch):
    return Calls(monkeypatch)
