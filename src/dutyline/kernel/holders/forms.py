"""The forms of holders, one for each way."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.holders.models import Way
from dutyline.kernel.receipts.submission import KEY_FIELD


class _Once(forms.Form):
    """A form with a fresh key each time it is shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the hidden key."""
        super().__init__(*args, **kwargs)
        self.fields[KEY_FIELD] = forms.CharField(
            required=False, max_length=80, initial=lambda: uuid4().hex, widget=forms.HiddenInput
        )


class _Named(_Once):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Who or what keeps the checkpoints.")
    )


class MailHolder(_Named):
    """A mailbox."""

    target = forms.EmailField(
        label=_("E-mail address"),
        max_length=200,
        help_text=_("Best outside of your enterprise: a lawyer, the owner, the insurer."),
    )


class FolderHolder(_Named):
    """A folder of the server."""

    target = forms.CharField(
        label=_("Folder"),
        max_length=400,
        help_text=_("A whole path on the server, on a share or disk of another machine."),
    )


class BucketHolder(_Named):
    """A bucket of the S3 kind."""

    target = forms.CharField(
        label=_("Address of the bucket"),
        max_length=400,
        help_text=_("https://host/bucket/folder; switch object lock on if you can."),
    )
    region = forms.CharField(label=_("Region"), max_length=40, initial="us-east-1")
    key_id = forms.CharField(label=_("Access key"), max_length=200)
    secret = forms.CharField(
        label=_("Secret key"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It needs to write objects, nothing else. It is kept encrypted."),
    )


class ServerHolder(_Named):
    """Another server."""

    target = forms.CharField(
        label=_("Address of the server"),
        max_length=400,
        help_text=_("Of another Dutyline https://host is enough. It has to know your public key."),
    )
    secret = forms.CharField(
        label=_("Token"),
        max_length=400,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Only where the server asks for one. It is kept encrypted."),
    )


class OtherLog(_Once):
    """The log of another house."""

    name = forms.CharField(label=_("Name"), max_length=80)
    public = forms.CharField(
        label=_("Public key"), max_length=60, help_text=_("As the other house shows it.")
    )


FORMS: dict[str, type[_Named]] = {
    Way.MAIL.value: MailHolder,
    Way.FOLDER.value: FolderHolder,
    Way.BUCKET.value: BucketHolder,
    Way.SERVER.value: ServerHolder,
}
