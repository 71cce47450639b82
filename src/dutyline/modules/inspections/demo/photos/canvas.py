"""What scenes are drawn with: shapes on an 800 × 600 sheet, in the colours of one camera."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 800, 600
FINE = 1.6
"""Scenes are drawn this much larger and shrunk, so that edges are smooth."""

Colour = tuple[int, int, int] | tuple[int, int, int, int]
Point = tuple[float, float]

WALLS: tuple[tuple[int, int, int], ...] = (
    (172, 181, 174),
    (186, 184, 172),
    (160, 172, 180),
    (178, 170, 162),
    (150, 163, 156),
    (192, 194, 190),
)
STEEL = (122, 134, 130)
INK = (38, 43, 41)
WHITE = (240, 242, 238)
YELLOW = (214, 178, 58)
RED = (168, 62, 54)
GREEN = (70, 132, 92)
BLUE = (72, 104, 140)
CARTON = (178, 142, 98)
WOOD = (152, 120, 82)
SHADOW = (20, 24, 22, 70)


def chance_of(*seed: object) -> Random:
    """Return chance that falls the same way for the same seed."""
    return Random(" ".join(map(str, seed)))  # noqa: S311 - pictures, no secrets


def shade(colour: Colour, by: float) -> tuple[int, int, int]:
    """Return a colour made lighter (`by` > 1) or darker."""
    red, green, blue = (min(255, max(0, round(part * by))) for part in colour[:3])
    return red, green, blue


@dataclass
class Canvas:
    """One sheet; `chance` decides what differs from photo to photo of the same scene.

    The picture is first drawn as by one camera and then framed: `zoom`, `shift` and `mirrored`
    are where the person stood.
    """

    chance: Random
    wall: tuple[int, int, int] = field(init=False)
    light: float = field(init=False)

    def __post_init__(self) -> None:
        """Choose the wall and the light."""
        self.wall = self.chance.choice(WALLS)
        self.light = self.chance.uniform(0.82, 1.08)
        size = (round(WIDTH * FINE), round(HEIGHT * FINE))
        self.image = Image.new("RGB", size, self.tone(self.wall))
        self._draw = ImageDraw.Draw(self.image, "RGBA")

    def tone(self, colour: Colour) -> Colour:
        """Return a colour in the light of this photo."""
        red, green, blue = shade(colour, self.light)
        return (red, green, blue, colour[3]) if len(colour) == 4 else (red, green, blue)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self._draw.rectangle(
            _fine([(x, y), (x + width - 0.5, y + height - 0.5)]), self.tone(colour)
        )

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon(_fine(points), self.tone(colour))

    def path(self, points: Sequence[Point], colour: Colour, width: float = 4) -> None:
        """Draw a line through points."""
        self._draw.line(_fine(points), self.tone(colour), round(width * FINE), "curve")

    def disc(self, x: float, y: float, radius: float, colour: Colour, flat: float = 1) -> None:
        """Fill a circle, `flat` of its height as when seen from the side."""
        tall = radius * flat
        self._draw.ellipse(
            _fine([(x - radius, y - tall), (x + radius, y + tall)]), self.tone(colour)
        )

    def ring(self, x: float, y: float, radius: float, colour: Colour, width: float = 4) -> None:
        """Draw a circle's edge."""
        corners = _fine([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.ellipse(corners, None, self.tone(colour), round(width * FINE))

    def shine(self, x: float, y: float, radius: float, colour: tuple[int, int, int]) -> None:
        """Lay a glow round a lamp."""
        for step in range(6, 0, -1):
            self.disc(x, y, radius * step / 6, (*colour, 26))


def _fine(points: Iterable[Point]) -> list[Point]:
    return [(x * FINE, y * FINE) for x, y in points]
