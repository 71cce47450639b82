"""What a page weighs on the wire, in requests, and in the browser."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse

_IMPORT = re.compile(r"""(?:import|from)\s*["'](\.[^"']+)["']""")


class Weight(NamedTuple):
    """Bytes with and without what a browser keeps, requests of a first visit, elements."""

    cold: int
    warm: int
    requests: int
    nodes: int


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.nodes = 0
        self.files: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nodes += 1
        given = dict(attrs)
        address = given.get("src") if tag in {"script", "img"} else None
        if tag == "link" and given.get("rel") in {"stylesheet", "icon", "modulepreload"}:
            address = given.get("href")
        if address and address.startswith("/"):
            self.files.add(address.split("#")[0])


def weigh(reply: HttpResponse, text: str) -> Weight:
    """Weigh a compressed reply whose text is given, with every file it makes a browser fetch."""
    page = _Elements()
    page.feed(text)
    files = [_file(address) for address in page.files]
    files += [found for file in list(files) for found in _imported(file)]
    files = sorted(set(files))
    warm = len(reply.content)
    return Weight(warm + sum(map(_sent, files)), warm, 1 + len(files), page.nodes)


def _file(address: str) -> Path:
    return Path(settings.STATIC_ROOT) / address.split("/static/", 1)[1]


def _imported(file: Path) -> list[Path]:
    if file.suffix != ".js":
        return []
    found = [(file.parent / name).resolve() for name in _IMPORT.findall(file.read_text())]
    return [*found, *(deeper for each in found for deeper in _imported(each))]


def _sent(file: Path) -> int:
    compressed = [file.with_name(f"{file.name}.{ending}") for ending in ("br", "gz")]
    return min(each.stat().st_size for each in (file, *compressed) if each.exists())
