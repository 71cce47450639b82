"""Addresses of inspections: the ledger and its verbs here, rounds and plans beside."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, include, path

from dutyline.modules.inspections.views import (
    exports,
    finding,
    ledger,
    ledger_all_filters,
    papers,
    record,
    saved_views,
    statistics,
)
from dutyline.modules.inspections.views.finding_verbs import (
    asking,
    assigning,
    ending,
    major,
    photos,
    repairing,
)

View = Callable[..., HttpResponse]
VERBS: tuple[tuple[str, str, View], ...] = (
    ("assignment", "assignment", assigning.assignment),
    ("reassignment", "reassignment", assigning.reassignment),
    ("receipt", "receipt", assigning.receipt),
    ("extension", "extension", asking.extension),
    ("extension/decision", "extension_decision", asking.extension_decision),
    ("funds", "funds", asking.funds),
    ("funds/decision", "funds_decision", asking.funds_decision),
    ("repair", "repair", repairing.repair),
    ("verification", "verification", repairing.verification),
    ("closure", "closure", ending.closure),
    ("reopening", "reopening", ending.reopening),
    ("void", "void", ending.void),
    ("merger", "merger", ending.merger),
    ("grade", "grade", ending.grade),
    ("amendment", "amendment", ending.amendment),
    ("photos", "photos", photos.photos),
    ("plan", "plan", major.plan),
    ("supervision", "supervision", major.supervision),
    ("supervision/end", "supervision_end", major.supervision_end),
    ("authority", "authority", major.authority),
    ("staff-notice", "staff_notice", major.staff_notice),
)
"""A verb is a resource of the finding: `/findings/7/verification/`."""


def _verbs() -> list[URLPattern]:
    return [
        path(f"findings/<int:pk>/{address}/", view, name=f"finding_{name}")
        for address, name, view in VERBS
    ]


urlpatterns = [
    path("findings/", ledger.findings, name="findings"),
    path("findings/filters/", ledger_all_filters.all_filters, name="findings_filters"),
    path("findings/export/", exports.findings_export, name="findings_export"),
    path("findings/views/", saved_views.saved_views, name="saved_views"),
    path("findings/views/<int:pk>/", saved_views.saved_view, name="saved_view"),
    path("findings/new/", record.report, name="report"),
    path("findings/new/similar/", record.similar, name="similar"),
    path("findings/<int:pk>/", finding.finding, name="finding"),
    path("findings/<int:pk>/notice.pdf", papers.notice_pdf, name="finding_notice_pdf"),
    path("findings/<int:pk>/record.pdf", papers.record_pdf, name="finding_record_pdf"),
    *_verbs(),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/reports/", statistics.reports, name="statistics_reports"),
    path("statistics/reports/<int:pk>/", statistics.report, name="statistics_report"),
    path("statistics/reports/<int:pk>/figures/", statistics.figures, name="statistics_figures"),
    path(
        "statistics/reports/<int:pk>/signature/", statistics.signature, name="statistics_signature"
    ),
    path(
        "statistics/reports/<int:pk>/report.xlsx", exports.statistics_xlsx, name="statistics_xlsx"
    ),
    path("statistics/reports/<int:pk>/report.pdf", papers.statistics_pdf, name="statistics_pdf"),
    path("", include("dutyline.modules.inspections.urls_rounds")),
]
