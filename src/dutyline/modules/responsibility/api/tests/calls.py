"""What tests of the API of responsibility share."""

from typing import Any

from dutyline.kernel.access.tests.calling import Calling
from dutyline.modules.responsibility.tests.pages import Pages


class Calls(Calling, Pages):
    """The desk asked through its API."""


def told(answer: Any, status: int = 200) -> Any:
    """Return what an answer of this status says."""
    assert answer.status_code == status, answer.content
    return answer.json()
