"""Entries in a file an outsider can verify without Dutyline."""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import dutyline
from dutyline.kernel.ledger.entering import REMOVAL
from dutyline.kernel.ledger.keys import public_keys, signing_key
from dutyline.kernel.ledger.models import Checkpoint, Entry, Removal, Salt
from dutyline.kernel.ledger.reading.proofs import Proofs
from dutyline.kernel.ledger.rules.canonical import canonical, entry_text, moment, plain
from dutyline.kernel.ledger.rules.notes import opened, signed
from dutyline.kernel.registry import LedgerSource, ledger_sources

AT_ONCE = 1_000
CHUNK = 1024 * 1024
VERIFIER = "verify.py"
PACKAGE = Path(dutyline.__file__).resolve().parent
HOW_TO = """\
HOW TO VERIFY THIS FILE

1. You need Python 3.8 or newer, nothing else. Unpack verify.py, or better: take your own copy.
2. Run:  python3 verify.py THIS_FILE.zip --key PUBLIC_KEY --checkpoint KEPT.txt
   PUBLIC_KEY is the key the enterprise made known, KEPT.txt a checkpoint you or somebody else kept.
   Without them you learn that the file fits together, not who made it nor when.
3. The last line says VERIFIED or NOT VERIFIED. Lines with WRONG name what does not fit.

entries.jsonl has one record a line: the record, the salt it was bound with, its entry in the log
and the hashes that lead to the root in checkpoint.txt; files/ has the attachments by their SHA-256.
Where a line has "parts", each proves a single obligation that was closed then, and tells nothing of
the others, nor of how many they are.
A record that is null was erased, as an entry of its own says. This is a report of evidence, no
verdict.

如何核验本文件

1. 只需要 Python 3.8 或更高版本。请解压 verify.py，最好使用您自己保存的副本。
2. 运行：python3 verify.py 本文件.zip --key 公钥 --checkpoint 留存的检查点.txt
   公钥是企业对外公布的公钥，检查点是您或他人留存的文本。
   没有这两项，只能得知本文件内容自洽，不能得知由谁、在何时形成。
3. 最后一行显示 VERIFIED（核验通过）或 NOT VERIFIED（核验未通过），WRONG 行说明何处不符。

entries.jsonl 每行一条记录：记录本身、绑定时所用的盐值、日志中的条目，以及通往 checkpoint.txt
中根哈希的各级哈希；files/ 中是以 SHA-256 命名的附件。行中如有 "parts"，则逐项证明该次周期结算中的
单项应尽事项，不透露其他事项的内容和数量。记录为 null 的，表示已依法删除，另有条目说明。
本文件是证据报告，不是结论。
"""


Parts = Mapping[tuple[str, int], Sequence[int]]
"""What is to be proved of what records bind: ids of parts, by kind and id of the record."""


class NothingSigned(Exception):
    """There is no checkpoint that covers these entries yet."""


@dataclass(frozen=True)
class Exported:
    """What a file holds."""

    entries: int
    checkpoint: Checkpoint


def export_all(target: Path, *, at: datetime, against: Iterable[str] = ()) -> Exported:
    """Write every signed entry; raises what `export` raises, ValueError for a strange note."""
    size = Checkpoint.objects.order_by("-size").values_list("size", flat=True).first()
    if size is None:
        raise NothingSigned
    return export(target, entries=range(size), at=at, against=against)


def export(
    target: Path,
    *,
    entries: Sequence[int],
    at: datetime,
    against: Iterable[str] = (),
    more: Mapping[str, bytes] | None = None,
    parts: Parts | None = None,
) -> Exported:
    """Write entries by their places, their records and proofs to a ZIP file.

    `against` are checkpoints outsiders keep: that the log goes on from them is proved too. `more`
    are files beside the entries, by name: what the table of contents says of them is signed.
    `parts` are what some of these records bind, by kind and id, to be proved each alone. Raises
    NothingSigned before the last of the entries is signed, LookupError where a record or its file
    is gone. What was erased is in it without its words, with the entry of its erasure.
    """
    entries, removed = _with_removals(entries)
    checkpoint = Checkpoint.objects.select_related("key").order_by("-size").first()
    if checkpoint is None or max(entries, default=0) >= checkpoint.size:
        raise NothingSigned
    proofs, files = Proofs(), dict[str, Path]()
    private, key = signing_key(at)
    lines = _lines(entries, removed, checkpoint, proofs, files, parts=parts or {})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        listed = [
            _put(archive, "README.txt", [HOW_TO.encode()]),
            _put(archive, VERIFIER, [_verifier().read_bytes()]),
            _put(archive, "consistency.json", [_goes_on(against, checkpoint, proofs)]),
            _put(archive, "entries.jsonl", lines),
        ]
        listed += [_put(archive, name, [content]) for name, content in (more or {}).items()]
        listed += [_put(archive, f"files/{name}", _bytes(path)) for name, path in files.items()]
        text = f"{key.origin}\nexport\n{moment(at)}\n{''.join(listed)}"
        _put(archive, "contents.txt", [signed(key.origin, text, private).encode()])
        _put(archive, "checkpoint.txt", [checkpoint.note.encode()])
        _put(archive, "key.txt", [base64.b64encode(bytes(key.public)) + b"\n"])
    return Exported(len(entries), checkpoint)


