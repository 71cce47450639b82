"""Fixtures of due diligence."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from dutyline.kernel.duties.tests.toy import FILES
from dutyline.kernel.duties.tests.world import build
from dutyline.kernel.registry.tests.toy import toy_module
from dutyline.modules.diligence.tests.desk import Desk


@pytest.fixture(scope="package", autouse=True)
def toy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The toy module, whose walks are evidence."""
    with toy_module(tmp_path_factory.mktemp("toy"), "toychain", FILES):
        yield import_module("toychain.manifest")


@pytest.fixture
def desk(db: None, toy: ModuleType, settings: Any, tmp_path: Any, monkeypatch: Any) -> Desk:
    """The plant on a day in April, with what people owed and showed in March."""
    settings.HOME = tmp_path
    return Desk(build(toy), monkeypatch)
