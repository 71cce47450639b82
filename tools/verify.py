#!/usr/bin/env python3
"""Verify a file exported from Dutyline, without Dutyline: Python 3.8 or newer, nothing else.

    python3 verify.py EXPORT.zip [--checkpoint KEPT.txt ...] [--key PUBLIC_KEY]

Records, parts of them and files are led through their proofs to the root the checkpoint signed (RFC
6962, RFC 8032); kept checkpoints are compared. Exit code 0: VERIFIED. Ask the enterprise whose key.
"""

import argparse
import base64
import json
import sys
import zipfile
from hashlib import sha256, sha512
from pathlib import Path
from typing import Iterator

# Ed25519, RFC 8032 section 6: points are (x, y) in extended coordinates.
P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)
X, Y = 0x216936D3CD6E53FEC0A4E231FDD6DC5C692CC7609525A7B2C9562D608F25D51A, 4 * pow(5, P - 2, P) % P
BASE = (X, Y, 1, X * Y % P)


def add(a: tuple, b: tuple) -> tuple:
    """Add two points."""
    k, m = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = m - k, d - c, d + c, m + k
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: tuple) -> tuple:
    """Add a point to itself."""
    rest = times(number >> 1, add(point, point)) if number > 1 else (0, 1, 1, 0)
    return add(rest, point) if number & 1 else rest


def point(text: bytes) -> tuple:
    """Read a point of the curve."""
    sign, y = divmod(int.from_bytes(text, "little"), 1 << 255)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * ROOT % P if (x * x - square) % P else x
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def is_signed(key: bytes, text: bytes, signature: bytes) -> bool:
    """Say whether the key signed the text."""
    half, digest = signature[32:], sha512(signature[:32] + key + text).digest()
    half, digest = int.from_bytes(half, "little"), int.from_bytes(digest, "little") % Q
    a, b = times(half, BASE), add(point(signature[:32]), times(digest, point(key)))
    return half < Q and all((a[xy] * b[2] - b[xy] * a[2]) % P == 0 for xy in (0, 1))


def opened(note: str, key: bytes) -> list:
    """Return the lines of a signed note; ValueError unless the key signed exactly these."""
    text, _gap, mark = note.partition("\n\n")
    text, lines = text + "\n", text.split("\n")
    name = sha256(lines[0].encode() + b"\n\x01" + key).digest()[:4]
    raw = base64.b64decode(mark[len(lines[0]) + 3 :])
    if mark != f"— {lines[0]} {base64.b64encode(raw).decode()}\n" or raw[:4] != name:
        raise ValueError("there is no signature of this key under it")
    if not is_signed(key, text.encode(), raw[4:]):
        raise ValueError("it was changed after it was signed")
    return lines


