"""The framework's rules of passwords in the words of this product, in both languages."""

from django.contrib.auth import password_validation as framework
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(framework.MinimumLengthValidator):
    """NIST SP 800-63B-4: length, no composition rules."""

    min_length: int

    def get_error_message(self) -> str:
        """Return what is said of a password that is too short."""
        return ngettext(
            "The password is too short: it needs at least %(n)d character.",
            "The password is too short: it needs at least %(n)d characters.",
            self.min_length,
        ) % {"n": self.min_length}

    def get_help_text(self) -> str:
        """Return the rule for the form."""
        return ngettext(
            "At least %(n)d character.", "At least %(n)d characters.", self.min_length
        ) % {"n": self.min_length}


class Uncommon(framework.CommonPasswordValidator):
    """Refuses passwords many people use."""

    def get_error_message(self) -> str:
        """Return what is said of a password of the list."""
        return _("Many people use this password.")

    def get_help_text(self) -> str:
        """Return the rule for the form."""
        return _("No password that many people use.")


class NotAboutOneself(framework.UserAttributeSimilarityValidator):
    """Refuses passwords made of what is known of their owner."""

    def get_error_message(self) -> str:
        """Return what is said of a password like the owner's name or address."""
        return _("The password is too much like your own name or address: %(verbose_name)s.")

    def get_help_text(self) -> str:
        """Return the rule for the form."""
        return _("Nothing like your own name, account or e-mail address.")
