"""Why a change of rights is refused, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class UnknownRole(Refusal):
    """A role that does not exist, or that comes with an appointment only."""

    message = _("There is no role {role} that can be given.")
    field = "role"


class BeyondOwnRights(Refusal):
    """A post somebody would take for the rights that come with it."""

    message = _(
        "{post} carries rights you do not hold: {roles}. Somebody else has to appoint you to it."
    )
    field = "person"


class HeadsBeyondOwnRights(Refusal):
    """A post somebody holds, and would make the head of a unit for the rights of a head."""

    message = _(
        "As the head of {unit} your own post {post} would carry rights you do not hold: {roles}. "
        "Somebody else has to make it the head."
    )
    field = "heads_unit"


class UnitBeyondOwnRights(Refusal):
    """A unit somebody would put under his own for the rights he has there."""

    message = _(
        "Under it your own roles would reach {unit} with rights you do not hold there: {roles}. "
        "Somebody else has to do this."
    )
    field = "parent"


class PostTakenBeyondOwnRights(Refusal):
    """A post somebody would put under his own for the rights he has over those who hold it."""

    message = _(
        "There your own roles would reach {post} with rights you do not hold where it is now: "
        "{roles}. Somebody else has to do this."
    )
    field = "unit"


class ForOneself(Refusal):
    """A right somebody would give to himself."""

    message = _("Nobody gives rights to himself. Ask another administrator.")
    field = "person"


class AlreadyGranted(Refusal):
    """The same role twice."""

    message = _("{to} already has the role {role} in {unit}.")
    field = "role"
    conflict = True


class AlreadyWithdrawn(Refusal):
    """A role taken away twice."""

    message = _("The role {role} was already withdrawn.")
    conflict = True


class PersonOrPost(Refusal):
    """A role for nobody, or for two."""

    message = _("A role is given to a person or to a post.")
    field = "person"


class LastAdministrator(Refusal):
    """A change after which nobody could give roles."""

    message = _("Somebody who can sign in and give roles must be left.")


class RoleKeyTaken(Refusal):
    """A custom role under the key of a built-in one."""

    message = _("{key} is the key of a built-in role.")
    field = "key"


class UnknownPermission(Refusal):
    """A permission nobody declares."""

    message = _("Unknown permissions: {permissions}.")
    field = "permissions"


class RoleInUse(Refusal):
    """A role removed while people have it."""

    message = _("{role} is still given {count} times; withdraw it first.")


class BeyondOwnToken(Refusal):
    """A token that could do more than its owner, or nothing."""

    message = _("A token needs at least one permission, and only such as you have. {permissions}")
    field = "permissions"


class ExpiresInThePast(Refusal):
    """A token that has expired when it is made."""

    message = _("The day of expiry must lie in the future.")
    field = "expires_at"


class AlreadyRevoked(Refusal):
    """A token revoked twice."""

    message = _("The token {name} is already revoked.")
    conflict = True


class PersonDeparted(Refusal):
    """An account for somebody who left."""

    message = _("{person} left on {day}.")
    field = "person"


class HasAccount(Refusal):
    """A second account for a person."""

    message = _("{person} already has an account.")
    field = "person"


class UserNameTaken(Refusal):
    """A user name somebody has, whatever the case of its letters."""

    message = _("The user name {username} is already taken.")
    field = "username"


class BadUserName(Refusal):
    """A user name or e-mail address nobody can sign in with."""

    message = _("Check user name and e-mail address. {problems}")
    field = "username"


class EmailTaken(Refusal):
    """An e-mail address another account signs in with."""

    message = _("Another account uses the e-mail address {email}.")
    field = "email"


class AccountClosed(Refusal):
    """Something done with a closed account."""

    message = _("The account {name} is closed.")
    conflict = True


class AccountOpen(Refusal):
    """An open account opened again."""

    message = _("The account {name} is open.")
    conflict = True


class WeakPassword(Refusal):
    """A password that is too easy to guess."""

    message = _("Choose another password. {problems}")
    field = "password"


class InvitationVoid(Refusal):
    """A link that no longer works."""

    message = _("This invitation is no longer good. Ask for a new one.")


class AlreadySetUp(Refusal):
    """A first administrator where there is one."""

    message = _("This installation already has an administrator.")
    conflict = True
