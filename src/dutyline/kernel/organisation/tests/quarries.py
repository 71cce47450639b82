"""Many units under one, for tests that count statements."""

from dutyline.kernel.organisation.models import Unit


def quarries(unit: Unit, many: int) -> None:
    """Put workshops under a unit, as old as it is."""
    for number in range(many):
        Unit.objects.create(
            code=f"x{number}",
            name=f"Quarry {number}",
            kind="workshop",
            parent=unit,
            path=f"{unit.path}{90_000 + number}/",
            depth=unit.depth + 1,
            valid_from=unit.valid_from,
        )
