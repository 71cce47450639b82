"""What arrives, read strictly: text a database can keep, parameters a route knows, each once."""

import json
from collections.abc import Callable
from functools import wraps
from math import isfinite
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import ValidationError
from ninja.operation import Operation
from ninja.parser import Parser

View = Callable[..., Any]


class StrictParser(Parser):
    """JSON without what no database keeps: NUL, halves of surrogate pairs, infinity."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read a JSON body; ValueError for one that is not."""
        # A NUL can only come escaped, halves of pairs only as \\ud800 to \\udfff.
        body = json.loads(request.body, parse_constant=_refuse_constant, parse_float=_finite)
        lowered = request.body.lower()
        if b"\\u0000" in lowered or b"\\ud" in lowered:
            _refuse_unkeepable(body)
        return body

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> Any:
        """Read a query string or form."""
        found = super().parse_querydict(data, list_fields, request)
        nul = [name for name, value in found.items() if "\0" in name or _has_nul(value)]
        if nul:
            raise refused("query", nul, _("This cannot be text"))
        return found


def known_parameters_only(view: View) -> View:
    """Refuse a query parameter the route does not know, or one of several values given twice."""
    operation: Operation = view._ninja_operation  # type: ignore[attr-defined]
    known: set[str] = set()
    several: set[str] = set()
    for model in operation.models:
        if model.__ninja_param_source__ == "query":
            known |= set(model.__ninja_flatten_map__)
            several |= set(getattr(model, "__ninja_collection_fields__", ()))

    @wraps(view)
    def asked_as_described(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        sent = request.GET
        strange = [name for name in sent if name not in known]
        if strange:
            raise refused("query", strange, _("This parameter is not known here"))
        twice = [name for name in sent if name not in several and len(sent.getlist(name)) > 1]
        if twice:
            raise refused("query", twice, _("Give this parameter once"))
        return view(request, *args, **kwargs)

    return asked_as_described


def refused(where: str, names: list[str], reason: str) -> ValidationError:
    """Return the 422 that blames these parameters."""
    return ValidationError([{"loc": (where, name[:60]), "msg": reason} for name in names[:20]])


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError(digits)
    return number


def _has_nul(value: Any) -> bool:
    return any("\0" in each for each in (value if isinstance(value, list) else [value]))


def _refuse_unkeepable(value: Any) -> None:
    if isinstance(value, str):
        value.encode()  # raises for half a surrogate pair
        if "\0" in value:
            raise ValueError("NUL")
    elif isinstance(value, dict):
        for each in value.items():
            _refuse_unkeepable(list(each))
    elif isinstance(value, list):
        for each in value:
            _refuse_unkeepable(each)
