"""Scenes of pipes and pressure: leaking flange, full tray, gauge, relief valve."""

from math import cos, radians, sin

from dutyline.modules.inspections.demo.photos.canvas import (
    GREEN,
    INK,
    RED,
    SHADOW,
    STEEL,
    WHITE,
    WIDTH,
    YELLOW,
    Canvas,
    Colour,
    shade,
)
from dutyline.modules.inspections.demo.photos.hall import grounded, indoors, plate


def _tube(sheet: Canvas, y: float, thick: float, colour: Colour) -> None:
    sheet.box(0, y - thick / 2, WIDTH, thick, colour)
    sheet.box(0, y - thick * 0.3, WIDTH, thick * 0.22, shade(colour, 1.25))
    sheet.box(0, y + thick * 0.25, WIDTH, thick * 0.25, shade(colour, 0.75))


def flange(sheet: Canvas, repaired: bool) -> None:
    """Draw a flange that drips on the floor."""
    indoors(sheet)
    chance = sheet.chance
    x, y = chance.uniform(280, 520), chance.uniform(210, 270)
    colour = chance.choice((shade(GREEN, 1.15), shade(STEEL, 1.05), (150, 150, 160)))
    for stand in (x - 220, x + 230):
        sheet.box(stand, y, 18, 480 - y, shade(STEEL, 0.6))
    _tube(sheet, y, 74, colour)
    for side in (-24, 4):
        sheet.box(x + side, y - 66, 22, 132, shade(STEEL, 0.9))
        for bolt in range(-2, 3):
            sheet.box(x + side - 4, y + bolt * 26 - 5, 30, 10, shade(STEEL, 0.5))
    if repaired:
        sheet.box(x - 2, y - 64, 6, 128, WHITE)
        plate(sheet, x + 60, y - 90, (54, 34), YELLOW)
        return
    sheet.box(x - 2, y - 64, 6, 128, shade(INK, 1.2))
    for drop in range(5):
        sheet.disc(x + 2 + chance.uniform(-6, 6), y + 84 + drop * 42, 6, (150, 176, 190, 220), 1.7)
    sheet.disc(x, 520, 170, (92, 112, 120, 170), 0.22)
    sheet.disc(x + 30, 528, 80, (190, 206, 212, 120), 0.14)
    sheet.shape(
        [(x - 30, y + 40), (x + 34, y + 40), (x + 14, y + 80), (x - 8, y + 80)], (96, 74, 52, 130)
    )


def tray(sheet: Canvas, repaired: bool) -> None:
    """Draw a drain valve that passes into a full tray."""
    indoors(sheet, 400)
    x = sheet.chance.uniform(280, 500)
    sheet.box(x - 20, 0, 40, 270, shade(STEEL, 1.02))
    sheet.box(x - 12, 0, 10, 270, shade(STEEL, 1.3))
    sheet.box(x - 46, 232, 92, 54, shade(STEEL, 0.72))
    sheet.ring(x + 96, 258, 40, RED, 10)
    sheet.path([(x + 46, 258), (x + 136, 258)], RED, 7)
    sheet.box(x - 16, 286, 32, 46, shade(STEEL, 0.9))
    grounded(sheet, x, 524, 220)
    outer = [(x - 180, 450), (x + 180, 450), (x + 156, 520), (x - 156, 520)]
    sheet.shape(outer, shade(STEEL, 0.8))
    sheet.shape([(x - 180, 450), (x + 180, 450), (x + 166, 476), (x - 166, 476)], shade(STEEL, 0.5))
    if repaired:
        plate(sheet, x - 118, 246, (56, 36), WHITE)
        return
    sheet.shape([(x - 172, 454), (x + 172, 454), (x + 166, 474), (x - 166, 474)], (120, 94, 48))
    for drop in range(3):
        sheet.disc(x, 350 + drop * 34, 6, (120, 94, 48), 1.6)
    for stain in (-210, 150, 205):
        sheet.disc(x + stain, 536, 40, (104, 84, 48, 150), 0.3)


def gauge(sheet: Canvas, repaired: bool) -> None:
    """Draw a pressure gauge past its date, its glass broken."""
    indoors(sheet, 540)
    chance = sheet.chance
    x, y = chance.uniform(320, 470), chance.uniform(200, 260)
    sheet.box(x - 14, y + 100, 28, 240, shade(STEEL, 0.9))
    sheet.box(x - 40, y + 190, 80, 40, shade(STEEL, 0.66))
    sheet.box(0, y + 320, WIDTH, 76, shade(STEEL, 1.05))
    sheet.box(0, y + 336, WIDTH, 18, shade(STEEL, 1.3))
    sheet.disc(x + 8, y + 8, 138, SHADOW)
    sheet.disc(x, y, 136, shade(STEEL, 0.5))
    sheet.disc(x, y, 118, WHITE if repaired else (206, 204, 190))
    for mark in range(11):
        angle = radians(-225 + mark * 27)
        sheet.path(
            [
                (x + cos(angle) * 88, y + sin(angle) * 88),
                (x + cos(angle) * 108, y + sin(angle) * 108),
            ],
            INK,
            4,
        )
    red = radians(-225 + 8.4 * 27)
    if repaired:
        sheet.path(
            [(x + cos(red) * 70, y + sin(red) * 70), (x + cos(red) * 112, y + sin(red) * 112)],
            RED,
            6,
        )
        sheet.box(x + 60, y + 110, 64, 40, GREEN)
    needle = radians(-225 + (5.2 if repaired else 0.6) * 27)
    sheet.path([(x, y), (x + cos(needle) * 84, y + sin(needle) * 84)], INK, 7)
    sheet.disc(x, y, 12, INK)
    if not repaired:
        for crack in ((-60, -96), (44, -104), (104, 30)):
            sheet.path(
                [
                    (x - 10, y + 24),
                    (x + crack[0] * 0.4, y + crack[1] * 0.5),
                    (x + crack[0], y + crack[1]),
                ],
                (90, 92, 88),
                3,
            )


def relief(sheet: Canvas, repaired: bool) -> None:
    """Draw a relief valve whose inlet valve was left shut and without a seal."""
    indoors(sheet, 560)
    x = sheet.chance.uniform(290, 480)
    sheet.disc(x, 640, 330, shade(STEEL, 0.95))
    sheet.disc(x - 60, 610, 240, shade(STEEL, 1.08))
    sheet.box(x - 24, 250, 48, 120, shade(STEEL, 0.8))
    sheet.box(x - 54, 300, 108, 44, shade(STEEL, 0.62))
    sheet.box(x - 40, 120, 80, 130, (196, 170, 84))
    sheet.box(x - 26, 60, 52, 62, (180, 152, 70))
    sheet.box(x + 38, 170, 150, 44, shade(STEEL, 0.9))
    if repaired:
        sheet.path([(x + 54, 322), (x + 150, 322)], shade(RED, 1.05), 12)
        sheet.path(
            [(x + 118, 322), (x + 96, 366), (x + 132, 372), (x + 118, 322)], shade(YELLOW, 1.1), 4
        )
        plate(sheet, x - 150, 140, (76, 52), GREEN)
        return
    sheet.path([(x + 60, 322), (x + 60, 236)], shade(RED, 1.05), 12)
    plate(sheet, x - 150, 140, (76, 52), (170, 166, 150))