def _put(archive: zipfile.ZipFile, name: str, content: Iterable[bytes]) -> str:
    """Write a file piece by piece; return its line in the table of contents."""
    digest = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as file:
        for piece in content:
            digest.update(piece)
            file.write(piece)
    return f"{digest.hexdigest()}  {name}\n"


def _bytes(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece
    except FileNotFoundError as problem:
        raise LookupError(f"a file is missing: {path}") from problem


def _with_removals(places: Sequence[int]) -> tuple[Sequence[int], frozenset[int]]:
    """Add the entries that say why some of these have no record; return those without one too."""
    asked = places if isinstance(places, range) else frozenset(places)
    rows = Removal.objects.order_by("id").values_list("entry_id", "id")
    removed = {place: pk for place, pk in rows if place in asked}
    told = Entry.objects.filter(kind=REMOVAL, record_id__in=removed.values())
    said = list(told.values_list("index", flat=True))
    if len(said) < len(removed):
        raise NothingSigned
    more = [place for place in said if place not in asked]
    return (sorted([*places, *more]) if more else places), frozenset(removed)


def _lines(
    places: Sequence[int],
    removed: frozenset[int],
    checkpoint: Checkpoint,
    proofs: Proofs,
    files: dict[str, Path],
    *,
    parts: Parts,
) -> Iterator[bytes]:
    """Yield a line an entry; the files of its records are noted in `files` by their hash."""
    sources = {source.kind: source for source in ledger_sources()}
    for start in range(0, len(places), AT_ONCE):
        some = Entry.objects.filter(index__in=places[start : start + AT_ONCE]).order_by("index")
        kept = [each for each in some if each.index not in removed]
        records, proved = _records(kept, sources, files, parts)
        salts = Salt.objects.in_bulk([entry.index for entry in some])
        for entry in some:
            text = entry_text(
                kind=entry.kind, record_id=entry.record_id, at=entry.at, bound=bytes(entry.bound)
            )
            gone = entry.index in removed
            line = {
                "entry": json.loads(text),
                "index": entry.index,
                "path": [each.hex() for each in proofs.inclusion(entry, checkpoint)],
                "record": None if gone else plain(records[entry.kind, entry.record_id]),
                "salt": "" if gone else bytes(salts[entry.index].salt).hex(),
            }
            if (entry.kind, entry.record_id) in proved:
                line["parts"] = proved[entry.kind, entry.record_id]
            yield canonical(line) + b"\n"


def _records(
    entries: Sequence[Entry],
    sources: dict[str, LedgerSource],
    files: dict[str, Path],
    parts: Parts,
) -> tuple[dict[tuple[str, int], object], dict[tuple[str, int], list[Mapping[str, Any]]]]:
    """Return records as they are bound, and what was asked for of the parts they bind."""
    found: dict[tuple[str, int], object] = {}
    proved: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for kind in sorted({entry.kind for entry in entries}):
        source = sources[kind]
        ids = [entry.record_id for entry in entries if entry.kind == kind]
        for pk, row in source.rows().in_bulk(ids).items():
            payload = found[kind, pk] = source.payload(row)
            if source.file is not None:
                files[payload["sha256"]] = source.file(row)
            if source.parts is not None and (kind, pk) in parts:
                proved[kind, pk] = list(source.parts(row, parts[kind, pk]))
    return found, proved


def _goes_on(notes: Iterable[str], checkpoint: Checkpoint, proofs: Proofs) -> bytes:
    """Return for each kept checkpoint the proof that the log goes on from it."""
    keys, paths = public_keys(), {}
    for note in notes:
        size = opened(note, keys).size
        if size < checkpoint.size:
            paths[str(size)] = [each.hex() for each in proofs.consistency(size, checkpoint)]
    return canonical(paths) + b"\n"


def _verifier() -> Path:
    """Return where verify.py lies: installed inside the package, in a checkout beside `src`."""
    found = [home / "tools" / VERIFIER for home in (PACKAGE, PACKAGE.parent.parent)]
    return next(path for path in found if path.is_file())
