"""The packs that come with Dutyline."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dutyline.kernel.criteria.packs.folder import shipped_packs
from dutyline.kernel.criteria.packs.reading import read_pack


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


@cache
def _read(folder: Path) -> ShippedPack:
    read = read_pack(folder)
    return ShippedPack(read.name, read.version, read.title, read.digest)
