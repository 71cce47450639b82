"""Scenes of electricity and control: open cabinet, cable, gas detector, earthing, key."""

from dutyline.modules.inspections.demo.photos.canvas import (
    BLUE,
    GREEN,
    INK,
    RED,
    STEEL,
    WHITE,
    YELLOW,
    Canvas,
    shade,
)
from dutyline.modules.inspections.demo.photos.hall import (
    grounded,
    indoors,
    outdoors,
    plate,
)


def cabinet(sheet: Canvas, repaired: bool) -> None:
    """Draw a distribution cabinet left open, wires hanging out."""
    indoors(sheet, 480)
    chance = sheet.chance
    x = chance.uniform(240, 440)
    sheet.box(x - 8, 92, 256, 400, shade(STEEL, 0.6))
    if repaired:
        sheet.box(x, 100, 240, 384, (186, 188, 180))
        sheet.shape([(x + 120, 150), (x + 172, 240), (x + 68, 240)], INK)
        sheet.shape([(x + 120, 160), (x + 163, 235), (x + 77, 235)], YELLOW)
        sheet.path([(x + 124, 178), (x + 108, 206), (x + 130, 204), (x + 116, 228)], INK, 6)
        sheet.box(x + 208, 280, 14, 44, INK)
        plate(sheet, x + 70, 270, (100, 54), WHITE)
        return
    sheet.box(x, 100, 240, 384, (66, 70, 68))
    for row in range(3):
        for switch in range(5):
            sheet.box(x + 22 + switch * 42, 130 + row * 104, 32, 62, (214, 214, 206))
            sheet.box(x + 32 + switch * 42, 146 + row * 104, 12, 24, shade(BLUE, 0.8))
    for wire, colour in enumerate((RED, GREEN, YELLOW, BLUE)):
        bend = chance.uniform(-40, 40)
        sheet.path(
            [
                (x + 50 + wide(wire), 440),
                (x + 30 + wide(wire) + bend, 500),
                (x + 90 + wide(wire), 556),
            ],
            colour,
            6,
        )
    sheet.shape([(x + 248, 92), (x + 360, 64), (x + 360, 530), (x + 248, 492)], (170, 172, 164))


def wide(wire: int) -> float:
    """Return how far apart hanging wires are."""
    return wire * 38


def cable(sheet: Canvas, repaired: bool) -> None:
    """Draw a cable across the walkway."""
    indoors(sheet, 330)
    chance = sheet.chance
    bend = chance.uniform(-40, 40)
    sheet.shape([(250, 330), (550, 330), (700, 600), (100, 600)], (*WHITE, 40))
    for edge in ((250, 330, 100, 600), (550, 330, 700, 600)):
        sheet.path([(edge[0], edge[1]), (edge[2], edge[3])], YELLOW, 8)
    if repaired:
        sheet.shape([(60, 452), (760, 452), (780, 494), (40, 494)], INK)
        for stripe in range(9):
            x = 60 + stripe * 80
            sheet.shape([(x, 452), (x + 34, 452), (x + 28, 494), (x - 8, 494)], YELLOW)
        return
    sheet.path([(0, 440), (180, 486 + bend), (380, 440), (560, 506 - bend), (800, 446)], INK, 13)
    sheet.path([(0, 470), (220, 430), (420, 500 + bend), (800, 486)], shade(RED, 0.7), 10)
    sheet.path([(366, 444), (398, 440)], (196, 120, 70), 13)


def detector(sheet: Canvas, repaired: bool) -> None:
    """Draw a gas detector whose lamp shows a fault."""
    indoors(sheet, 520)
    chance = sheet.chance
    x, y = chance.uniform(300, 470), chance.uniform(150, 220)
    sheet.box(x - 16, y + 120, 32, 420, shade(STEEL, 0.8))
    sheet.box(x - 6, y + 120, 9, 420, shade(STEEL, 1.15))
    sheet.disc(x, y + 60, 96, (194, 196, 176))
    sheet.disc(x, y + 60, 70, (60, 66, 64))
    sheet.box(x - 48, y + 34, 96, 44, (140, 160, 130) if repaired else (84, 92, 84))
    sheet.box(x - 34, y + 150, 68, 60, shade(STEEL, 0.6))
    sheet.box(x - 20, y + 210, 40, 26, shade(STEEL, 0.45))
    lamp = GREEN if repaired else (220, 70, 50)
    sheet.shine(x, y - 66, 90 if not repaired else 50, lamp)
    sheet.box(x - 20, y - 60, 40, 28, INK)
    sheet.disc(x, y - 66, 20, lamp)
    plate(sheet, x + 110, y + 30, (88, 54), YELLOW)


def earthing(sheet: Canvas, repaired: bool) -> None:
    """Draw a tanker being unloaded, with or without its earthing clamp."""
    outdoors(sheet)
    left = sheet.chance.uniform(-60, 120)
    sheet.box(left + 60, 210, 520, 170, (206, 210, 208))
    sheet.disc(left + 60, 295, 85, (188, 194, 192))
    sheet.disc(left + 580, 295, 85, (206, 210, 208))
    sheet.box(left + 60, 280, 520, 22, shade(BLUE, 1.1))
    for wheel in (170, 250, 520):
        sheet.disc(left + wheel, 440, 48, INK)
        sheet.disc(left + wheel, 440, 20, shade(STEEL, 1.2))
    sheet.path(
        [(left + 380, 380), (left + 400, 500), (left + 560, 540), (left + 900, 530)],
        (52, 54, 50),
        20,
    )
    post = left + 640
    sheet.box(post, 250, 26, 290, shade(STEEL, 0.7))
    sheet.box(post - 26, 230, 78, 60, GREEN if repaired else shade(STEEL, 1.1))
    if repaired:
        sheet.path([(post, 270), (post - 90, 350), (left + 560, 378)], YELLOW, 8)
        sheet.box(left + 540, 362, 40, 24, RED)
        return
    sheet.path([(post + 10, 290), (post + 50, 420), (post + 16, 520)], YELLOW, 8)
    sheet.box(post, 512, 40, 22, RED)
    grounded(sheet, post + 20, 546, 50)
