"""Registers the components with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The components, their tags and their style sheets."""

    name = "dutyline.toolkit.ui"
    label = "ui"
