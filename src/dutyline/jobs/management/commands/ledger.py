"""`dutyline ledger verify`: whether the log of evidence still stands, counted again."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dutyline.kernel.ledger.operations import enter_waiting, make_checkpoint
from dutyline.kernel.ledger.reading.standing import Standing, verify


class Command(BaseCommand):
    """Verify the log, or sign how it stands now."""

    help = "Verifies the log of evidence, or signs how it stands now."

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
        verbs.add_parser("checkpoint", help="Enters what is new, signs, and prints the checkpoint.")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Do it."""
        if verb == "verify":
            self._verify(options["against"], as_json=options["json"])
        else:
            self._sign()

    def _verify(self, against: list[Path], *, as_json: bool) -> None:
        standing = verify(at=timezone.now(), outside=[_note(path) for path in against])
        if as_json:
            self.stdout.write(json.dumps(asdict(standing)))
        else:
            self.stdout.write(_sentence(standing, len(against)))
        if standing.faults:
            unnamed = standing.faults - len(standing.named)
            lines = standing.named + [f"and {unnamed} more"] * bool(unnamed)
            raise CommandError("\n".join(["The log does not stand:", *lines]))

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
