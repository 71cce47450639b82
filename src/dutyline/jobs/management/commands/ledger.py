"""`dutyline ledger`: verify the log, sign it, take it out for others, erase what the law asks."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.ledger.operations import enter_waiting, erase, make_checkpoint
from dutyline.kernel.ledger.reading.export import NothingSigned, export_all
from dutyline.kernel.ledger.reading.standing import Standing, verify
from dutyline.kernel.registry import Refusal


class Command(BaseCommand):
    """Verify, sign or export the log, or erase words behind it."""

    help = "Verifies the log of evidence, signs how it stands now, exports it, or erases."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is to be done."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser(
            "verify", help="Counts the log again and compares every record with its entry."
        )
        check.add_argument(
            "--against",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="A checkpoint kept outside of this system; may be given several times.",
        )
        check.add_argument("--json", action="store_true", help="Say it for programs.")
        out = verbs.add_parser(
            "export", help="Writes all signed entries with their proofs, to be verified elsewhere."
        )
        out.add_argument("file", type=Path)
        out.add_argument("--against", type=Path, action="append", default=[], metavar="FILE")
        words = verbs.add_parser(
            "erase", help="Takes the words out of records as the law asks; the log stays valid."
        )
        words.add_argument("kind", help="As `ledger verify` names it: duties.evidence.")
        words.add_argument("record", type=int, nargs="+")
        words.add_argument("--by", required=True, help="Who decided it, by name.")
        words.add_argument("--reason", required=True)
        words.add_argument("--basis", required=True, help="The law it rests on.")
        verbs.add_parser("checkpoint", help="Enters what is new, signs, and prints the checkpoint.")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Do it."""
        if verb == "verify":
            self._verify(options["against"], as_json=options["json"])
        elif verb == "export":
            self._export(options["file"], options["against"])
        elif verb == "erase":
            self._erase(options)
        else:
            self._sign()

    def _verify(self, against: list[Path], *, as_json: bool) -> None:
        standing = verify(at=timezone.now(), outside=[_note(path) for path in against])
        if as_json:
            self.stdout.write(json.dumps(asdict(standing)))
        else:
            self.stdout.write("\n".join([*standing.told, _sentence(standing, len(against))]))
        if standing.faults:
            unnamed = standing.faults - len(standing.named)
            lines = standing.named + [f"and {unnamed} more"] * bool(unnamed)
            raise CommandError("\n".join(["The log does not stand:", *lines]))

    def _export(self, target: Path, against: list[Path]) -> None:
        if target.exists():
            raise CommandError(f"{target} exists. An export never overwrites a file.")
        try:
            exported = export_all(target, at=timezone.now(), against=[_note(it) for it in against])
        except NothingSigned as refusal:
            raise CommandError("Nothing is signed yet: `dutyline ledger checkpoint`.") from refusal
        except LookupError as problem:
            target.unlink()
            raise CommandError(f"Something is missing, see `ledger verify`: {problem}") from problem
        except ValueError as problem:
            target.unlink(missing_ok=True)
            raise CommandError(f"That is no checkpoint of this log: {problem}") from problem
        self.stdout.write(f"{target}: {exported.entries} entries. Verify it with tools/verify.py.")

    def _erase(self, asked: dict[str, Any]) -> None:
        try:
            removals = erase(
                by=Actor.system(asked["by"]),
                kind=asked["kind"],
                record_ids=asked["record"],
                reason=asked["reason"],
                basis=asked["basis"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Erased: {len(removals)} records. Backups made before still have their words."
        )

    def _sign(self) -> None:
        now = timezone.now()
        enter_waiting(now)
        checkpoint = make_checkpoint(now)
        if checkpoint is None:
            raise CommandError("There is nothing in the log yet.")
        self.stdout.write(checkpoint.note, ending="")


def _note(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"{path} cannot be read: {problem}") from problem


def _sentence(standing: Standing, outside: int) -> str:
    return (
        f"Compared: {standing.entries} entries, {standing.records} records, "
        f"{standing.checkpoints} checkpoints kept here, {outside} from outside."
    )
