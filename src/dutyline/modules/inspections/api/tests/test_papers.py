"""The papers of the pages through the API: for whom the page opens, and for nobody else."""

import pytest

from dutyline.modules.inspections.models import StatisticsReport
from dutyline.modules.inspections.operations import open_statistics
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.tests.setting import AT, DAY

pytestmark = pytest.mark.django_db


def kind(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return (answer.status_code, content[:4])


def test_a_danger_and_its_notice_are_read_as_papers(calls):
    bare, assigned = calls.here.found(), calls.assigned()
    path = f"/findings/{assigned.pk}"
    for paper in ("notice.pdf", "record.pdf"):
        answer = calls.ask("wang", f"{path}/{paper}")
        assert kind(answer) == (200, b"%PDF")
        assert answer["Content-Disposition"].endswith('.pdf"')
        assert calls.ask("ma", f"{path}/{paper}").status_code == 404
        assert calls.ask("li", f"{path}/{paper}", Inspections.ROUND_VIEW).status_code == 403
        assert calls.ask("li", f"/findings/987654/{paper}").status_code == 404
    assert calls.ask("wang", f"/findings/{bare.pk}/notice.pdf").status_code == 404


def test_a_statistics_report_is_read_as_paper_and_workbook(calls):
    calls.here.found(at=AT - 80 * DAY)
    open_statistics(AT)
    report = StatisticsReport.objects.order_by("id")[0]
    path = f"/statistics-reports/{report.pk}"
    assert calls.ask("chen", f"{path}/report.pdf").status_code == 404
    assert calls.tell("chen", f"{path}/figures").status_code == 200
    assert kind(calls.ask("chen", f"{path}/report.pdf")) == (200, b"%PDF")
    assert kind(calls.ask("chen", f"{path}/report.xlsx")) == (200, b"PK\x03\x04")
    for who in ("ma", "wang"):
        assert calls.ask(who, f"{path}/report.pdf").status_code == 404
        assert calls.ask(who, f"{path}/report.xlsx").status_code == 404


def test_labels_are_printed_of_the_places_in_scope(calls):
    unit, place = calls.here.plant.units.team_a, calls.here.places.pump_bay
    assert kind(calls.ask("chen", f"/place-labels.pdf?unit={unit.pk}&sheet=2x4")) == (200, b"%PDF")
    assert kind(calls.ask("chen", f"/place-labels.pdf?place={place.pk}&cut=true")) == (200, b"%PDF")
    assert calls.ask("ma", f"/place-labels.pdf?place={place.pk}").status_code == 404
    assert calls.ask("ma", f"/place-labels.pdf?unit={unit.pk}").status_code == 422
    assert calls.ask("chen", "/place-labels.pdf?sheet=9x9").status_code == 422
