"""Scenes of fire protection: blocked exit, extinguisher, hydrant, fire door."""

from dutyline.modules.inspections.demo.photos.canvas import (
    CARTON,
    GREEN,
    INK,
    RED,
    STEEL,
    WHITE,
    WOOD,
    YELLOW,
    Canvas,
    shade,
)
from dutyline.modules.inspections.demo.photos.hall import grounded, indoors, plate


def exit_door(sheet: Canvas, repaired: bool) -> None:
    """Draw an emergency exit with cartons before it."""
    indoors(sheet, 450)
    chance = sheet.chance
    x = chance.uniform(240, 420)
    sheet.box(x - 14, 116, 208, 340, shade(sheet.wall, 0.62))
    sheet.box(x, 130, 180, 324, shade(GREEN, 0.92))
    sheet.box(x + 26, 160, 128, 90, (188, 204, 202))
    sheet.box(x + 20, 300, 140, 16, WHITE)
    sheet.box(x + 20, 62, 140, 46, GREEN)
    sheet.disc(x + 56, 76, 6, WHITE)
    sheet.path([(x + 56, 82), (x + 52, 96), (x + 64, 102)], WHITE, 4)
    sheet.path([(x + 90, 85), (x + 138, 85), (x + 124, 76)], WHITE, 5)
    if repaired:
        sheet.shape([(x - 30, 590), (x + 210, 590), (x + 186, 462), (x - 6, 462)], (*YELLOW, 110))
        return
    for left, bottom, size in ((-60, 520, 120), (52, 526, 140), (-20, 410, 100), (84, 392, 92)):
        sheet.box(
            x + left,
            bottom - size * 0.86,
            size,
            size * 0.86,
            shade(CARTON, chance.uniform(0.9, 1.06)),
        )
        sheet.box(x + left, bottom - size * 0.5, size, 8, shade(CARTON, 0.78))
    grounded(sheet, x + 70, 528, 170)


def extinguisher(sheet: Canvas, repaired: bool) -> None:
    """Draw a place for extinguishers with one gone and one empty."""
    indoors(sheet, 470)
    chance = sheet.chance
    x = chance.uniform(220, 440)
    sheet.box(x - 20, 96, 240, 60, RED)
    sheet.path([(x + 20, 126), (x + 180, 126)], WHITE, 6)
    if repaired:
        sheet.box(x - 30, 452, 260, 20, (*YELLOW, 200))
    for side, there in ((0, True), (110, repaired)):
        if there:
            _bottle(sheet, x + side, GREEN if repaired else RED)
        else:
            sheet.box(x + side + 24, 270, 40, 10, shade(STEEL, 0.6))
            sheet.box(x + side + 18, 400, 52, 10, shade(STEEL, 0.6))
    if not repaired:
        sheet.path([(x + 150, 180), (x + 300, 520)], WOOD, 12)
        sheet.path([(x + 210, 180), (x + 360, 520)], WOOD, 12)
        for rung in range(6):
            sheet.path(
                [(x + 168 + rung * 24, 220 + rung * 54), (x + 228 + rung * 24, 220 + rung * 54)],
                WOOD,
                8,
            )


def _bottle(sheet: Canvas, x: float, gauge: tuple[int, int, int]) -> None:
    grounded(sheet, x + 44, 462, 60)
    sheet.box(x + 8, 250, 72, 208, RED)
    sheet.disc(x + 44, 252, 36, RED, 0.7)
    sheet.box(x + 18, 256, 14, 196, shade(RED, 1.3))
    sheet.box(x + 34, 206, 20, 30, INK)
    sheet.path([(x + 54, 214), (x + 96, 232), (x + 100, 330)], INK, 8)
    sheet.disc(x + 30, 226, 12, WHITE)
    sheet.disc(x + 30, 226, 7, gauge)
    sheet.box(x + 20, 320, 48, 70, WHITE)


def hydrant(sheet: Canvas, repaired: bool) -> None:
    """Draw a hydrant cabinet behind pallets."""
    indoors(sheet, 460)
    chance = sheet.chance
    x = chance.uniform(260, 420)
    sheet.box(x, 150, 220, 280, RED)
    sheet.box(x + 18, 168, 184, 180, (200, 212, 214))
    sheet.ring(x + 110, 258, 56, shade(WHITE, 0.9), 18)
    sheet.ring(x + 110, 258, 26, shade(WHITE, 0.8), 12)
    sheet.box(x + 30, 372, 160, 30, WHITE)
    if repaired:
        sheet.path([(x - 40, 590), (x - 10, 466), (x + 230, 466), (x + 264, 590)], YELLOW, 9)
        return
    for layer in range(6):
        y = 520 - layer * 36
        sheet.box(x - 90 + layer * 3, y, 260, 12, WOOD)
        for block in range(3):
            sheet.box(x - 86 + layer * 3 + block * 110, y + 12, 34, 18, shade(WOOD, 0.72))
    sheet.box(x - 70, 230, 220, 92, CARTON)
    sheet.box(x - 70, 270, 220, 8, shade(CARTON, 0.8))


def fire_door(sheet: Canvas, repaired: bool) -> None:
    """Draw a fire door that is wedged open."""
    indoors(sheet, 470)
    x = sheet.chance.uniform(230, 420)
    sheet.box(x - 16, 84, 262, 400, shade(sheet.wall, 0.58))
    if repaired:
        sheet.box(x, 98, 230, 386, (150, 70, 60))
        sheet.box(x + 60, 140, 40, 150, (206, 214, 214))
        sheet.box(x + 186, 296, 30, 14, shade(STEEL, 1.3))
        sheet.box(x + 30, 98, 120, 16, shade(STEEL, 0.8))
        plate(sheet, x + 110, 330, (80, 46), WHITE)
        return
    sheet.box(x, 98, 230, 386, (44, 50, 50))
    sheet.box(x + 60, 240, 120, 200, (74, 82, 80))
    sheet.shape([(x, 98), (x - 120, 70), (x - 120, 530), (x, 484)], (150, 70, 60))
    sheet.shape([(x - 40, 130), (x - 76, 122), (x - 76, 290), (x - 40, 286)], (206, 214, 214))
    sheet.shape([(x - 150, 540), (x - 90, 540), (x - 104, 506)], WOOD)
