"""Finds packs on disk and reads their files."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

import dutyline
from dutyline.kernel.criteria.packs.documents import Block, Rows, read
from dutyline.kernel.criteria.packs.problems import Problems, Where
from dutyline.kernel.criteria.refusals import NoSuchPack

HEAD_FILE = "pack.yaml"
MOST_FILES = 200
PACKAGE = Path(dutyline.__file__).resolve().parent


@dataclass
class Files:
    """The files of a pack, read: its head, and each section put together from all files."""

    folder: Path
    digest: str
    problems: Problems
    head: Block
    sections: dict[str, Block | Rows] = field(default_factory=dict)
    places: dict[str, Where] = field(default_factory=dict)


def shipped_packs() -> list[Path]:
    """Return the folders of the packs that come with the product, by name.

    Installed, they lie inside the package; in a checkout, beside `src`.
    """
    for home in (PACKAGE / "packs", PACKAGE.parent.parent / "packs"):
        found = sorted(each.parent for each in home.glob(f"*/{HEAD_FILE}"))
        if found:
            return found
    return []


def find_pack(path: str | Path) -> Path:
    """Return the folder of a pack by its path, or by the name of a shipped one.

    Raises NoSuchPack where there is no folder with a pack.yaml.
    """
    for each in shipped_packs():
        if str(path) == each.name:
            return each
    folder = Path(path)
    if not (folder / HEAD_FILE).is_file():
        raise NoSuchPack(path=path)
    return folder


def read_files(folder: Path) -> Files:
    """Read every YAML file of a pack; what cannot be read is noted in `problems`."""
    paths = sorted(folder.rglob("*.yaml"))
    problems = Problems(folder.name)
    if len(paths) > MOST_FILES:
        top = Where(HEAD_FILE, 1)
        problems.add(top, _("More than {count} files.").format(count=MOST_FILES))
        problems.refuse()
    contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    digest = sha256()
    for name, content in contents.items():
        digest.update(f"{name} {len(content)}\n".encode() + content)
    head = read(contents.pop(HEAD_FILE), HEAD_FILE, problems)
    files = Files(folder, digest.hexdigest(), problems, head)
    for name, content in contents.items():
        _gather(files, read(content, name, problems))
    return files


def _gather(files: Files, block: Block) -> None:
    for section, content in block.items():
        known = files.sections.get(section)
        if not isinstance(content, Block | Rows):
            files.problems.add(block.at(section), _("A section holds a list or a mapping."))
        elif known is None:
            files.sections[section] = content
            files.places[section] = block.at(section)
        elif isinstance(known, Rows) and isinstance(content, Rows):
            for index, row in enumerate(content):
                known.put(row, content.at(index))
        elif isinstance(known, Block) and isinstance(content, Block):
            _merge(known, content, files.problems)
        else:
            reason = _("The section is of another kind at {where}.")
            places = {"where": files.places[section]}
            files.problems.add(block.at(section), reason.format(**places))


def _merge(known: Block, more: Block, problems: Problems) -> None:
    for key, content in more.items():
        if key not in known:
            known.put(key, content, more.at(key))
        elif _continues(known[key], content):
            for index, row in enumerate(content["entries"]):
                known[key]["entries"].put(row, content["entries"].at(index))
        else:
            reason = _("“{key}” stands already at {where}.")
            problems.add(more.at(key), reason.format(key=key, where=known.at(key)))


def _continues(known: Any, content: Any) -> bool:
    """Say whether a catalogue goes on in a second file, which then holds entries only."""
    return (
        isinstance(content, Block)
        and list(content) == ["entries"]
        and isinstance(content["entries"], Rows)
        and isinstance(known, Block)
        and isinstance(known.get("entries"), Rows)
    )
