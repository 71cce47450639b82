"""Facts a notification keeps, so that each reader sees them in his language and time zone."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dutyline.toolkit.ui.numbers import money
from dutyline.toolkit.ui.when import full_date, full_moment
from dutyline.toolkit.wording import in_language, is_pair


def pack(data: Mapping[str, Any]) -> dict[str, Any]:
    """Turn facts into JSON: moments, days, amounts, pairs of words stay, all else becomes text."""
    return {key: _packed(value) for key, value in data.items()}


def unpack(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts as words in the language and time zone of the moment."""
    return {key: _words(value) for key, value in data.items()}


def _packed(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Decimal):
        return {"amount": str(value)}
    return value if isinstance(value, int | float) or is_pair(value) else str(value)


def _words(value: Any) -> str:
    if is_pair(value):
        return in_language(value)
    if isinstance(value, dict) and "moment" in value:
        return full_moment(datetime.fromisoformat(value["moment"]))
    if isinstance(value, dict) and "day" in value:
        return full_date(date.fromisoformat(value["day"]))
    if isinstance(value, dict) and "amount" in value:
        return money(Decimal(value["amount"]))
    return str(value)
