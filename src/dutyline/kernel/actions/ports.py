"""What this room needs from above: the page that lists rectifications.

The kernel has no pages. Whoever lists what is mended names its address when Django starts.
"""

from collections.abc import Callable

from dutyline.kernel.registry import Period

ListAddress = Callable[[str, str, Period], str]
"""(`due`, `assigned` or `open`; unit path; period) to the page of exactly those records."""

_lists: list[ListAddress] = []


def list_with(address: ListAddress) -> None:
    """Name the page that lists rectifications; called once, when Django starts."""
    _lists[:] = [address]


def list_of(which: str) -> Callable[[str, Period], str]:
    """Return the `url_for` of an indicator that counts those records; "" where nobody lists."""

    def url_for(path: str, period: Period) -> str:
        return _lists[0](which, path, period) if _lists else ""

    return url_for
