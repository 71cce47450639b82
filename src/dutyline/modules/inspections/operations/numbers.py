"""Numbers of findings: one series a company and year, without gaps or doubles."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction

from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.models import Unit
from dutyline.modules.inspections.models import NumberSeries

ADVANCE = """
    UPDATE inspections_numberseries SET last = last + %s
    WHERE company_id = %s AND year = %s RETURNING last
"""


def next_numbers(company: Unit, year: int, how_many: int = 1) -> list[str]:
    """Return the next numbers of a series as people read them (F-2026-0418).

    One statement once the series exists. Its row stays locked until the caller's transaction
    ends, so a number is given back only together with the finding that would have borne it.
    """
    last = _advance(company, year, how_many)
    if last is None:
        NumberSeries.objects.bulk_create(
            [NumberSeries(company=company, year=year, last=0)], ignore_conflicts=True
        )
        last = _advance(company, year, how_many)
    form = str(criterion("findings.number_format", date(year, 12, 31)))
    first = (last or 0) - how_many + 1
    return [form.format(year=year, number=first + step) for step in range(how_many)]


@contextmanager
def kept_back(company: Unit, year: int, given: int) -> Iterator[None]:
    """Give, within, the numbers after `given` that `next_numbers` once kept back.

    So what was found earlier and is entered later still gets the earlier number. Afterwards the
    series goes on where it was; nobody else gets a number meanwhile.
    """
    with transaction.atomic():
        series = NumberSeries.objects.select_for_update().get(company=company, year=year)
        NumberSeries.objects.filter(pk=series.pk).update(last=given)
        yield
        NumberSeries.objects.filter(pk=series.pk).update(last=series.last)


def _advance(company: Unit, year: int, how_many: int) -> int | None:
    # The ORM has no UPDATE … RETURNING, and two statements would cost every finding one more.
    with connection.cursor() as cursor:
        cursor.execute(ADVANCE, [how_many, company.pk, year])
        row = cursor.fetchone()
    return row[0] if row else None