def canonical(value: object) -> str:
    """Return JSON as RFC 8785 writes it; in an export broken numbers stand as text."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return f"{{{','.join(f'{canonical(key)}:{canonical(value[key])}' for key in keys)}}}"
    if isinstance(value, list):
        return f"[{','.join(map(canonical, value))}]"
    return json.dumps(value, ensure_ascii=False)


def climb(here: int, last: int, start: bytes, path: list) -> tuple:
    """Return the roots a proof leads to: of the older log, and of the whole (RFC 9162, 2.1)."""
    old = new = start
    if not 0 <= here <= last:
        raise ValueError("it lies outside of the log")
    for each in path:
        if here & 1 or here == last:
            old, new = sha256(b"\x01" + each + old).digest(), sha256(b"\x01" + each + new).digest()
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            new = sha256(b"\x01" + new + each).digest()
        here, last = here >> 1, last >> 1
    if last:
        raise ValueError("its proof is too short")
    return old, new


def goes_on(old: int, old_root: bytes, size: int, root: bytes, path: list) -> bool:
    """Say whether the log of an older checkpoint is the beginning of this one."""
    if not 0 < old < size:
        return old == size and old_root == root
    first, *rest = path if old & (old - 1) else [old_root, *path]
    whole = (old & -old).bit_length() - 1
    return climb(old - 1 >> whole, size - 1 >> whole, first, rest) == (old_root, root)


def binding(told: dict, name: str) -> tuple:
    """Return what binds the record under a name, and the hashes that lead on from there."""
    salt, path = bytes.fromhex(told["salt"]), [bytes.fromhex(each) for each in told["path"]]
    told.update(salt=salt.hex(), path=[each.hex() for each in path])
    return sha256(salt + canonical(told[name]).encode()).digest(), path


def check_entry(line: str, size: int, root: bytes) -> tuple:
    """Check one line of entries.jsonl; return kind, place and record, None of what was erased."""
    told = json.loads(line, parse_float=str)
    bound, path = binding(told, "record")
    for part in told.get("parts", []):  # each proved alone, in a tree of 2^24 places
        leaf, way = binding(part, "part")
        top = climb(part["place"], (1 << 24) - 1, sha256(b"\x00" + leaf).digest(), way)[1]
        if top.hex() != told["record"]["root"]:
            raise ValueError(f"part {part['part']['id']} is not what was bound")
    if canonical(told) != line:
        raise ValueError("it is written in another way than it was exported")
    if told["record"] is not None and bound.hex() != told["entry"]["commitment"]:
        raise ValueError("the record is not the one that was entered")
    leaf = sha256(b"\x00" + canonical(told["entry"]).encode()).digest()
    if climb(told["index"], size - 1, leaf, path)[1] != root:
        raise ValueError("it is not in the log that was signed")
    return told["entry"]["kind"], told["index"], told["record"]


def check_entries(lines: list, size: int, root: bytes, files: set) -> Iterator[str]:
    """Yield what is wrong with records, their places in the log, and their files."""
    removals, gone = {}, {}
    for number, line in enumerate(lines, start=1):
        try:
            kind, index, record = check_entry(line, size, root)
            if record is None:
                gone[index] = number
            elif kind == "ledger.removal":
                removals[record["entry"]] = f"at {record['at']} by {record['by_name']}"
            elif kind == "files.attachment" and f"files/{record['sha256']}" not in files:
                yield f"entry in line {number}: its file is missing or another"
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            yield f"entry in line {number}: {problem}"
    for index, number in gone.items():
        if index not in removals:
            yield f"entry in line {number}: its record is missing"
        else:
            print(f"Entry {index}: erased {removals[index]}")
    print(f"{len(lines)} entries compared with their records")


def check(archive: zipfile.ZipFile, kept: list, given: str) -> Iterator[str]:
    """Yield everything that is wrong."""
    names = archive.namelist()
    key = base64.b64decode(given or archive.read("key.txt").strip(), validate=True)
    listed = opened(archive.read("contents.txt").decode(), key)[3:]
    signed = opened(archive.read("checkpoint.txt").decode(), key)
    print(f"Log {signed[0]}: {signed[1]} entries signed at {signed[3]}")
    expected = dict(reversed(each.split("  ", 1)) for each in listed)
    for name in sorted({*names, *expected} - {"contents.txt", "checkpoint.txt", "key.txt"}):
        if name not in names or sha256(archive.read(name)).hexdigest() != expected.get(name):
            yield f"{name}: is not what was exported"
    size, root = int(signed[1]), base64.b64decode(signed[2])
    lines = archive.read("entries.jsonl").decode("utf-8", "replace").split("\n")[:-1]
    files = {name for name in expected if name == f"files/{expected[name]}"}
    yield from check_entries(lines, size, root, files)
    paths = json.loads(archive.read("consistency.json")) if "consistency.json" in names else {}
    for name in kept:
        try:
            old = opened(Path(name).read_text("utf-8"), key)
            path = [bytes.fromhex(each) for each in paths.get(old[1], [])]
            if not goes_on(int(old[1]), base64.b64decode(old[2]), size, root, path):
                yield f"{name}: the log is not a continuation of this checkpoint"
        except (OSError, ValueError, LookupError) as problem:
            yield f"{name}: {problem or 'the export says nothing of it'}"


def main() -> int:
    """Verify what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("export")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE")
    parser.add_argument("--key", help="the public key (base64) the enterprise made known")
    asked = parser.parse_args()
    try:
        wrong = list(check(zipfile.ZipFile(asked.export), asked.checkpoint, asked.key))
    except Exception as problem:  # noqa: BLE001 - what cannot be read, for whatever reason
        wrong = [f"{asked.export}: {problem}"]
    print("\n".join([f"WRONG  {each}" for each in wrong] + ["NOT " * bool(wrong) + "VERIFIED"]))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
