"""What a document is made of, however it is set; every word in it is plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Pair:
    """A fact: its word, and what it is; line breaks stay."""

    label: str
    value: str


@dataclass(frozen=True)
class Note:
    """What must not be overlooked."""

    kind: ClassVar = "note"
    text: str


@dataclass(frozen=True)
class Fields:
    """Facts under a heading."""

    kind: ClassVar = "fields"
    title: str
    items: Sequence[Pair]


@dataclass(frozen=True)
class Sentences:
    """Numbered sentences under a heading."""

    kind: ClassVar = "sentences"
    title: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Head:
    """The head of a column; `width` is its share of the page."""

    label: str
    width: float = 1


@dataclass(frozen=True)
class Table:
    """A ruled table under a heading; rows have a cell for each column."""

    kind: ClassVar = "table"
    title: str
    columns: Sequence[Head]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Signature:
    """A place to sign: as whom, name and date where somebody has, else the word for the date.

    `drawing` is an SVG of a signature by hand, on PDF.
    """

    role: str
    name: str = ""
    date: str = ""
    drawing: str = ""


@dataclass(frozen=True)
class Signatures:
    """Places to sign beside each other."""

    kind: ClassVar = "signatures"
    title: str
    items: Sequence[Signature]


Part = Note | Fields | Sentences | Table | Signatures


@dataclass(frozen=True)
class Sheet:
    """A document in one language; `crumbs` and `number` stand above the title, `proof` at the end.

    `code` is an address drawn as a QR code beside the proof, on PDF.
    `language` is a code of Django's, such as `zh-hans`.
    """

    language: str
    title: str
    parts: Sequence[Part]
    crumbs: str = ""
    number: str = ""
    sentence: str = ""
    proof: str = ""
    code: str = ""
