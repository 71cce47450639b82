"""Scenes of machines and people: coupling, sling, grinder, dust, guard, worker."""

from dutyline.modules.inspections.demo.photos.canvas import (
    BLUE,
    GREEN,
    INK,
    RED,
    STEEL,
    WHITE,
    WIDTH,
    YELLOW,
    Canvas,
    shade,
)
from dutyline.modules.inspections.demo.photos.hall import grounded, indoors, plate

SKIN = (206, 170, 140)


def coupling(sheet: Canvas, repaired: bool) -> None:
    """Draw a pump whose coupling has no guard."""
    indoors(sheet, 430)
    chance = sheet.chance
    x, colour = chance.uniform(140, 240), chance.choice((BLUE, GREEN, (120, 124, 150)))
    sheet.box(x - 40, 450, 580, 46, shade(STEEL, 0.55))
    grounded(sheet, x + 240, 500, 320)
    sheet.box(x, 300, 210, 150, colour)
    for fin in range(8):
        sheet.box(x + 14 + fin * 24, 300, 8, 150, shade(colour, 0.75))
    sheet.box(x - 34, 320, 34, 110, shade(colour, 0.85))
    sheet.disc(x + 450, 370, 96, colour)
    sheet.disc(x + 450, 370, 56, shade(colour, 1.2))
    sheet.box(x + 426, 180, 60, 120, shade(colour, 0.9))
    if repaired:
        sheet.box(x + 206, 318, 156, 116, YELLOW)
        for hole in range(4):
            for row in range(3):
                sheet.disc(x + 232 + hole * 34, 346 + row * 30, 8, shade(YELLOW, 0.6))
        return
    sheet.box(x + 210, 362, 150, 22, shade(STEEL, 1.2))
    sheet.box(x + 252, 326, 24, 94, shade(STEEL, 0.7))
    sheet.box(x + 286, 326, 24, 94, shade(STEEL, 0.7))
    sheet.box(x + 276, 340, 10, 66, RED)


def sling(sheet: Canvas, repaired: bool) -> None:
    """Draw a sling on the hook, worn and without its tag."""
    indoors(sheet, 560)
    chance = sheet.chance
    x = chance.uniform(300, 480)
    sheet.box(x - 8, 0, 16, 120, shade(STEEL, 0.6))
    sheet.box(x - 40, 100, 80, 60, YELLOW)
    sheet.ring(x, 212, 44, INK, 20)
    sheet.box(x - 60, 190, 40, 20, sheet.wall)
    tint = chance.choice((shade(BLUE, 1.2), GREEN, (150, 90, 150)))
    for side in (-1, 1):
        sheet.path([(x, 240), (x + side * 120, 480)], tint, 22)
        sheet.path([(x, 240), (x + side * 120, 480)], shade(tint, 1.25), 4)
    sheet.box(x - 200, 480, 400, 84, shade(STEEL, 0.8))
    if repaired:
        plate(sheet, x + 66, 320, (74, 46), WHITE)
        return
    for thread in range(7):
        at = x - 62 + chance.uniform(-12, 12)
        sheet.path(
            [(at, 356 + thread * 6), (at + chance.uniform(-44, 44), 350 + thread * 9)], WHITE, 3
        )
    sheet.shape([(x - 78, 344), (x - 54, 352), (x - 66, 376)], sheet.wall)


def worker(sheet: Canvas, repaired: bool) -> None:
    """Draw a person at work without, or with, helmet and goggles."""
    indoors(sheet, 470)
    chance = sheet.chance
    x, coat = chance.uniform(260, 480), chance.choice((BLUE, shade(STEEL, 0.8), (90, 110, 96)))
    grounded(sheet, x, 552, 110)
    for side in (-1, 1):
        sheet.box(x + side * 34 - 24, 420, 48, 130, shade(coat, 0.8))
        sheet.box(x + side * 38 - 28, 540, 60, 18, INK)
    sheet.shape([(x - 76, 250), (x + 76, 250), (x + 64, 430), (x - 64, 430)], coat)
    sheet.path([(x - 66, 268), (x - 120, 350), (x - 60, 390)], coat, 36)
    sheet.path([(x + 66, 268), (x + 120, 350), (x + 150, 330)], coat, 36)
    glove = (210, 206, 190) if repaired else SKIN
    sheet.disc(x - 54, 394, 20, glove)
    sheet.disc(x + 158, 324, 20, glove)
    for stripe in (300, 360):
        sheet.box(x - 68, stripe, 136, 12, (214, 222, 120))
    sheet.box(x - 18, 210, 36, 44, SKIN)
    sheet.disc(x, 176, 52, SKIN, 1.1)
    if repaired:
        sheet.shape([(x - 64, 160), (x - 52, 112), (x, 92), (x + 52, 112), (x + 64, 160)], YELLOW)
        sheet.box(x - 72, 154, 144, 12, shade(YELLOW, 0.85))
        sheet.box(x - 44, 174, 88, 24, (60, 80, 90))
        return
    sheet.shape(
        [(x - 52, 162), (x - 44, 124), (x, 110), (x + 44, 124), (x + 52, 162)], (52, 44, 40)
    )
    for eye in (-18, 18):
        sheet.disc(x + eye, 180, 5, INK)


