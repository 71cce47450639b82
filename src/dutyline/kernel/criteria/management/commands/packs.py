"""`dutyline packs`: list, check and load packs."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.models import LoadedPack
from dutyline.kernel.criteria.operations import Report, check_pack, load_pack
from dutyline.kernel.criteria.packs.folder import shipped_packs
from dutyline.kernel.criteria.packs.reading import read_pack
from dutyline.kernel.registry import Refusal


class Command(BaseCommand):
    """Lists the packs that come with Dutyline, checks one without loading it, or loads one."""

    help = "List, check and load packs of criteria, catalogues, duties and checklists."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare list, check PACK and load PACK."""
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="packs that come with Dutyline, and what is loaded")
        for verb, words in (
            ("check", "say what loading would change, change nothing"),
            ("load", "load a pack"),
        ):
            chosen = verbs.add_parser(verb, help=words)
            chosen.add_argument("pack", help="name of a shipped pack, or path of a folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked; a fault ends with its files and lines and exit code 1."""
        try:
            answer = _list() if options["verb"] == "list" else _run(options).as_data()
        except Refusal as refused:
            raise CommandError(str(refused)) from refused
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
        else:
            self.stdout.write(_told(answer))


def _run(options: dict[str, Any]) -> Report:
    verb = load_pack if options["verb"] == "load" else check_pack
    by = Actor.system("dutyline packs")
    return verb(path=options["pack"], by=by, at=timezone.now())


def _list() -> dict[str, Any]:
    loaded = {row.name: row for row in LoadedPack.objects.order_by("loaded_at", "id")}
    packs = []
    for folder in shipped_packs():
        pack = read_pack(folder)
        row = loaded.pop(pack.name, None)
        packs.append(
            {
                "name": pack.name,
                "version": pack.version,
                "title": pack.title,
                "loaded": row.version if row else None,
                "current": bool(row and row.digest == pack.digest),
            }
        )
    packs += [
        {"name": row.name, "version": None, "title": None, "loaded": row.version, "current": True}
        for row in loaded.values()
    ]
    return {"packs": packs}


def _told(answer: dict[str, Any]) -> str:
    if "packs" in answer:
        return "\n".join(
            f"{each['name']}  {each['version'] or '-'}  "
            + (f"loaded: {each['loaded']}" if each["loaded"] else "not loaded")
            + ("" if each["current"] or not each["loaded"] else " (other content)")
            for each in answer["packs"]
        )
    lines = [f"{answer['pack']} {answer['version']}" + (": unchanged" * answer["unchanged"])]
    sections = {} if answer["unchanged"] else answer["counts"]
    for section, counts in sections.items():
        numbers = {name: each for name, each in counts.items() if isinstance(each, int)}
        words = ", ".join(f"{each} {name}" for name, each in numbers.items())
        lines.append(f"  {section}: {words}")
        lines += [
            f"    {name}: {', '.join(str(key) for key in each)}"
            for name, each in counts.items()
            if isinstance(each, list) and each
        ]
    lines += [f"  kept our own: {each['key']} = {each['own']}" for each in answer["kept"]]
    lines += [f"  skipped, nothing reads it: {section}" for section in answer["skipped"]]
    return "\n".join(lines)
