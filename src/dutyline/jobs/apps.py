"""Registers dutyline.jobs with Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Register dutyline.jobs with Django."""

    name = "dutyline.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Let the checks of a start be found."""
        from dutyline.jobs import checks  # noqa: F401 - registers itself, once apps are ready
