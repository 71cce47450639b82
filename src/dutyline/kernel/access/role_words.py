"""Roles in words."""

from dataclasses import dataclass

from dutyline.kernel.access.models import CustomRole
from dutyline.kernel.access.roles import BY_APPOINTMENT
from dutyline.kernel.registry import permission_label, roles


@dataclass(frozen=True)
class RoleWords:
    """A role as people read it."""

    key: str
    label: str
    sentence: str
    permissions: tuple[str, ...]
    own: bool
    """Made by administrators here, and theirs to change."""
    by_appointment: bool
    """Comes with a post and is never given."""


def all_roles() -> list[RoleWords]:
    """Return every role, those of the house first."""
    return [role_words(key) for key in roles()] + [
        _custom(role) for role in CustomRole.objects.order_by("label", "id")
    ]


def role_words(key: str) -> RoleWords:
    """Return one role in words; a role that is gone by its key."""
    known = roles().get(key)
    if known is not None:
        labels = sorted(str(permission_label(each)) for each in known.permissions)
        return RoleWords(
            key, str(known.label), str(known.sentence), tuple(labels), False, key in BY_APPOINTMENT
        )
    custom = CustomRole.objects.filter(key=key).first()
    return _custom(custom) if custom else RoleWords(key, key, "", (), True, False)


def roles_to_give() -> list[tuple[str, str]]:
    """Return the roles somebody can be given, as choices."""
    return [(role.key, role.label) for role in all_roles() if not role.by_appointment]


def _custom(role: CustomRole) -> RoleWords:
    labels = sorted(str(permission_label(each)) for each in role.permissions)
    return RoleWords(role.key, role.label, role.sentence, tuple(labels), True, False)
