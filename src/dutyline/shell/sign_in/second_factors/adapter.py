"""How the library keeps second factors here."""

from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.models import Account
from dutyline.toolkit.sealing import sealed, unsealed


class SecondFactors(DefaultMFAAdapter):
    """Secrets are sealed; passkeys belong to the address people type, whatever a proxy says."""

    # The Chinese of the library says "error code".
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": _("Wrong code.")}

    def encrypt(self, text: str) -> str:
        """Seal what would let a reader of the database make codes."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what was sealed."""
        return unsealed(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the site passkeys are bound to: the host of DUTYLINE_ORIGIN where it is set."""
        host = urlsplit(settings.ORIGIN).hostname if settings.ORIGIN else None
        return {
            "id": host or context.request.get_host().partition(":")[0],
            "name": settings.MFA_TOTP_ISSUER,
        }

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """Name the account in the list of passkeys a device shows."""
        known: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {
            "id": known["id"],
            "display_name": str(user.person or user.username),
            "name": user.username,
        }

    def get_totp_label(self, user: Account) -> str:
        """Name the account in the list of codes an app shows."""
        return str(user.username)
