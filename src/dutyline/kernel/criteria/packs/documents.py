"""YAML whose mappings and lists remember their lines."""

import re
from typing import Any

import yaml
from django.utils.translation import gettext as _

from dutyline.kernel.criteria.packs.problems import Problems, Where

TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")
)
LARGEST = 1_000_000
"""Bytes of one file; a pack of a whole country's law stays far below."""


class Block(dict[str, Any]):
    """A mapping of a pack file that knows where it and its keys stand."""

    def __init__(self, where: Where) -> None:
        """Begin empty at a place."""
        super().__init__()
        self.where = where
        self.places: dict[str, Where] = {}

    def put(self, key: str, value: Any, where: Where) -> None:
        """Add a key with its place."""
        self[key] = value
        self.places[key] = where

    def at(self, key: str) -> Where:
        """Return where a key stands; the mapping itself for an absent key."""
        return self.places.get(key, self.where)


class Rows(list[Any]):
    """A list of a pack file that knows where it and its entries stand."""

    def __init__(self, where: Where) -> None:
        """Begin empty at a place."""
        super().__init__()
        self.where = where
        self.places: list[Where] = []

    def put(self, value: Any, where: Where) -> None:
        """Add an entry with its place."""
        self.append(value)
        self.places.append(where)

    def at(self, index: int) -> Where:
        """Return where an entry stands."""
        return self.places[index]


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Scalars as in YAML 1.2: `no`, `on` and `12:30` are words."""

    yaml_implicit_resolvers = {
        first: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag not in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:int"}
        ]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int",
    re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"),
    list("-+0123456789"),
)


def read(content: bytes, file: str, problems: Problems) -> Block:
    """Return the mapping a file holds; notes a problem and returns what is readable of it."""
    top = Where(file, 1)
    if len(content) > LARGEST:
        problems.add(top, _("The file is larger than {bytes} bytes.").format(bytes=LARGEST))
        return Block(top)
    try:
        loader = _Loader(content.decode("utf-8-sig"))
        node = loader.get_single_node()
    except UnicodeDecodeError:
        problems.add(top, _("The file is not UTF-8."))
        return Block(top)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.add(Where(file, line), str(error.problem))
        return Block(top)
    except (yaml.YAMLError, RecursionError) as error:
        problems.add(top, str(error))
        return Block(top)
    if not isinstance(node, yaml.MappingNode):
        problems.add(top, _("The file must hold sections."))
        return Block(top)
    return _Reader(loader, file, problems).block(node)


class _Reader:
    """Turns the nodes of one file into values with places."""

    def __init__(self, loader: Any, file: str, problems: Problems) -> None:
        self.loader = loader
        self.file = file
        self.problems = problems
        self.seen: set[int] = set()

    def where(self, node: yaml.Node) -> Where:
        return Where(self.file, node.start_mark.line + 1)

    def value(self, node: yaml.Node) -> Any:
        if id(node) in self.seen:
            # A reference could repeat itself into gigabytes, and hides where a text stands.
            self.problems.add(self.where(node), _("References (&, *) are not read; write it out."))
            return None
        self.seen.add(id(node))
        if node.tag not in TAGS:
            self.problems.add(self.where(node), _("Tags (!…) are not read."))
            return None
        if isinstance(node, yaml.MappingNode):
            return self.block(node)
        if isinstance(node, yaml.SequenceNode):
            rows = Rows(self.where(node))
            for each in node.value:
                rows.put(self.value(each), self.where(each))
            return rows
        try:
            return self.loader.construct_object(node)
        except (yaml.YAMLError, ValueError) as error:
            self.problems.add(self.where(node), str(getattr(error, "problem", error)))
            return None

    def block(self, node: yaml.MappingNode) -> Block:
        block = Block(self.where(node))
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None or not isinstance(key, str):
                self.problems.add(self.where(key_node), _("A key must be a word."))
            elif key in block:
                reason = _("“{key}” stands here twice.").format(key=key)
                self.problems.add(self.where(key_node), reason)
            else:
                block.put(key, self.value(value_node), self.where(key_node))
        return block
