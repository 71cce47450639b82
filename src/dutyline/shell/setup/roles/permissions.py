"""Permissions as people choose them: under the name of what they open."""

from collections.abc import Callable

from dutyline.kernel.registry import manifests
from dutyline.kernel.registry.manifest import Text


def permission_choices(
    offered: Callable[[str], bool] = lambda _permission: True,
) -> list[tuple[Text, list[tuple[str, Text]]]]:
    """Return what may be chosen, by manifest; `offered` leaves out what somebody may not."""
    groups = [
        (
            manifest.name,
            [
                (str(permission), label)
                for permission, label in manifest.permission_labels.items()
                if offered(str(permission))
            ],
        )
        for manifest in manifests()
    ]
    return [(name, choices) for name, choices in groups if choices]
