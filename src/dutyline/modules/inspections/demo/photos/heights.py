"""Scenes at height and underfoot: guard rail, stairs, floor opening, dark stairs."""

from dutyline.modules.inspections.demo.photos.canvas import (
    CARTON,
    INK,
    SHADOW,
    STEEL,
    WHITE,
    WIDTH,
    YELLOW,
    Canvas,
    shade,
)
from dutyline.modules.inspections.demo.photos.hall import column, indoors


def rail(sheet: Canvas, repaired: bool) -> None:
    """Draw a platform whose guard rail has a gap."""
    indoors(sheet, 520)
    chance = sheet.chance
    left, deck = chance.uniform(60, 220), chance.uniform(350, 410)
    for leg in (left + 60, left + 330, left + 560):
        sheet.box(leg, deck, 16, 190, shade(STEEL, 0.55))
    sheet.box(left, deck, WIDTH, 22, shade(STEEL, 0.66))
    sheet.box(left, deck + 22, WIDTH, 10, shade(STEEL, 0.45))
    gap = chance.randint(1, 3)
    for post in range(7):
        x = left + 6 + post * 110
        missing = not repaired and post == gap + 1
        if not missing:
            sheet.box(x, deck - 128, 10, 128, WHITE)
        whole = repaired or post not in (gap, gap + 1)
        if whole:
            tint = YELLOW if repaired and post in (gap, gap + 1) else WHITE
            sheet.box(x, deck - 130, 120, 11, tint)
            sheet.box(x, deck - 74, 120, 8, tint)
            sheet.box(x, deck - 20, 120, 20, shade(tint, 0.96))
        elif post == gap:
            sheet.path([(x + 6, deck - 125), (x + 54, deck - 118), (x + 66, deck - 60)], WHITE, 10)
            sheet.path([(x + 6, deck - 70), (x + 40, deck - 64)], WHITE, 8)


def stairs(sheet: Canvas, repaired: bool) -> None:
    """Draw stairs that cartons and a puddle make unsafe."""
    indoors(sheet, 470)
    left = sheet.chance.uniform(40, 180)
    for step in range(9):
        x, y = left + step * 62, 500 - step * 46
        sheet.box(x, y, 72, 14, shade(STEEL, 1.08))
        sheet.box(x, y + 14, 72, 6, shade(STEEL, 0.7))
        sheet.box(x, y, 8, 14, YELLOW if repaired else shade(STEEL, 0.95))
    sheet.path([(left - 10, 530), (left + 560, 118)], shade(STEEL, 0.6), 12)
    sheet.path([(left, 380), (left + 520, 0)], WHITE, 9)
    for post in range(4):
        x, y = left + 20 + post * 150, 490 - post * 110
        sheet.path([(x, y), (x, y - 124)], WHITE, 7)
    if repaired:
        return
    for step, size in ((2, 46), (3, 34), (5, 40)):
        x, y = left + step * 62 + 12, 500 - step * 46
        sheet.box(x, y - size, size * 1.1, size, CARTON)
        sheet.box(x, y - size * 0.6, size * 1.1, 5, shade(CARTON, 0.8))
    sheet.disc(left + 30, 548, 90, (60, 66, 64, 150), 0.2)


def opening(sheet: Canvas, repaired: bool) -> None:
    """Draw a hole in the floor whose cover has gone."""
    indoors(sheet, 300)
    chance = sheet.chance
    x, y = chance.uniform(210, 380), chance.uniform(395, 440)
    hole = [(x, y), (x + 240, y), (x + 290, y + 110), (x - 40, y + 110)]
    sheet.shape([(a, b + 4) for a, b in hole], shade(STEEL, 0.6))
    if repaired:
        sheet.shape(hole, shade(STEEL, 1.12))
        for row in range(5):
            for spot in range(9):
                sheet.disc(
                    x - 10 + spot * 32 - row * 4, y + 14 + row * 20, 5, shade(STEEL, 0.8), 0.5
                )
        sheet.path([*hole, hole[0]], YELLOW, 6)
        return
    sheet.shape(hole, (24, 28, 27))
    sheet.shape([hole[0], hole[1], (x + 234, y + 26), (x + 6, y + 26)], (52, 58, 56))
    sheet.shape(
        [(x + 330, y - 40), (x + 420, y - 52), (x + 460, y + 70), (x + 360, y + 76)],
        shade(STEEL, 0.95),
    )
    sheet.shape(
        [(x + 360, y + 76), (x + 460, y + 70), (x + 470, y + 84), (x + 366, y + 90)], SHADOW
    )


def dark_stairs(sheet: Canvas, repaired: bool) -> None:
    """Draw a passage whose lamp is out."""
    indoors(sheet, 440)
    chance = sheet.chance
    x = chance.uniform(260, 520)
    column(sheet, x - 190, 40, 440)
    for step in range(6):
        sheet.box(x - 120 - step * 14, 330 + step * 30, 240 + step * 28, 18, shade(STEEL, 1.1))
        sheet.box(x - 120 - step * 14, 348 + step * 30, 240 + step * 28, 12, shade(STEEL, 0.72))
    sheet.path([(x - 128, 330), (x - 210, 510)], WHITE, 8)
    sheet.path([(x + 128, 330), (x + 210, 510)], WHITE, 8)
    sheet.box(x - 70, 96, 140, 22, shade(STEEL, 0.8))
    if repaired:
        sheet.box(x - 64, 116, 128, 16, (255, 250, 220))
        sheet.shine(x, 126, 330, (255, 246, 206))
        return
    sheet.box(x - 64, 116, 128, 16, shade(INK, 1.6))
    sheet.box(0, 0, WIDTH, 600, (8, 12, 16, 150))
