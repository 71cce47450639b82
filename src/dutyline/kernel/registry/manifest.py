"""What a module may tell the system: the words a manifest is written in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.utils.functional import Promise

from dutyline.kernel.registry.filing import FileSource
from dutyline.kernel.registry.showing import Lead, PageLink, Panel, SearchSource
from dutyline.kernel.registry.touching import TouchedSource
from dutyline.toolkit.counting import Number

Text = str | Promise
Telling = Callable[[Mapping[str, str]], Text]
"""Words chosen by the facts that fill them: what there is none of is left out."""


class Permission(StrEnum):
    """Base of every module's permissions; a member's value is `module.verb_object`."""


@dataclass(frozen=True)
class Role:
    """A bundle of permissions with a sentence an auditor can read."""

    key: str
    label: Text
    sentence: Text
    permissions: frozenset[str]


@dataclass(frozen=True)
class Fact:
    """One replayed fact: what `submit_evidence` was, or would have been, told."""

    kind: str
    source: str
    person_id: int
    occurred_at: datetime
    recorded_at: datetime
    amount: Decimal = Decimal(1)
    post_id: int | None = None
    unit_id: int | None = None
    place_id: int | None = None
    about: str = ""
    snapshot: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class EvidenceKind:
    """A kind of fact that can discharge duties.

    `url_for(source)` gives the page of the source; `replay()` yields every fact again.
    """

    key: str
    label: Text
    url_for: Callable[[str], str]
    replay: Callable[[], Iterable[Fact]]
    begin: str = ""
    """URL name of the page where the work that leaves this evidence begins."""
    tap: Text = ""
    """The word on the button that leads there: "Start round"."""
    only_one_for: Callable[[Sequence[int]], Mapping[int, str]] | None = None
    """By post, the page of the one work that waits for it now; posts with none or several are left
    out. One statement however many posts."""
    urls_for: Callable[[Sequence[str]], Mapping[str, str]] | None = None
    """The pages of many sources in a fixed number of statements, where `url_for` asks for each."""

    def addresses(self, sources: Sequence[str]) -> Mapping[str, str]:
        """Return the page of each source, "" of what is gone."""
        if self.urls_for is not None:
            return self.urls_for(sources)
        return {source: self.url_for(source) for source in sources}


@dataclass(frozen=True)
class Trigger:
    """An event that opens obligations: "verify a reported repair within N days".

    `leads(keys)` says what the events behind some keys were about, in a fixed number of
    statements; a key that is gone is left out.
    """

    key: str
    label: Text
    url_for: Callable[[str], str]
    leads: Callable[[Sequence[str]], Mapping[str, Lead]] | None = None


@dataclass(frozen=True)
class Period:
    """A span of time, half open: `starts_at <= t < ends_at`; aware datetimes."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Measurement:
    """An indicator's value with what it was computed from; None where nothing was due."""

    numerator: Decimal
    denominator: Decimal

    @property
    def value(self) -> Decimal | None:
        """Return the ratio, None where the denominator is zero."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Indicator:
    """A value per unit, computed set-based in one or two statements.

    `compute(paths, period)` takes unit paths, each standing for its whole subtree, and returns
    a Measurement for each. `url_for(path, period)` opens the records behind the number.
    """

    key: str
    label: Text
    unit: Text
    compute: Callable[[Sequence[str], Period], Mapping[str, Measurement]]
    url_for: Callable[[str, Period], str]


@dataclass(frozen=True)
class Todo:
    """One thing that waits for a person, with the tap that does it."""

    title: str
    hint: str
    url: str
    action: Text
    due_at: datetime | None


@dataclass(frozen=True)
class TodoSource:
    """Things waiting for a person beside the obligations: bounded, one statement."""

    key: str
    label: Text
    pending: Callable[[int, int], Sequence[Todo]]


@dataclass(frozen=True)
class Subject:
    """Something history, files and notifications can be about.

    `visible(actor, subject_id)` says whether the actor may see it; `url_for(subject_id)` opens it.
    `proves`: its files show that something was done, and so enter the log; an export shows nothing.
    """

    key: str
    label: Text
    visible: Callable[[Any, int], bool]
    url_for: Callable[[int], str]
    proves: bool = True


@dataclass(frozen=True)
class NavItem:
    """An entry of the site's navigation; shown to who has `permission` anywhere ("" = all).

    `count(actor)` is asked for together with every other number of the page.
    """

    section: str
    label: Text
    url_name: str
    order: int
    permission: str = ""
    count: Callable[[Any], Number] | None = None


@dataclass(frozen=True)
class BoardColumn:
    """A number a module adds to each unit of the line board.

    `values(paths)` counts, for each path with everything under it, in one or two statements from
    summaries: path to numbers by the keys of columns; a column `in_parts` has several, by name.
    Columns with the same `values` are asked once. `url_for(path)` opens the records behind it.
    `broken`: more than zero is bad news.
    """

    key: str
    label: Text
    permission: str
    values: Callable[[Sequence[str]], Mapping[str, Mapping[str, int | Mapping[Text, int]]]]
    url_for: Callable[[str], str]
    broken: bool = False
    in_parts: bool = False


@dataclass(frozen=True)
class FirstStep:
    """What a new installation needs; it ticks itself when `done()` finds it in the data.

    Shown in order to who has `permission` anywhere; `url_name` opens where it is done.
    """

    key: str
    label: Text
    hint: Text
    url_name: str
    order: int
    permission: str
    done: Callable[[], bool]


@dataclass(frozen=True)
class ImportKind:
    """A kind of file the import wizard takes; `run` is the one operation behind it."""

    key: str
    label: Text
    hint: Text
    permission: str
    adapter: str
    """Dotted path of an adapter class, see `dutyline.kernel.registry.imports`."""
    snapshot: bool = False
    """A file may hold everything there is: what an earlier one named and it does not is closed."""
    counted: Mapping[str, Text] = field(default_factory=dict)
    """What its report counts besides things that have a page, by the key of the tally."""


@dataclass(frozen=True)
class Manifest:
    """A module on one page."""

    key: str
    name: Text
    url_prefix: str = ""
    urls: str = ""
    """Dotted path of the module's URL conf, mounted under `url_prefix`."""
    api: str = ""
    """Dotted path `package.module.router` of a django-ninja Router, mounted at /api/v1/."""
    permissions: type[Permission] | None = None
    permission_labels: Mapping[str, Text] = field(default_factory=dict)
    roles: tuple[Role, ...] = ()
    role_additions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What the roles of the kernel may do in this module: role key to permissions."""
    navigation: tuple[NavItem, ...] = ()
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    todos: tuple[TodoSource, ...] = ()
    board_columns: tuple[BoardColumn, ...] = ()
    search: tuple[SearchSource, ...] = ()
    panels: tuple[Panel, ...] = ()
    page_links: tuple[PageLink, ...] = ()
    subjects: tuple[Subject, ...] = ()
    history_sentences: Mapping[str, Text] = field(default_factory=dict)
    """History verb to a sentence with named places: `_("{by} closed {subject}")`."""
    history_words: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    """Place of a sentence to the words for the keys entries keep there: `{"grade": {...}}`."""
    notification_texts: Mapping[str, tuple[Text, Text | Telling]] = field(default_factory=dict)
    """Notification kind to (subject line, text) with named places."""
    notification_names: Mapping[str, Text] = field(default_factory=dict)
    """Notification kind to what it is called where its subject line alone says too little."""
    unit_followers: tuple[str, ...] = ()
    """`app.Model` whose `unit_path` follows its unit when that moves."""
    imports: tuple[ImportKind, ...] = ()
    first_steps: tuple[FirstStep, ...] = ()
    jobs: tuple["Job", ...] = ()
    ledger: tuple["LedgerSource", ...] = ()
    errands: tuple["ErrandKind", ...] = ()
    files: tuple[FileSource, ...] = ()
    """What the module tells for due-diligence files."""
    touched: tuple[TouchedSource, ...] = ()
    """Which of the module's things a change of law, post or unit touches."""
    pack_sections: Mapping[str, str] = field(default_factory=dict)
    """Section of a pack file to the dotted path of the function that loads it:
    `load(section, pack=, version=, by=, at=) -> dict of counts`."""
    demo: str = ""
    """Dotted path of `tell(stage) -> Iterable[Moment]`, this module's part of the demo's story."""
    public_routes: frozenset[str] = frozenset()
    """URL names that answer without sign-in (each is in the permission sweep)."""


