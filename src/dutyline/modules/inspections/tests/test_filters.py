"""The filter of the ledger, as an address carries it."""

from datetime import date

import pytest
from django.http import QueryDict

from dutyline.modules.inspections.queries.filters import BadFilter, LedgerFilter


def test_a_filter_written_to_an_address_is_read_back_the_same():
    wanted = LedgerFilter(
        words="rail",
        unit="/1/2/",
        state=("open", "closed"),
        place=7,
        overdue=True,
        found_from=date(2026, 1, 31),
    )

    assert LedgerFilter.read(wanted.write()) == wanted


def test_an_address_gives_days_numbers_and_flags():
    wanted = LedgerFilter.read(QueryDict("due_to=2026-02-01&owner=3&repeat=1&state=reported"))

    assert wanted == LedgerFilter(
        due_to=date(2026, 2, 1), owner=3, repeat=True, state=("reported",)
    )


@pytest.mark.parametrize("query", ["found_from=yesterday", "place=x", "overdue=maybe", "state=odd"])
def test_a_value_nobody_can_read_is_refused_by_name(query):
    with pytest.raises(BadFilter) as refused:
        LedgerFilter.read(QueryDict(query))

    assert refused.value.name == query.partition("=")[0]
