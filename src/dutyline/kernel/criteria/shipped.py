"""The packs that come with Dutyline."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from dutyline.kernel.criteria.packs.folder import shipped_packs
from dutyline.kernel.criteria.packs.reading import Pack, read_pack


@dataclass(frozen=True)
class ShippedPack:
    """A pack that comes with Dutyline; `digest` tells its content."""

    name: str
    version: str
    title: dict[str, str]
    digest: str


def shipped() -> list[ShippedPack]:
    """Return the packs that come with Dutyline; read once, for they change only with it."""
    return [_read(folder) for folder in shipped_packs()]


def shipped_content(name: str) -> Pack | None:
    """Return all that a pack that comes with Dutyline says; None where none has that name."""
    for folder in shipped_packs():
        if _read(folder).name == name:
            return _content(folder)
    return None


@lru_cache(maxsize=2)
def _content(folder: Path) -> Pack:
    return read_pack(folder)


@cache
def _read(folder: Path) -> ShippedPack:
    read = _content(folder)
    return ShippedPack(read.name, read.version, read.title, read.digest)
