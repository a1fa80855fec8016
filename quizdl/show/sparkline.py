"""A curve in one line of text, with its numbers at both ends: no color, and nothing that is said by height alone."""

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
WIDE = 24
"""Columns that a curve of few points is stretched to."""


def sparkline(values: Sequence[float], columns: int, least: float = 0.0) -> str:
    """The line, in so many columns. `least`: share of the largest number that is still flat to the eye."""
    first, last = short(values[0]), short(values[-1])
    room = max(len(BLOCKS), columns - len(first) - len(last) - 2)
    return f"{first} {''.join(blocks(spread(values, room), least))} {last}"


def spread(values: Sequence[float], room: int) -> list[float]:
    """As many of the values as there is room for, with both ends, or each several times where they are few."""
    count = len(values)
    if count > room:
        return [values[round(i * (count - 1) / (room - 1))] for i in range(room)]
    times = max(1, min(WIDE, room) // count)
    return [value for value in values for _ in range(times)]


def blocks(values: Sequence[float], least: float) -> list[str]:
    """A block for each value, from the lowest to the highest."""
    low, high = min(values), max(values)
    span = max(high - low, 4 * least * max(abs(low), abs(high)))  # else rounding noise would fill the whole height
    if span == 0:
        return [BLOCKS[3]] * len(values)
    middle = (low + high) / 2
    steps = [(value - middle) / span + 0.5 for value in values]
    return [BLOCKS[min(len(BLOCKS) - 1, int(step * len(BLOCKS)))] for step in steps]


def short(value: float) -> str:
    """A number with three digits."""
    text = f"{value:.3g}"
    return f"{value:.0f}" if "e" in text and 1 <= abs(value) < 10**6 else text
