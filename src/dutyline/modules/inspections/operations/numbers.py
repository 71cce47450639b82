"""Numbers of findings: one series a company and year, without gaps or doubles."""

from datetime import date

from django.db.models import F

from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.models import Unit
from dutyline.modules.inspections.models import NumberSeries


def next_numbers(company: Unit, year: int, how_many: int = 1) -> list[str]:
    """Return the next numbers of a series as people read them (F-2026-0418).

    Two statements once the series exists. Its row stays locked until the caller's transaction
    ends, so a number is given back only together with the finding that would have borne it.
    """
    series = NumberSeries.objects.filter(company=company, year=year)
    if not series.update(last=F("last") + how_many):
        NumberSeries.objects.bulk_create(
            [NumberSeries(company=company, year=year, last=0)], ignore_conflicts=True
        )
        series.update(last=F("last") + how_many)
    last = series.values_list("last", flat=True).get()
    form = str(criterion("findings.number_format", date(year, 12, 31)))
    return [form.format(year=year, number=each) for each in range(last - how_many + 1, last + 1)]
