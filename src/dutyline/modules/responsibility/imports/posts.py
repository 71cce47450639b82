"""Finds the post a row of a table means."""

from datetime import date

from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Post
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.spreadsheets.wording import plain


class PostUnknown(Exception):
    """No post is meant, or several may be: the column to look at, and why."""

    def __init__(self, column: str, reason: str) -> None:
        """Keep both for the report."""
        super().__init__(reason)
        self.column, self.reason = column, reason


class PostsByName:
    """The posts whose cards somebody may write, by code and by title."""

    def __init__(self, by: Actor, on: date) -> None:
        """Read them all once; their units are loaded."""
        paths = by.paths(Responsibility.CARD_WRITE)
        self.codes: dict[str, Post] = {}
        self.titles: dict[str, list[Post]] = {}
        for post in Post.objects.on(on).within(paths).select_related("unit").order_by("id"):
            self.codes[post.code.casefold()] = post
            self.titles.setdefault(plain(post.title), []).append(post)

    def meant(self, code: str, title: str, unit: str) -> Post:
        """Return the post of this code; without one, of this title in this unit.

        Raises PostUnknown.
        """
        if code:
            found = self.codes.get(code.casefold())
            if found is None:
                reason = _("There is no post with this code whose card you may write.")
                raise PostUnknown("code", reason)
            return found
        if not title:
            raise PostUnknown("code", _("The row names no post: neither its code nor its title."))
        among = self.titles.get(plain(title), [])
        if unit:
            names = plain(unit)
            among = [each for each in among if names in _names(each)]
        if not among:
            reason = _("There is no post of this title there whose card you may write.")
            raise PostUnknown("title", reason)
        if len(among) > 1:
            reason = _("Several posts have this title: say the code, or the unit.")
            raise PostUnknown("title", reason)
        return among[0]


def _names(post: Post) -> tuple[str, str]:
    return plain(post.unit.name), plain(post.unit.code)
