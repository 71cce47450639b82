"""Takes the photos: a scene by its key, before or after, with the time in its metadata."""

from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO

from PIL import Image, ImageOps

from dutyline.modules.inspections.demo.photos import (
    electric,
    fire,
    heights,
    machines,
    pipes,
    stores,
)
from dutyline.modules.inspections.demo.photos.canvas import Canvas, chance_of

SCENES: Mapping[str, Callable[[Canvas, bool], None]] = {
    "rail": heights.rail,
    "stairs": heights.stairs,
    "opening": heights.opening,
    "dark-stairs": heights.dark_stairs,
    "flange": pipes.flange,
    "tray": pipes.tray,
    "gauge": pipes.gauge,
    "relief": pipes.relief,
    "exit": fire.exit_door,
    "extinguisher": fire.extinguisher,
    "hydrant": fire.hydrant,
    "fire-door": fire.fire_door,
    "cabinet": electric.cabinet,
    "cable": electric.cable,
    "detector": electric.detector,
    "earthing": electric.earthing,
    "drums": stores.drums,
    "cylinders": stores.cylinders,
    "pallets": stores.pallets,
    "label": stores.label,
    "shower": stores.shower,
    "coupling": machines.coupling,
    "sling": machines.sling,
    "worker": machines.worker,
    "dust": machines.dust,
    "guard": machines.guard,
    "sign": machines.sign,
}
SIZE = (640, 480)
EXIF, TAKEN, OFFSET = 0x8769, 0x9003, 0x9011


def photo(scene: str, seed: str, *, repaired: bool, taken_at: datetime) -> bytes:
    """Return a JPEG of a scene; the same seed is the same corner of the plant."""
    sheet = Canvas(chance_of(scene, seed))
    SCENES[scene](sheet, repaired)
    framed = _framed(sheet.image, seed, stood=f"{taken_at:%F}" if repaired else "")
    exif = Image.Exif()
    exif.get_ifd(EXIF)[TAKEN] = taken_at.strftime("%Y:%m:%d %H:%M:%S")
    exif.get_ifd(EXIF)[OFFSET] = taken_at.strftime("%z")[:3] + ":" + taken_at.strftime("%z")[3:]
    out = BytesIO()
    framed.save(out, "JPEG", quality=78, exif=exif)
    return out.getvalue()


def _framed(image: Image.Image, seed: str, *, stood: str) -> Image.Image:
    # Nobody stands twice on the same spot: mirrored by place, a step aside for the photo of each
    # repair. One of the danger is framed by its seed alone: the story uses one of them twice.
    if chance_of(seed).random() < 0.5:
        image = ImageOps.mirror(image)
    stand = chance_of(seed, stood)
    zoom = stand.uniform(0.84, 0.98)
    wide, tall = image.width * zoom, image.height * zoom
    left, top = stand.uniform(0, image.width - wide), stand.uniform(0, image.height - tall)
    box = (left, top, left + wide, top + tall)
    return image.resize(SIZE, Image.Resampling.BOX, box)
