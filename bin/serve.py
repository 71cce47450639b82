"""Prepare the data, start the web server and the worker, stop both; called by `bin/run`."""

import argparse
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
SOURCE = ROOT / "src" / "dutyline"
LANGUAGES = ("en", "zh-hans")
START_SECONDS = 30
STOP_SECONDS = 15


def main() -> int:
    """Serve until Ctrl-C and return the exit code."""
    asked = arguments()
    home = Path(os.environ.setdefault("DUTYLINE_HOME", str(ROOT / "var"))).resolve()
    os.environ["DUTYLINE_HOME"] = str(home)
    os.environ.setdefault("DUTYLINE_LANGUAGE", asked.language)
    os.environ.setdefault("DUTYLINE_LOG_LEVEL", "WARNING")
    port_must_be_free(asked.host, asked.port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    code = prepare(home, asked)
    if code is None:
        return 1
    return serve(asked, code)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bin/run", description="Serve Dutyline.")
    parser.add_argument("--port", type=int, default=8000, help="default 8000")
    parser.add_argument("--host", default="127.0.0.1", help="default: this machine only")
    parser.add_argument(
        "--language",
        type=lambda asked: "zh-hans" if asked.lower().startswith("zh") else asked,
        choices=LANGUAGES,
        default=machine_language(),
        help="en or zh-hans (zh will do); default: the machine's",
    )
    parser.add_argument("--empty", action="store_true", help="start without the demonstration")
    return parser.parse_args()


def machine_language() -> str:
    """Return the machine's language among ours, English for any other."""
    named = next((os.environ[key] for key in ("LC_ALL", "LANG") if os.environ.get(key)), "")
    return "zh-hans" if named.lower().startswith(("zh_cn", "zh_sg", "zh-hans", "zh.")) else "en"


def port_must_be_free(host: str, port: int) -> None:
    """Stop with a word of advice where something else listens already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            sys.exit(f"Port {port} is taken. Choose another: bin/run --port {port + 1}")


def prepare(home: Path, asked: argparse.Namespace) -> str | None:
    """Bring the data up to date if need be; return a set-up code or "", None where it failed."""
    home.mkdir(parents=True, exist_ok=True)
    stamp, state = home / "prepared.json", state_of(home)
    if not asked.empty and state and read(stamp) == {"state": state, "ready": True}:
        return ""
    print("Preparing the data …", file=sys.stderr, flush=True)
    kind = "--empty" if asked.empty else "--demo"
    command = [PROGRAMS / "python", "-m", "dutyline", "prepare", kind]
    done = subprocess.run(
        [*command, "--language", asked.language], check=False, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        return None
    code = str(json.loads(done.stdout.splitlines()[-1]).get("code", ""))
    # While a code is wanted each start shows a fresh one, so nothing is skipped.
    stamp.write_text(json.dumps({"state": state_of(home), "ready": not code}))
    return code


def state_of(home: Path) -> str:
    """Hash what decides whether anything is to be prepared; "" where that must be looked up."""
    if os.environ.get("DATABASE_URL") or not (home / "dutyline.sqlite3").exists():
        return ""
    found = hashlib.sha256(str(ROOT).encode())
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in {".py", ".css", ".js", ".svg", ".yaml"}:
            stat = path.stat()
            found.update(f"{path}{stat.st_size}{stat.st_mtime_ns}".encode())
    return found.hexdigest()


def read(stamp: Path) -> object:
    """Return what a stamp says, None where it says nothing."""
    try:
        return json.loads(stamp.read_text())
    except (OSError, ValueError):
        return None


def serve(asked: argparse.Namespace, code: str) -> int:
    """Run the server and the worker until one is told to stop or the server ends by itself."""
    children = [start_server(asked)]
    try:
        address = f"http://{'localhost' if asked.host == '127.0.0.1' else asked.host}:{asked.port}/"
        if not answers(asked, children[0]):
            return 1
        children.append(start_worker())  # only now: the first page should not wait for it
        say(address, code)
        while children[0].poll() is None:
            if children[1].poll() is not None:
                children[1] = start_worker()  # the rows say what it left undone
            time.sleep(1)
        return children[0].returncode
    except KeyboardInterrupt:
        return 0
    finally:
        stop(children)


def start_server(asked: argparse.Namespace) -> subprocess.Popen[bytes]:
    """Start the web server; SQLite has one writer, so one process serves it best."""
    options = {
        "--interface": "wsgi",
        "--host": asked.host,
        "--port": str(asked.port),
        "--workers": "2" if os.environ.get("DATABASE_URL") else "1",
        "--blocking-threads": "4",
        "--log-level": "warning",
    }
    flat = [part for option in options.items() for part in option]
    return start([PROGRAMS / "granian", *flat, "--no-ws", "dutyline.config.wsgi:application"])


def start_worker() -> subprocess.Popen[bytes]:
    """Start the worker that runs the jobs."""
    return start([PROGRAMS / "python", "-m", "dutyline", "worker"])


def start(command: list[str | os.PathLike[str]]) -> subprocess.Popen[bytes]:
    """Start a child in a group of its own: Ctrl-C is ours to pass on, once."""
    return subprocess.Popen(command, process_group=0, stdin=subprocess.DEVNULL)


def answers(asked: argparse.Namespace, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server answers its first page; False when it ended or takes too long."""
    host = "127.0.0.1" if asked.host in {"0.0.0.0", "::"} else asked.host
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://{host}:{asked.port}/account/login/", timeout=30).close()
        except urllib.error.HTTPError:
            return True  # not well, and the log says why, but there
        except OSError:
            time.sleep(0.1)
            continue
        return True
    return False


def say(address: str, code: str) -> None:
    """Print where to go, and the set-up code where one is wanted."""
    print(f"\nDutyline is at {address}   (Ctrl-C stops it)", flush=True)
    if code:
        print(f"The first administrator needs this set-up code: {code}", flush=True)


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Let both finish what they do, and end what takes too long with all it started."""
    for again in (signal.SIGINT, signal.SIGTERM):
        signal.signal(again, signal.SIG_IGN)  # asked twice, none may be left behind
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
