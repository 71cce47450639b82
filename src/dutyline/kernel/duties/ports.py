"""What this room needs from above: the pages that show an obligation and a duty.

The kernel has no pages of its own. Whoever shows them names their addresses when Django starts.
"""

from collections.abc import Callable

Address = Callable[[int], str]
_pages: dict[str, Address] = {}


def shown_at(*, obligation: Address, duty: Address) -> None:
    """Name the pages of an obligation and of a duty; called once, when Django starts."""
    _pages.update(obligation=obligation, duty=duty)


def page_of(which: str, pk: int) -> str:
    """Return the page of an `obligation` or a `duty`; "" where nobody shows them."""
    return _pages[which](pk) if which in _pages else ""
