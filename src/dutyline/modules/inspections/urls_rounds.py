"""Addresses of rounds, checklists, plans, coverage, places and reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
