"""Scenes of stores and transport: drums, cylinders, pallets, labels, shower."""

from dutyline.modules.inspections.demo.photos.canvas import (
    BLUE,
    CARTON,
    GREEN,
    INK,
    RED,
    STEEL,
    WHITE,
    WOOD,
    YELLOW,
    Canvas,
    Colour,
    shade,
)
from dutyline.modules.inspections.demo.photos.hall import (
    grounded,
    indoors,
    pipe,
    plate,
)


def _drum(sheet: Canvas, x: float, base: float, colour: Colour, label: Colour | None) -> None:
    grounded(sheet, x + 55, base, 74)
    sheet.box(x, base - 160, 110, 160, colour)
    sheet.box(x + 12, base - 160, 16, 160, shade(colour, 1.25))
    sheet.box(x + 90, base - 160, 20, 160, shade(colour, 0.75))
    sheet.disc(x + 55, base, 55, shade(colour, 0.85), 0.2)
    sheet.disc(x + 55, base - 160, 55, shade(colour, 1.15), 0.2)
    for rib in (54, 106):
        sheet.box(x - 2, base - rib, 114, 5, shade(colour, 0.7))
    if label:
        sheet.shape(
            [(x + 55, base - 132), (x + 86, base - 101), (x + 55, base - 70), (x + 24, base - 101)],
            label,
        )


def drums(sheet: Canvas, repaired: bool) -> None:
    """Draw drums beside a steam pipe, without a spill tray."""
    indoors(sheet, 400)
    chance = sheet.chance
    colour = chance.choice((BLUE, shade(GREEN, 0.9), (170, 98, 60)))
    count = chance.randint(3, 4)
    if not repaired:
        pipe(sheet, 250, 46, (198, 200, 194))
        for wisp in range(4):
            sheet.disc(120 + wisp * 170, 230 - wisp % 2 * 24, 46, (255, 255, 255, 36))
        for drum in range(count):
            _drum(
                sheet, 90 + drum * 140 + chance.uniform(-12, 12), 500 + drum % 2 * 30, colour, None
            )
        sheet.disc(420, 556, 120, (70, 80, 74, 150), 0.18)
        return
    sheet.box(90, 506, 600, 52, YELLOW)
    for slot in range(15):
        sheet.box(104 + slot * 40, 520, 20, 26, shade(YELLOW, 0.6))
    for drum in range(count):
        _drum(sheet, 120 + drum * 136, 510, colour, YELLOW)
    plate(sheet, 300, 120, (180, 90), WHITE)


def cylinders(sheet: Canvas, repaired: bool) -> None:
    """Draw gas cylinders standing free, one lying."""
    indoors(sheet, 450)
    chance = sheet.chance
    x = chance.uniform(140, 300)
    tints = [
        chance.choice((BLUE, shade(STEEL, 1.1), (196, 190, 180), shade(GREEN, 0.8)))
        for _ in range(4)
    ]
    for bottle, colour in enumerate(tints):
        if not repaired and bottle == 3:
            sheet.box(x + 240, 520, 280, 62, colour)
            sheet.disc(x + 520, 551, 31, colour)
            sheet.box(x + 250, 530, 260, 12, shade(colour, 1.25))
            continue
        left = x + bottle * (78 if repaired else 84) + (0 if repaired else chance.uniform(-10, 10))
        sheet.box(left, 210, 62, 300, colour)
        sheet.disc(left + 31, 212, 31, colour)
        sheet.box(left + 10, 216, 10, 290, shade(colour, 1.25))
        if repaired:
            sheet.box(left + 14, 158, 34, 30, shade(colour, 0.7))
        else:
            sheet.box(left + 22, 160, 18, 24, (190, 160, 80))
        grounded(sheet, left + 31, 512, 40)
    if repaired:
        for y in (300, 420):
            sheet.path([(x - 16, y), (x + 320, y)], INK, 7)
        sheet.box(x - 28, 250, 14, 270, YELLOW)
        sheet.box(x + 316, 250, 14, 270, YELLOW)


