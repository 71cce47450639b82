"""ETag and If-Match: who changes an object says which version of it he has seen.

An ETag holds a digest of the whole object and a short one of each field, so that a refusal can
name the fields that are no longer what the caller saw.
"""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from dutyline.toolkit.rest.shapes import Shown

WHOLE, PART = 16, 4
LONGEST = 1000


class ChangedMeanwhile(Exception):
    """Somebody changed the object since the caller read it; `now` are the fields that differ."""

    def __init__(self, now: dict[str, Any], tag: str) -> None:
        """Keep what to tell the caller."""
        super().__init__(tag)
        self.now = now
        self.tag = tag


def etag(shown: Schema) -> str:
    """Return the version of an object as it is shown."""
    return _etag_of(shown.model_dump(mode="json"))


def _etag_of(fields: dict[str, Any]) -> str:
    parts = "".join(_digest(value)[:PART] for value in fields.values())
    return f'"{_digest(fields)[:WHOLE]}{parts}"'


def with_etag(response: HttpResponse, shown: Shown) -> Shown:
    """Send an object together with its version."""
    response["ETag"] = etag(shown)
    return shown


def require_match(request: HttpRequest, shown: Schema) -> None:
    """Refuse a change when If-Match names another version; without the header nothing is asked.

    Raises ChangedMeanwhile. Call it inside the transaction of the change, the row being locked.
    """
    wanted = request.headers.get("If-Match", "")[:LONGEST].removeprefix("W/")
    fields = shown.model_dump(mode="json")
    tag = _etag_of(fields)
    if wanted in {"", "*", tag}:
        return
    seen = wanted.strip('"')[WHOLE:]
    then = [seen[at : at + PART] for at in range(0, len(seen), PART)]
    if len(then) == len(fields):
        known = zip(fields, then, strict=True)
        fields = {
            name: fields[name] for name, part in known if _digest(fields[name])[:PART] != part
        }
    raise ChangedMeanwhile(fields, tag)


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
