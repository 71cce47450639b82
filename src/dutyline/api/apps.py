"""Registers dutyline.api with Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Register dutyline.api with Django."""

    name = "dutyline.api"
    label = "api"
