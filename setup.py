"""Puts the packs into the wheel; everything else is said in pyproject.toml.

In a checkout the packs lie beside `src`, where people edit them; installed, they lie in
`dutyline/packs`, where `dutyline.kernel.criteria.packs.folder` looks first.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


class WithPacks(build_py):
    """Copies the packs beside the modules."""

    def run(self) -> None:
        """Build the modules, then copy the packs unless the checkout itself is installed."""
        super().run()
        if not self.editable_mode:
            to = Path(self.build_lib) / "dutyline" / "packs"
            shutil.copytree(ROOT / "packs", to, dirs_exist_ok=True)


setup(cmdclass={"build_py": WithPacks})
