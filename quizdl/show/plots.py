"""Plots as inline SVG: bars with axes, colored by the style sheet of the page they stand in, and told apart by more
than color."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 214
LEFT, RIGHT, TOP, BOTTOM = 36, 8, 10, 44
ROW = 30
"""Of a horizontal bar, with the space around it."""
NAMES = 220
"""For the names beside horizontal bars."""
VALUES = 90
"""For the numbers behind them."""
TICKS = 4
"""Lines across, at most."""
HATCH = (
    '<defs><pattern id="{id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="ground" width="5" height="5"/><line class="stroke" y2="5"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Column:
    """A vertical bar: whole numbers on top of each other."""

    values: tuple[int, ...]
    says: str
    """Shown where the pointer rests on it."""
    label: str = ""
    """Under it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A horizontal bar from 0 to 1, with a mark."""

    name: str
    value: float | None
    mark: float | None
    label: str
    says: str


def columns(name: str, summary: str, bars: Sequence[Column], across: str) -> str:
    """Vertical bars. name: unique on the page; the second number of each bar is hatched. across: what the x axis is."""
    step = tick_step(max((sum(bar.values) for bar in bars), default=0))
    top = step * max(1, -(-max((sum(bar.values) for bar in bars), default=0) // step))
    high = HEIGHT - TOP - BOTTOM
    wide = (WIDTH - LEFT - RIGHT) / max(1, len(bars))
    parts = [opening(summary, HEIGHT), HATCH.format(id=f"{name}-hatch")]
    for value in range(0, top + 1, step):
        y = HEIGHT - BOTTOM - high * value / top
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(text(LEFT - 6, y + 4, str(value), "end"))
    for i, bar in enumerate(bars):
        x, base = LEFT + i * wide, HEIGHT - BOTTOM
        parts.append(f"<g><title>{escape(bar.says)}</title>")
        for value, paint in zip(bar.values, ('class="bar"', f'class="second" fill="url(#{name}-hatch)"'), strict=False):
            tall = high * value / top
            base -= tall  # type: ignore[assignment]
            if value:
                parts.append(f'<rect {paint} x="{x + wide * 0.1:.1f}" y="{base:.1f}" width="{wide * 0.8:.1f}" '
                             f'height="{tall:.1f}"/>')  # fmt: skip
        parts.append("</g>")
        if bar.label:
            parts.append(text(x + wide / 2, HEIGHT - BOTTOM + 20, bar.label, "middle"))
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, across, "middle"))
    return "".join([*parts, "</svg>"])


def rows(summary: str, bars: Sequence[Row]) -> str:
    """Horizontal bars of shares, each with its name before and its number behind it."""
    height = TOP + ROW * len(bars) + BOTTOM
    wide = WIDTH - NAMES - VALUES
    parts = [opening(summary, height)]
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, low = NAMES + wide * share, height - BOTTOM
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{low}"/>')
        parts.append(text(x, low + 16, f"{100 * share:.0f} %", "middle"))
    for i, bar in enumerate(bars):
        y = TOP + ROW * i
        parts.append(f"<g><title>{escape(bar.says)}</title>{text(NAMES - 8, y + ROW / 2 + 4, bar.name, 'end')}")
        if bar.value is not None:
            parts.append(
                f'<rect class="bar" x="{NAMES}" y="{y + 6}" width="{wide * bar.value:.1f}" height="{ROW - 12}"/>'
            )
        if bar.mark is not None:
            x = NAMES + wide * bar.mark
            parts.append(f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{y + 2}" y2="{y + ROW - 2}"/>')
        parts.append(f"{text(WIDTH - VALUES + 10, y + ROW / 2 + 4, bar.label, 'start')}</g>")
    return "".join([*parts, "</svg>"])


def opening(summary: str, height: int) -> str:
    """The tag of a picture that is read aloud as one sentence."""
    return f'<svg role="img" aria-label="{escape(summary)}" viewBox="0 0 {WIDTH} {height}">'


def text(x: float, y: float, words: str, anchor: str) -> str:
    """A label."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def swatch(name: str) -> str:
    """The key of a legend: bar, second (hatched), or mark."""
    inside = {
        "bar": '<rect class="bar" width="16" height="12"/>',
        "second": HATCH.format(id="key-hatch") + '<rect class="second" fill="url(#key-hatch)" width="16" height="12"/>',
        "mark": '<line class="mark" x1="8" x2="8" y2="12"/>',
    }
    return f'<svg class="key" aria-hidden="true" viewBox="0 0 16 12" width="16" height="12">{inside[name]}</svg>'


def tick_step(largest: int) -> int:
    """1, 2 or 5 times a power of ten, so that few lines cross the plot."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if largest <= step * factor * TICKS:
                return step * factor
        step *= 10
