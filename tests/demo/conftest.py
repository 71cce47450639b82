"""The demonstration in both languages, each told once a module."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.demo.telling import Told, telling


@pytest.fixture(scope="module")
def english(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Told]:
    """Tell it in English."""
    with django_db_blocker.unblock(), telling("en") as told:
        yield told


@pytest.fixture(scope="module")
def chinese(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Told]:
    """Tell it in Chinese."""
    with django_db_blocker.unblock(), telling("zh-hans") as told:
        yield told
