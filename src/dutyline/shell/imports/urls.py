"""Addresses of the import wizard."""

from django.urls import path

from dutyline.shell.imports.views import columns, report, upload

urlpatterns = [
    path("", upload.imports, name="imports"),
    path("files/<int:pk>/columns/", columns.columns, name="import_columns"),
    path("files/<int:pk>/layout/", columns.layout, name="import_layout"),
    path("files/<int:pk>/", report.report, name="import_report"),
    path("files/<int:pk>/import/", report.apply, name="import_apply"),
    path("files/<int:pk>/problems.xlsx", report.problems, name="import_problems"),
    path("files/<int:pk>/removal/", report.discard, name="import_discard"),
    path("<slug:kind>/", upload.bring, name="import_bring"),
    path("<slug:kind>/template.xlsx", upload.template, name="import_template"),
]
