"""Puts packs and tools into the wheel; everything else is said in pyproject.toml.

In a checkout they lie beside `src`, where people read and edit them; installed, they lie in
`dutyline/packs` and `dutyline/tools`, where the kernel looks first.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


class WithFolders(build_py):
    """Copies packs and tools beside the modules."""

    def run(self) -> None:
        """Build the modules, then copy the folders unless the checkout itself is installed."""
        super().run()
        if not self.editable_mode:
            for name in ("packs", "tools"):
                to = Path(self.build_lib) / "dutyline" / name
                shutil.copytree(ROOT / name, to, dirs_exist_ok=True)


setup(cmdclass={"build_py": WithFolders})
