"""What tests of the API share: the plant asked through it, and photos."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from dutyline.kernel.access.tests.calling import API, Calling
from dutyline.modules.inspections.tests.walks import Walks

__all__ = ["API", "Calls", "photo"]


class Calls(Calling, Walks):
    """The plant asked through its API, by people with a token for everything they may do."""

    def send(self, name: str, path: str, *photos: Any, **said: str) -> Any:
        """Upload photos as a person."""
        token = self.token(name)
        return Client().post(
            f"{API}{path}",
            {"photos": list(photos), **said},
            headers={"Authorization": f"Bearer {token}"},
        )


def photo(colour: int = 40) -> SimpleUploadedFile:
    """Return a small photo unlike any other."""
    file = BytesIO()
    Image.effect_noise((64, 64), colour).convert("RGB").save(file, "JPEG")
    return SimpleUploadedFile("photo.jpg", file.getvalue(), "image/jpeg")
