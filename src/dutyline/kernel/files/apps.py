"""Files: photos and documents, kept by hash, served by permission."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Register files with Django."""

    name = "dutyline.kernel.files"
    label = "files"
    verbose_name = _("Files")
