"""Passwords everybody would try first, beyond a list of single words.

NIST SP 800-63B-4, 3.1.1.2: no composition rules, no forced changes, but a block list, words of
the service itself among them. A list of common passwords blocks little at fifteen characters, so
what is blocked here is whatever is put together from at most three pieces of such a list.
"""

import unicodedata
from functools import cache
from itertools import pairwise

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.models import Account
from dutyline.kernel.organisation.models import Unit

PIECES = 3
"""A password of so few known pieces is refused; a sentence of known words has more."""
SHORTEST = 3
"""Of a word of the house that counts as a piece: shorter ones occur in every sentence."""
LONGEST = 24
ROWS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
OURS = ("dutyline", "worksafety", "safety", "anquan", "shengchan", "安全", "生产", "责任", "密码")
SIGNS, DIGITS = str.maketrans("$@!", "sai"), str.maketrans("013457", "oieast")
"""What people write for letters."""
EASILY_GUESSED = _(
    "This password is easily guessed: it is made of a few common words, names or rows of keys."
)


class Foreseeable:
    """Refuses repetitions, keyboard walks, and common words and names of the house in a row."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError for a password whoever knows the house would try."""
        own = frozenset(_words_of_the_house(user))
        spellings = {_plain(password), _plain(password.translate(SIGNS))}
        if any(_repeats(each) or _pieces(each, own) <= PIECES for each in spellings):
            raise ValidationError(EASILY_GUESSED, code="password_foreseeable")

    def get_help_text(self) -> str:
        """Return the rule for the form."""
        return str(_("No common words, names of the enterprise or rows of keys in a row."))


def _words_of_the_house(user: Account | None) -> list[str]:
    names = list(Unit.objects.filter(parent__isnull=True).values_list("name", flat=True))
    if user is not None:
        names += [user.username, user.email.partition("@")[0]]
        names += [user.person.name, user.person.number or ""] if user.person else []
    parts = [part for name in names for part in (name, *name.split())]
    return [plain for part in parts if len(plain := _plain(part)) >= SHORTEST]


def _plain(text: str) -> str:
    """Return letters and digits only, in one case and one width."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in folded if each.isalnum())


def _repeats(plain: str) -> bool:
    """Say whether it is one short piece again and again."""
    return any(
        (plain[:size] * len(plain))[: len(plain)] == plain
        for size in range(1, min(LONGEST // 2, len(plain) // 2) + 1)
    )


def _pieces(plain: str, own: frozenset[str]) -> int:
    """Return of how few known pieces it consists; more than PIECES where it does not."""
    known, unknown, read = _known() | own, PIECES + 1, plain.translate(DIGITS)
    fewest = [0, *([unknown] * len(plain))]
    for end in range(1, len(plain) + 1):
        for begin in range(max(0, end - LONGEST), end):
            piece = plain[begin:end]
            if fewest[begin] < fewest[end] - 1 and (
                piece in known or read[begin:end] in known or _is_row(piece)
            ):
                fewest[end] = fewest[begin] + 1
    return fewest[-1]


def _is_row(piece: str) -> bool:
    """Say whether it is a walk along a row of keys, one key alone, or a year."""
    if piece.isdecimal() and len(piece) <= 4:
        return True
    if len(piece) < SHORTEST:
        return False
    return len(set(piece)) == 1 or any(
        all(b in row and row.find(a) + step == row.find(b) for a, b in pairwise(piece))
        for row in ROWS
        for step in (1, -1)
        if piece[0] in row
    )


@cache
def _known() -> frozenset[str]:
    common = {each for each in CommonPasswordValidator().passwords if len(each) >= SHORTEST}
    return frozenset(common | set(OURS))
