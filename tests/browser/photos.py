"""Photos as a phone takes them: JPEG, large, no two alike."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload

SIZE = (1600, 1200)


def photo(seed: str) -> FilePayload:
    """Return a photo; the same seed gives the same one."""
    chance = Random(seed)
    picture = Image.new("RGB", SIZE, _colour(chance))
    draw = ImageDraw.Draw(picture)
    for _each in range(60):
        x, y = chance.randrange(SIZE[0]), chance.randrange(SIZE[1])
        draw.rectangle((x, y, x + 220, y + 90), fill=_colour(chance))
    file = BytesIO()
    picture.save(file, "JPEG", quality=85)
    return {"name": f"{seed}.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def _colour(chance: Random) -> tuple[int, int, int]:
    return chance.randrange(256), chance.randrange(256), chance.randrange(256)
