# ruff: noqa: N999 -- the command is called import, and Django names commands after files
"""`dutyline import KIND FILE --map MAP --as-of DATE`: what the import wizard does, from a shell.

The kinds are those of the manifests: organisation, people, places and what modules add. The file
is CSV, XLSX, XLS or ODS; the map is YAML or JSON (see packs/maps and `ImportMap`); without one,
columns are matched by their names. `--json` writes the whole report to standard output.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from django.utils import timezone
from django.utils.module_loading import import_string

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import ImportKind, Refusal, manifests
from dutyline.kernel.registry.imports import (
    COUNTED,
    ImportAdapter,
    ImportMap,
    Options,
    Report,
    read_sheet,
)
from dutyline.toolkit.untrusted.refusal import Refused

SHOWN = 50
"""Refused rows written out; the JSON holds them all."""


class Command(BaseCommand):
    """Import a table file."""

    help = "Imports organisation, people, places and more from a table file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the kind, the file, how to read it and the day it is true of."""
        parser.add_argument("kind", choices=sorted(kinds()))
        parser.add_argument("file", type=Path, help="CSV, XLSX, XLS or ODS")
        parser.add_argument("--map", type=Path, help="YAML or JSON: columns and settings")
        parser.add_argument("--as-of", type=date.fromisoformat, help="day the file is true of")
        parser.add_argument("--dry-run", action="store_true", help="report, and write nothing")
        parser.add_argument("--json", action="store_true", help="report as JSON")
        parser.add_argument(
            "--partial", action="store_true", help="leave what the file does not mention"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file, plan or apply, and report."""
        adapter: ImportAdapter = import_string(kinds()[options["kind"]].adapter)()
        try:
            report = self._run(adapter, options)
        except (Refusal, Refused) as refusal:
            self._fail(str(refusal), as_json=options["json"])
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            problem = (
                "Somebody else is writing a lot at this moment. Nothing was imported; try again."
            )
            self._fail(problem, as_json=options["json"])
        except OSError as error:
            self._fail(f"{error.filename}: {error.strerror}", as_json=options["json"])
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            self._tell(report)

    def _run(self, adapter: ImportAdapter, options: dict[str, Any]) -> Report:
        mapping = self._mapping(options["map"], as_json=options["json"])
        path: Path = options["file"]
        with path.open("rb") as file:
            sheet = read_sheet(file, path.name, adapter.fields, mapping)
        now = timezone.now()
        told = Options(
            as_of=options["as_of"] or timezone.localdate(now),
            at=now,
            partial=options["partial"],
        )
        work = adapter.plan if options["dry_run"] else adapter.apply
        return work(sheet, told, by=Actor.system("Command line"))

    def _mapping(self, path: Path | None, *, as_json: bool) -> ImportMap:
        if path is None:
            return ImportMap()
        try:
            data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            self._fail(f"{path}: {error}", as_json=as_json)
        return ImportMap.from_json(data)

    def _tell(self, report: Report) -> None:
        self.stdout.write(_outcome(report))
        for kind, tally in {**report.kinds, "": report.total}.items():
            counts = ", ".join(f"{name} {getattr(tally, name)}" for name in COUNTED)
            self.stdout.write(f"{kind or 'total'}: {counts}")
        for decision in report.decisions:
            self.stdout.write(f"- {decision.text}")
        for row in report.refused[:SHOWN]:
            where = f"Row {row.row}, {row.column}"
            self.stdout.write(f"{where}: {row.reason} {row.value}".rstrip())
        if len(report.refused) > SHOWN:
            self.stdout.write(f"… and {len(report.refused) - SHOWN} more rows refused.")

    def _fail(self, problem: str, *, as_json: bool) -> NoReturn:
        if as_json:
            self.stdout.write(json.dumps({"applied": False, "error": problem}, ensure_ascii=False))
        raise CommandError(problem)


def _outcome(report: Report) -> str:
    if not report.applied:
        return "Dry run: nothing was written."
    total = report.total
    if total.refused and not (total.created or total.changed or total.unchanged or total.closed):
        return "Nothing was imported: every row was refused, for the reasons below."
    return "Imported."


def kinds() -> dict[str, ImportKind]:
    """Return every kind of import by key."""
    return {kind.key: kind for manifest in manifests() for kind in manifest.imports}
