"""Build a module in a temporary folder and install it for one test.

Used as `with toy_module(tmp_path, "toy", {"manifest.py": "…"}) as package:`.

The package needs a `manifest.py`; `apps.py` is written for it. It is gone after the block.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from pathlib import Path
from textwrap import dedent
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.test import override_settings
from django.urls import clear_url_caches

from dutyline.kernel.registry.catalogue import forget

APPS = """\
from django.apps import AppConfig


class ToyConfig(AppConfig):
    name = "{name}"
"""


@contextmanager
def toy_module(folder: Path, name: str, files: Mapping[str, str]) -> Iterator[ModuleType]:
    """Write, import and install a package; every catalogue and address is read anew."""
    package = folder / name
    package.mkdir()
    for each, text in {"__init__.py": "", "apps.py": APPS.format(name=name), **files}.items():
        (package / each).parent.mkdir(parents=True, exist_ok=True)
        (package / each).write_text(dedent(text))
    sys.path.insert(0, str(folder))
    invalidate_caches()
    try:
        with override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, name]):
            _read_anew()
            yield import_module(name)
    finally:
        sys.path.remove(str(folder))
        for loaded in [key for key in sys.modules if key.split(".")[0] == name]:
            del sys.modules[loaded]
        apps.all_models.pop(name, None)
        apps.clear_cache()
        _read_anew()


def _read_anew() -> None:
    forget()
    clear_url_caches()
    for loaded in ("dutyline.config.urls", "dutyline.api.urls"):
        sys.modules.pop(loaded, None)
