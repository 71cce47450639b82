"""Registers dutyline.jobs with Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Register dutyline.jobs with Django."""

    name = "dutyline.jobs"
    label = "jobs"
