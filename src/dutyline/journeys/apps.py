"""Registers dutyline.journeys with Django."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Register dutyline.journeys with Django."""

    name = "dutyline.journeys"
    label = "journeys"
