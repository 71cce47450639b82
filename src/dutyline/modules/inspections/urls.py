"""Addresses of inspections: the ledger and its verbs here, rounds and plans beside."""

from django.urls import include, path

from dutyline.modules.inspections.views import ledger

urlpatterns = [
    path("findings/", ledger.findings, name="findings"),
]
