"""Find the Typst sources of a paper beside the module it belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OWN: Final = Path(__file__).with_name("templates")


def sources(template: str, template_dirs: Sequence[Path] = ()) -> dict[str, bytes]:
    """Return the files a paper is set from, by name: main.typ, style.typ, the template's siblings.

    `template` is "table.typ" or "<app>/<name>.typ"; it is looked for in `template_dirs`, in the
    `templates` folder of every app, then here. Raises LookupError.
    """
    for folder in (*template_dirs, *_folders(), OWN):
        path = folder / template
        if path.is_file():
            own = {part.name: part.read_bytes() for part in OWN.glob("*.typ")}
            prefix = Path(template).parent
            beside = {
                (prefix / part.name).as_posix(): part.read_bytes()
                for part in path.parent.glob("*.typ")
            }
            return {**beside, **own, "main.typ": path.read_bytes()}
    raise LookupError(f"there is no paper template {template}")


def _folders() -> Iterator[Path]:
    for config in apps.get_app_configs():
        yield Path(config.path) / "templates"
