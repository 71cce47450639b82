"""Registers dutyline.shell with Django."""

from django.apps import AppConfig
from django.urls import reverse


class ShellConfig(AppConfig):
    """Register dutyline.shell with Django."""

    name = "dutyline.shell"
    label = "shell"

    def ready(self) -> None:
        """Tell the kernel where an obligation and a duty are shown."""
        # The room of duties may be read only once apps are ready.
        from dutyline.kernel.duties.ports import shown_at

        shown_at(
            obligation=lambda pk: reverse("obligation", args=[pk]),
            duty=lambda pk: reverse("duty", args=[pk]),
        )
