"""The hall behind every scene: floor, columns, pipes and what stands about."""

from dutyline.modules.inspections.demo.photos.canvas import (
    HEIGHT,
    INK,
    SHADOW,
    STEEL,
    WHITE,
    WIDTH,
    Canvas,
    Colour,
    shade,
)


def indoors(sheet: Canvas, floor: float = 430) -> None:
    """Draw a wall and a floor, with columns, a window or pipes as it happens."""
    wall, chance = sheet.wall, sheet.chance
    for step in range(12):
        sheet.box(0, floor * step / 12, WIDTH, floor / 12 + 1, shade(wall, 1.06 - step * 0.012))
    for _ in range(chance.randint(1, 3)):
        column(sheet, chance.uniform(0, WIDTH), chance.uniform(28, 64), floor)
    if chance.random() < 0.5:
        _window(sheet, chance.uniform(40, 620), chance.uniform(30, 90))
    for _ in range(chance.randint(0, 3)):
        pipe(sheet, chance.uniform(20, 150), chance.uniform(8, 20))
    for step in range(8):
        depth = (HEIGHT - floor) / 8
        tint = shade(wall, 0.66 + step * 0.02)
        sheet.box(0, floor + depth * step, WIDTH, depth + 1, tint)
    sheet.box(0, floor - 6, WIDTH, 6, shade(wall, 0.72))
    for line in range(-2, 8):
        lean = (line - 3) * 70
        sheet.path([(400 + lean, floor), (400 + lean * 3.2, HEIGHT)], shade(wall, 0.6), 1.5)


def outdoors(sheet: Canvas, floor: float = 440) -> None:
    """Draw a yard under a pale sky, with tanks far off."""
    chance = sheet.chance
    for step in range(14):
        sheet.box(
            0, floor * step / 14, WIDTH, floor / 14 + 1, shade((178, 194, 202), 0.92 + step / 90)
        )
    for _ in range(chance.randint(1, 4)):
        x, wide, tall = chance.uniform(-60, 760), chance.uniform(90, 200), chance.uniform(80, 210)
        sheet.box(x, floor - tall, wide, tall, shade(STEEL, 1.22))
        sheet.box(x, floor - tall, wide * 0.2, tall, shade(STEEL, 1.32))
        sheet.disc(x + wide / 2, floor - tall, wide / 2, shade(STEEL, 1.3), 0.12)
    sheet.box(0, floor, WIDTH, HEIGHT - floor, (132, 134, 128))
    sheet.box(0, floor, WIDTH, 8, (112, 114, 108))
    for _ in range(3):
        y = chance.uniform(floor + 20, HEIGHT)
        sheet.path([(0, y), (WIDTH, y + chance.uniform(-12, 12))], (120, 122, 116), 2)


def column(sheet: Canvas, x: float, wide: float, floor: float) -> None:
    """Draw a steel column with its light side."""
    dark = shade(sheet.wall, 0.72)
    sheet.box(x, 0, wide, floor, dark)
    sheet.box(x + wide * 0.25, 0, wide * 0.22, floor, shade(sheet.wall, 0.92))
    for y in range(60, round(floor), 150):
        sheet.box(x - 2, y, wide + 4, 6, shade(sheet.wall, 0.6))


def pipe(sheet: Canvas, y: float, thick: float, colour: Colour | None = None) -> None:
    """Draw a pipe along the wall."""
    body = colour or shade(sheet.wall, 0.78)
    sheet.box(0, y + thick, WIDTH, 4, SHADOW)
    sheet.box(0, y, WIDTH, thick, body)
    sheet.box(0, y + thick * 0.2, WIDTH, thick * 0.25, shade(body, 1.2))


def grounded(sheet: Canvas, x: float, y: float, wide: float) -> None:
    """Lay the shadow of a thing that stands on the floor."""
    sheet.disc(x, y, wide, SHADOW, 0.16)


def _window(sheet: Canvas, x: float, y: float) -> None:
    sheet.box(x - 6, y - 6, 152, 112, shade(sheet.wall, 0.7))
    sheet.box(x, y, 140, 100, (206, 216, 218))
    sheet.shape([(x, y + 100), (x + 90, y), (x + 140, y), (x + 50, y + 100)], (*WHITE, 90))
    for bar in (46, 93):
        sheet.box(x + bar, y, 4, 100, shade(sheet.wall, 0.7))
    sheet.box(x, y + 48, 140, 4, shade(sheet.wall, 0.7))


def plate(sheet: Canvas, x: float, y: float, size: tuple[float, float], colour: Colour) -> None:
    """Draw a plate with two lines of illegible writing."""
    wide, tall = size
    sheet.box(x, y, wide, tall, colour)
    for line in (0.3, 0.6):
        sheet.box(x + wide * 0.15, y + tall * line, wide * 0.7, max(2, tall * 0.1), INK)
