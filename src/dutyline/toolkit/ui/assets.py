"""One style sheet out of many: pages ask for `ui/ui.css`, people edit `sheets/*.css`."""

import atexit
import re
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.apps import apps
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

SHEET = "ui/ui.css"


def sheets() -> list[Path]:
    """Return the `sheets/*.css` of every installed app, this one's first, each in order of name.

    A module adds what only its own screens need, in `@layer screens`.
    """
    own = Path(__file__).resolve().parent
    folders = [own, *(Path(app.path) for app in apps.get_app_configs() if Path(app.path) != own)]
    return [sheet for folder in folders for sheet in sorted((folder / "sheets").glob("*.css"))]


def assemble() -> str:
    """Return the whole style sheet: every sheet, without comments and indentation."""
    text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets())
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip() + "\n"


@cache
def _folder() -> Path:
    """Return a folder of this process that goes with it."""
    folder = mkdtemp(prefix="dutyline-ui-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _assembled() -> Path:
    """Return the folder that holds the sheet as it would be assembled now."""
    target = _folder() / SHEET
    text = assemble()
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return _folder()


class Finder(BaseFinder):
    """Offers the assembled sheet to `collectstatic` and to the development server."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """Return where the sheet lies, assembled anew; an empty list for any other path."""
        if path != SHEET:
            return []
        found = str(_assembled() / SHEET)
        return [found] if find_all else found

    def list(self, _ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield the one sheet with the storage that holds it."""
        yield SHEET, FileSystemStorage(location=_assembled())
