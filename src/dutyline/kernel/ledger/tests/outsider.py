"""The program outsiders verify with, as a module: what it accepts is what counts as proved."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

VERIFY = Path(__file__).resolve().parents[5] / "tools" / "verify.py"


def load() -> ModuleType:
    """Return the program."""
    spec = spec_from_file_location("verify", VERIFY)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


program = load()


def proves(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Say whether a proof leads an entry in this place to the root."""
    try:
        return program.climb(index, size - 1, leaf, path)[1] == root
    except ValueError:
        return False


def goes_on(old: int, old_root: bytes, size: int, root: bytes, path: list[bytes]) -> bool:
    """Say whether a proof shows the older log to be the beginning of this one."""
    try:
        return program.goes_on(old, old_root, size, root, path)
    except (ValueError, IndexError):
        return False


def verified(*words):
    """Run the program as an outsider does; return whether it verified, and its lines."""
    command = [sys.executable, "-I", "-S", str(VERIFY), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    *lines, verdict = done.stdout.splitlines()
    assert (done.returncode, verdict) in {(0, "VERIFIED"), (1, "NOT VERIFIED")}
    return done.returncode == 0, [line for line in lines if line.startswith("WRONG")]