@dataclass(frozen=True)
class Job:
    """A sweep: safe to run twice, or late; the rows say what is due.

    `run(now)` returns the number of things it did.
    """

    key: str
    label: Text
    every_seconds: int
    run: Callable[[datetime], int]


@dataclass(frozen=True)
class Product:
    """What an errand made: a file to fetch (at `path`, moved away from there), numbers to show."""

    path: Path | None = None
    name: str = ""
    media_type: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class LedgerSource:
    """Append-only records that enter the log nobody can rewrite.

    `rows()` are all of them, with growing ids; `payload(row)` is what is bound, as plain data: the
    same for the same record for ever, in every version of the program and on every database.
    `check()` looks at what records only speak of, and yields what is wrong with it, each with the
    id of its record where it has one. `erase(row)` takes out the words the law may ask for, and
    what is left reads the same for ever again. `file(row)` is where the bytes of a record lie.
    `parts(row, ids)` proves some of what a record binds, each alone: what it is, its `salt`, its
    `place` in a sparse tree and its `path` to the `root` the record names.
    """

    kind: str
    label: Text
    rows: Callable[[], Any]
    payload: Callable[[Any], Mapping[str, Any]]
    check: Callable[[], Iterable[tuple[int | None, str]]] | None = None
    erase: Callable[[Any], None] | None = None
    file: Callable[[Any], Path] | None = None
    parts: Callable[[Any, Sequence[int]], Iterable[Mapping[str, Any]]] | None = None


@dataclass(frozen=True)
class ErrandKind:
    """Long work a person may ask for; the worker does it with his rights of that moment.

    `run(actor, parameters, progress)` calls `progress(done, total)` as it goes. It may run again
    from the start after a crash, so it writes in one transaction, or in parts it finds done.
    `counted` names the numbers of its product; once done, `tap` leads to `url_for(parameters)`.
    """

    key: str
    label: Text
    run: Callable[[Any, Mapping[str, Any], Callable[[int, int], None]], Product]
    counted: Mapping[str, Text] = field(default_factory=dict)
    tap: Text = ""
    url_for: Callable[[Mapping[str, Any]], str] | None = None
