"""Make `.venv` beside this folder hold exactly what a lock file names. Standard library only.

    python3 bin/bootstrap.py requirements.lock

A second run with the same lock does nothing. Uses `uv` where it is on the PATH, else pip.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
RUNTIME = "requirements.lock"
FOR_OTHERS = (22, 3)
"""From which version on a pip installs for another Python."""
AT_ONCE = min(4, os.cpu_count() or 1)
"""Pips at work side by side: each spends most of its time on reading what there is to choose."""

NO_PIP = """\
This Python can neither make a virtual environment nor install into one.
Debian and Ubuntu: apt install python3-venv. Or install uv and run this again."""


def main(lock: str) -> None:
    """Install what `lock` names unless the stamp says that it is there already."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this by hand may have less
        sys.exit(f"Dutyline needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if is_installed(lock):
        return
    if not runs(PYTHON):
        make_environment()
    print(f"Installing {lock} into .venv (once) …", file=sys.stderr, flush=True)
    install(lock)
    link_package()
    stamp(lock)


def is_installed(lock: str) -> bool:
    """Say whether the stamp names this lock as it is now, and the environment still runs."""
    try:
        stamped = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return False
    return bool(stamped.get(lock) == digest(lock)) and PYTHON.exists()


def stamp(lock: str) -> None:
    """Write down what is installed; the development lock holds all of the runtime's."""
    names = {lock, RUNTIME}
    STAMP.write_text(json.dumps({name: digest(name) for name in sorted(names)}))


def digest(lock: str) -> str:
    """Hash a lock together with the place and the Python it was installed for."""
    content = (ROOT / lock).read_bytes()
    return hashlib.sha256(content + f"{ROOT} {sys.version_info[:2]}".encode()).hexdigest()


def runs(python: Path) -> bool:
    """Say whether an interpreter starts; an environment that was moved has one that does not."""
    try:
        return subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    """Make an empty `.venv`; without a pip of its own, which would take ten seconds."""
    uv = shutil.which("uv")
    if uv and call([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV]):
        return
    if not call([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV]):
        sys.exit(NO_PIP)


def install(lock: str) -> None:
    """Install a lock, every file checked against its hash."""
    uv = shutil.which("uv")
    # A lock is complete, so nothing needs to be resolved.
    wanted = ["--require-hashes", "--no-deps", "--quiet"]
    if uv and call([uv, "pip", "install", "--python", PYTHON, *wanted, "-r", ROOT / lock]):
        return
    # Bytecode is made when a file is first needed, and most never are.
    # Its warnings are about the machine's habits; a second "quiet" leaves the errors.
    habits = ["--disable-pip-version-check", "--no-compile", "--quiet"]
    command = [*pip(), "install", *habits, *wanted, "-r"]
    with tempfile.TemporaryDirectory() as folder:
        beside = [
            subprocess.Popen([*command, part], stdout=sys.stderr, stderr=sys.stderr)
            for part in parts_of(lock, Path(folder))
        ]
        codes = [each.wait() for each in beside]
        if any(codes):
            sys.exit(f"Could not install {lock}; the lines above say why.")


def parts_of(lock: str, folder: Path) -> list[Path]:
    """Deal the packages of a lock out to files of about as many each, and return these."""
    packages: list[list[str]] = []
    for line in (ROOT / lock).read_text().splitlines():
        if line and not line.startswith((" ", "#")):
            packages.append([])
        if packages:
            packages[-1].append(line)
    parts = [folder / f"part-{number}.lock" for number in range(AT_ONCE)]
    for number, part in enumerate(parts):
        dealt = [line for package in packages[number::AT_ONCE] for line in package]
        part.write_text("\n".join(dealt) + "\n")
    return parts


def pip() -> list[str | os.PathLike[str]]:
    """Return the command of a pip that installs into `.venv`: this Python's, else its own."""
    if pip_version() >= FOR_OTHERS:
        return [sys.executable, "-m", "pip", "--python", PYTHON]
    if not call([PYTHON, "-m", "ensurepip", "--default-pip"], quiet=True):
        sys.exit(NO_PIP)
    return [PYTHON, "-m", "pip"]


def pip_version() -> tuple[int, ...]:
    """Return the version of this Python's pip by what is written down; () without one."""
    try:
        return tuple(int(part) for part in metadata.version("pip").split(".")[:2])
    except (metadata.PackageNotFoundError, ValueError):
        return ()


def link_package() -> None:
    """Put `src` on the environment's path and the `dutyline` command beside its Python."""
    variables = {"base": str(VENV), "platbase": str(VENV)}
    packages = Path(sysconfig.get_path("purelib", vars=variables))
    (packages / "dutyline-source.pth").write_text(f"{ROOT / 'src'}\n")
    command = VENV / "bin" / "dutyline"
    command.write_text(
        f"#!{PYTHON}\nimport sys\n\nfrom dutyline.__main__ import main\n\nsys.exit(main())\n"
    )
    command.chmod(0o755)


def call(command: list[str | os.PathLike[str]], *, quiet: bool = False) -> bool:
    """Run a command and say whether it succeeded; its words go to standard error."""
    sink = subprocess.DEVNULL if quiet else sys.stderr
    return subprocess.run(command, check=False, stdout=sink, stderr=sink).returncode == 0


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else RUNTIME)
