"""Round scales: grid lines people can read values off."""

from math import ceil, floor, log10

from dutyline.toolkit.ui.charts.chart import FLOOR, TOP, Number


def nice_step(span: float, most: int = 4) -> float:
    """Return the smallest of 1, 2, 5 × 10^n, or 25 and its like, cutting a span into `most` parts.

    No 2.5 and no 0.025: labels are rounded, and would name lines by what they do not stand at.
    """
    rough = span / most
    power = 10.0 ** floor(log10(rough))
    for factor in (1, 2, 2.5, 5) if power >= 10 else (1, 2, 5):
        if factor * power >= rough * 0.999999:
            return factor * power
    return 10 * power


class Scale:
    """Maps values to pixels between the base line and the highest grid line."""

    def __init__(self, values: list[Number], floor_at: float = 0, whole: bool = False) -> None:
        highest = max([float(value) for value in values], default=0.0)
        span = max(highest - floor_at, 1e-9) if highest > floor_at else 1.0
        self.step = max(nice_step(span), 1.0) if whole else nice_step(span)
        self.bottom = floor_at
        self.top = floor_at + ceil(span / self.step - 1e-9) * self.step

    def y(self, value: Number) -> float:
        """Return the height of a value, pixels from above."""
        share = (float(value) - self.bottom) / (self.top - self.bottom)
        return round(FLOOR - share * (FLOOR - TOP), 1)

    @property
    def steps(self) -> list[float]:
        """Return the values of the grid lines, the base line first."""
        count = round((self.top - self.bottom) / self.step)
        return [round(self.bottom + index * self.step, 10) for index in range(count + 1)]
