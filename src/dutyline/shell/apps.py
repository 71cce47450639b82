"""Registers dutyline.shell with Django."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Register dutyline.shell with Django."""

    name = "dutyline.shell"
    label = "shell"