def dust(sheet: Canvas, repaired: bool) -> None:
    """Draw a duct and its clean-out, deep in dust."""
    indoors(sheet, 480)
    chance = sheet.chance
    y = chance.uniform(150, 210)
    sheet.box(0, y, WIDTH, 110, shade(STEEL, 1.15))
    for joint in range(5):
        sheet.box(70 + joint * 170, y - 8, 14, 126, shade(STEEL, 0.85))
    x = chance.uniform(260, 460)
    sheet.shape(
        [(x, y + 110), (x + 120, y + 110), (x + 84, y + 220), (x + 36, y + 220)], shade(STEEL, 0.95)
    )
    sheet.box(x + 30, y + 220, 60, 26, shade(STEEL, 0.6))
    if repaired:
        plate(sheet, x + 170, y + 30, (70, 46), GREEN)
        return
    heap = [(0.0, y)]
    heap += [(step * 50.0, y - chance.uniform(8, 34)) for step in range(1, 16)]
    sheet.shape([*heap, (WIDTH, y)], (196, 160, 132))
    sheet.shape([(x - 110, 560), (x + 40, 470), (x + 90, 464), (x + 240, 560)], (196, 160, 132))
    for speck in range(40):
        sheet.disc(
            chance.uniform(0, WIDTH), chance.uniform(0, 560), 2 + speck % 3, (214, 184, 160, 120)
        )


def guard(sheet: Canvas, repaired: bool) -> None:
    """Draw a conveyor whose guard was taken off and left leaning."""
    indoors(sheet, 450)
    x = sheet.chance.uniform(60, 140)
    sheet.box(x, 320, 640, 36, (70, 74, 72))
    for roller in range(9):
        sheet.disc(x + 36 + roller * 72, 366, 22, shade(STEEL, 1.1))
    for leg in (40, 330, 590):
        sheet.box(x + leg, 380, 20, 170, shade(STEEL, 0.6))
    sheet.box(x + 440, 232, 110, 90, BLUE)
    sheet.disc(x + 495, 366, 40, shade(STEEL, 0.5))
    if repaired:
        sheet.box(x + 424, 318, 150, 100, YELLOW)
        sheet.box(x + 500, 150, 46, 60, YELLOW)
        sheet.disc(x + 523, 176, 17, RED)
        for bar in range(6):
            sheet.box(x + 440 + bar * 22, 330, 7, 78, shade(YELLOW, 0.65))
        return
    sheet.ring(x + 495, 366, 54, INK, 6)
    sheet.shape([(x + 130, 548), (x + 160, 400), (x + 290, 400), (x + 280, 548)], YELLOW)
    sheet.shape(
        [(x + 156, 530), (x + 176, 420), (x + 268, 420), (x + 260, 530)], shade(YELLOW, 0.7)
    )


def sign(sheet: Canvas, repaired: bool) -> None:
    """Draw a warning sign that nobody can read any more."""
    indoors(sheet, 500)
    x = sheet.chance.uniform(240, 400)
    sheet.box(x + 4, 116, 300, 330, (20, 24, 22, 70))
    sheet.box(x, 110, 300, 330, WHITE if repaired else (196, 194, 182))
    edge, ground = (INK, YELLOW) if repaired else ((150, 148, 138), (202, 196, 164))
    sheet.shape([(x + 150, 132), (x + 252, 306), (x + 48, 306)], edge)
    sheet.shape([(x + 150, 154), (x + 234, 297), (x + 66, 297)], ground)
    sheet.box(x + 142, 196, 16, 62, edge)
    sheet.disc(x + 150, 276, 10, edge)
    for line in range(3):
        sheet.box(x + 40, 330 + line * 32, 220 - line * 40, 14, edge)
    if not repaired:
        sheet.shape([(x + 200, 440), (x + 300, 440), (x + 300, 330)], sheet.wall)
        for streak in range(6):
            sheet.path(
                [(x + 30 + streak * 48, 112), (x + 24 + streak * 48, 430)], (150, 120, 90, 60), 7
            )
