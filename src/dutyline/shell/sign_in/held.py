"""Hold a form that arrived after the sign-in had ended, photos and all, until its hand is back.

Forms are kept as files in DUTYLINE_HOME/held for a day, only for whoever was signed in on this
device before: a signed cookie names the account, so that strangers cannot fill the disk.
"""

import json
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict

from dutyline.kernel.receipts.submission import KEY_FIELD, SECRETS

COOKIE = "hand"
SALT = "dutyline.held"
FIELD = "held"
KEPT = timedelta(days=1)
A_YEAR = 365 * 24 * 3600
MOST_FORMS = 5
MOST_BYTES = 60 * 1024 * 1024
MACHINE_WORD = re.compile(r"[!-~]*")
"""A key, a number or a day: one word without anything but ASCII."""
ABOUT_ACCOUNTS = "/account/"
NOT_HELD = SECRETS | {"csrfmiddlewaretoken", FIELD}


@dataclass(frozen=True)
class Held:
    """A form that waits: where it was sent to, its fields in order, its files by name."""

    key: str
    address: str
    fields: list[tuple[str, str]]
    files: list[dict[str, str]]

    @property
    def file_names(self) -> list[str]:
        """Return the names of the files as they were sent."""
        return [each["name"] for each in self.files]

    @property
    def written(self) -> list[str]:
        """Return what its person wrote in words: only the form itself can name its fields."""
        return [value for name, value in self._given() if not MACHINE_WORD.fullmatch(value)]

    @property
    def chosen(self) -> int:
        """Return how many other answers it carries: ticks, numbers, days."""
        return len(self._given()) - len(self.written)

    def _given(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.fields if value and name != KEY_FIELD]


def remember_hand(request: HttpRequest, response: HttpResponse) -> None:
    """Name the account of this device in a signed cookie; it opens nothing by itself."""
    if _hand(request) != request.user.pk:
        response.set_signed_cookie(
            COOKIE,
            str(request.user.pk),
            salt=SALT,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def hold(request: HttpRequest) -> str | None:
    """Keep a form that was refused for want of a sign-in; None where no hand is known.

    What is sent about an account itself holds passwords and codes, and is never kept.
    """
    account_id = _hand(request)
    if account_id is None or request.path.startswith(ABOUT_ACCOUNTS) or _size(request) > MOST_BYTES:
        return None
    _make_room(account_id)
    key = secrets.token_urlsafe(24)
    folder = _folder(account_id) / key
    folder.mkdir(parents=True)
    files = []
    for name, uploads in request.FILES.lists():
        for upload in uploads:
            stored = secrets.token_hex(8)
            with (folder / stored).open("wb") as target:
                shutil.copyfileobj(upload, target)
            files.append({"field": name, "stored": stored, "name": upload.name or ""})
    form = {"address": request.get_full_path(), "fields": list(_fields(request)), "files": files}
    (folder / "form.json").write_text(json.dumps(form))
    return key


def find(key: str, account_id: int) -> Held | None:
    """Return the form held under `key` for this very account; None where there is none."""
    if not key.replace("-", "").replace("_", "").isalnum():
        return None
    try:
        form = json.loads((_folder(account_id) / key / "form.json").read_text())
    except OSError:
        return None
    fields = [(name, value) for name, value in form["fields"]]
    return Held(key, form["address"], fields, form["files"])


def give_back(request: HttpRequest, account_id: int) -> Held | None:
    """Put the files of the form named in the field `held` back on the request that sends it."""
    held = find(request.POST.get(FIELD, ""), account_id)
    if held is None:
        return None
    folder = _folder(account_id) / held.key
    uploads: MultiValueDict[str, Any] = MultiValueDict()
    for each in held.files:
        content = (folder / each["stored"]).read_bytes()
        uploads.appendlist(each["field"], SimpleUploadedFile(each["name"] or "file", content))
    uploads.update(request.FILES)
    request._files = uploads  # type: ignore[attr-defined]
    return held


def throw_away(account_id: int, held: Held) -> None:
    """Forget a form that was sent, or is not wanted."""
    shutil.rmtree(_folder(account_id) / held.key, ignore_errors=True)


def forget_old(now: datetime) -> int:
    """Forget forms nobody came back for; return how many."""
    before = (now - KEPT).timestamp()
    old = [path for path in _root().glob("*/*") if path.stat().st_mtime < before]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def _hand(request: HttpRequest) -> int | None:
    try:
        return int(str(request.get_signed_cookie(COOKIE, salt=SALT, max_age=A_YEAR)))
    except (KeyError, BadSignature, ValueError):
        return None


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in NOT_HELD:
            for value in values:
                yield name, str(value)


def _size(request: HttpRequest) -> int:
    return sum(upload.size or 0 for _n, uploads in request.FILES.lists() for upload in uploads)


def _make_room(account_id: int) -> None:
    held = sorted(_folder(account_id).glob("*"), key=lambda path: path.stat().st_mtime)
    for path in held[: max(0, len(held) - MOST_FORMS + 1)]:
        shutil.rmtree(path, ignore_errors=True)


def _folder(account_id: int) -> Path:
    return _root() / str(account_id)


def _root() -> Path:
    return Path(settings.HOME) / "held"