def pallets(sheet: Canvas, repaired: bool) -> None:
    """Draw goods stacked too high and leaning into the aisle."""
    indoors(sheet, 470)
    chance = sheet.chance
    x = chance.uniform(120, 240)
    layers = 3 if repaired else 5
    for stack in range(2):
        for layer in range(layers):
            lean = 0 if repaired else layer * (12 + stack * 5)
            left, bottom = x + stack * 230 + lean, 540 - layer * 100
            sheet.box(left, bottom - 88, 190, 88, shade(CARTON, 0.94 + (layer + stack) % 2 * 0.1))
            sheet.box(left + 88, bottom - 88, 12, 88, shade(CARTON, 0.8))
            sheet.box(left - 6, bottom, 202, 11, WOOD)
    sheet.shape([(x + 520, 600), (x + 540, 480), (x + 552, 480), (x + 560, 600)], YELLOW)
    if repaired:
        sheet.path([(x - 10, 540), (x - 10, 250), (x + 430, 250), (x + 430, 540)], (*WHITE, 150), 4)


def label(sheet: Canvas, repaired: bool) -> None:
    """Draw a container without, or with, the label of what is in it."""
    indoors(sheet, 440)
    x = sheet.chance.uniform(230, 400)
    grounded(sheet, x + 150, 520, 200)
    sheet.box(x, 200, 300, 310, (214, 216, 208))
    for bar in range(5):
        sheet.box(x + bar * 74, 190, 8, 330, shade(STEEL, 0.9))
    for bar in range(4):
        sheet.box(x - 6, 196 + bar * 104, 316, 8, shade(STEEL, 0.9))
    sheet.disc(x + 150, 196, 34, INK, 0.3)
    sheet.box(x + 120, 470, 60, 34, RED)
    sheet.box(x + 84, 262, 130, 150, WHITE if repaired else (198, 196, 182))
    if repaired:
        sheet.shape([(x + 149, 276), (x + 186, 313), (x + 149, 350), (x + 112, 313)], RED)
        sheet.shape([(x + 149, 286), (x + 176, 313), (x + 149, 340), (x + 122, 313)], WHITE)
        for line in range(3):
            sheet.box(x + 100, 364 + line * 14, 98, 6, INK)
        return
    sheet.shape([(x + 84, 412), (x + 130, 412), (x + 84, 340)], (214, 216, 208))
    sheet.box(x + 110, 300, 70, 5, (170, 168, 156))


def shower(sheet: Canvas, repaired: bool) -> None:
    """Draw an emergency shower that things stand before."""
    indoors(sheet, 470)
    x = sheet.chance.uniform(300, 460)
    sheet.path([(x, 540), (x, 96), (x + 120, 96), (x + 120, 130)], shade(GREEN, 1.1), 20)
    sheet.shape([(x + 70, 130), (x + 170, 130), (x + 150, 106), (x + 90, 106)], shade(GREEN, 0.9))
    sheet.disc(x + 10, 340, 70, shade(YELLOW, 1.05), 0.35)
    sheet.path([(x + 150, 130), (x + 150, 260)], shade(STEEL, 1.2), 5)
    sheet.shape([(x + 136, 260), (x + 164, 260), (x + 150, 290)], RED)
    plate(sheet, x - 130, 120, (96, 96), GREEN)
    if repaired:
        for drop in range(7):
            sheet.path(
                [(x + 84 + drop * 12, 150), (x + 76 + drop * 14, 420)], (200, 222, 230, 130), 3
            )
        sheet.path([(x - 60, 590), (x - 20, 500), (x + 200, 500), (x + 240, 590)], (*GREEN, 220), 8)
        return
    _drum(sheet, x - 70, 560, (170, 98, 60), None)
    _drum(sheet, x + 60, 575, BLUE, None)
    sheet.box(x + 170, 470, 130, 100, CARTON)
