"""An experiment as text: its numbers with the spread over the seeds, bars, and which seeds support its conclusions."""

import math
from collections.abc import Sequence
from statistics import median

import click

from quizdl.model.experiment import Curve, Experiment, Outcome
from quizdl.show.sparkline import short
from quizdl.show.text import prose, width

FULL, PARTS = "█", " ▏▎▍▌▋▊▉"
LEAST_BAR = 10
"""Columns; where there is less room the numbers stand alone."""


def listing(experiments: Sequence[Experiment]) -> str:
    """One line for each."""
    wide = max((len(one.id) for one in experiments), default=0)
    return "\n".join(prose(one.title, " " * (wide + 4), f"  {one.id:{wide}}  ") for one in experiments)


def heading(experiment: Experiment) -> str:
    """What is asked."""
    return f"{click.style(experiment.title, bold=True)}\n\n{prose(experiment.asks)}"


def result(outcome: Outcome, task: str, seconds: float) -> str:
    """Everything that came out."""
    experiment = outcome.experiment
    numbers = {curve.id: spans(outcome, curve.id) for curve in experiment.curves}
    wide = max(len(text) for texts in numbers.values() for text in texts)
    bars = ", bars on a logarithmic scale" if experiment.log and room(experiment, wide) >= LEAST_BAR else ""
    what = f"{experiment.y}, by {experiment.x.label}"
    parts = [
        prose(f"{what}; median of {outcome.seeds} seeds (lowest to highest){task}{bars}:"),
        *(rows(outcome, curve, numbers[curve.id], wide) for curve in experiment.curves),
        "\n".join(conclusions(outcome)),
        prose(f"It does not show: {experiment.does_not_show}"),
        prose(f"Source: {experiment.source}") + f"\n{outcome.seeds} seeds, {seconds:.1f} s",
    ]
    return "\n\n".join(parts)


def spans(outcome: Outcome, name: str) -> list[str]:
    """A curve in words."""
    columns = zip(*outcome.values[name], strict=True)
    return [f"{short(median(column))} ({short(min(column))} to {short(max(column))})" for column in columns]


def lead(experiment: Experiment) -> int:
    """Columns for the values of x."""
    return max(len(str(value)) for value in experiment.x.values)


def room(experiment: Experiment, wide: int) -> int:
    """Columns for bars, behind numbers that are so wide."""
    return width() - lead(experiment) - wide - 6


def rows(outcome: Outcome, curve: Curve, numbers: Sequence[str], wide: int) -> str:
    """One curve: a row for each value of x. The bars of all curves begin in one column and have one scale."""
    experiment = outcome.experiment
    most = room(experiment, wide)
    medians = [median(column) for column in zip(*outcome.values[curve.id], strict=True)]
    lines = [prose(curve.label)]
    lengths = bar_lengths(outcome, medians, experiment.log)
    for value, words, length in zip(experiment.x.values, numbers, lengths, strict=True):
        bar = bar_of(length * most) if most >= LEAST_BAR else ""
        lines.append(f"  {value:>{lead(experiment)}}  {words:{wide}}  {bar}".rstrip())
    return "\n".join(lines)


def bar_lengths(outcome: Outcome, values: Sequence[float], log: bool) -> list[float]:
    """From 0 to 1, on one scale for all curves."""
    every = [median(column) for found in outcome.values.values() for column in zip(*found, strict=True)]
    if log and min(every) > 0:
        low, high = math.log(min(every)) - 0.5, math.log(max(every))
        return [(math.log(value) - low) / (high - low) for value in values]
    high = max(*every, 0.0) or 1.0
    return [max(0.0, value) / high for value in values]


def bar_of(columns: float) -> str:
    """A bar, to an eighth of a column."""
    whole, rest = divmod(round(columns * 8), 8)
    return FULL * whole + (PARTS[rest] if rest else "")


def conclusions(outcome: Outcome) -> list[str]:
    """What it shows, and in how many seeds."""
    lines = []
    for conclusion, count in zip(outcome.experiment.conclusions, outcome.support, strict=True):
        sign, color = ("✓", "green") if count == outcome.seeds else ("✗", "red")
        line = prose(conclusion.says, "  ", f"{sign} {count} of {outcome.seeds} seeds: ")
        lines.append(line.replace(sign, click.style(sign, fg=color), 1))  # once it is wrapped
    return lines


def data(outcome: Outcome, task: str, seconds: float) -> dict[str, object]:
    """The same for programs."""
    experiment = outcome.experiment
    return {
        "experiment": experiment.id, "title": experiment.title, "asks": experiment.asks, "data": task,
        "x": {"label": experiment.x.label, "values": list(experiment.x.values)}, "y": experiment.y,
        "curves": {item.id: {"label": item.label, "seeds": [list(one) for one in outcome.values[item.id]]}
                   for item in experiment.curves},
        "conclusions": [{"says": item.says, "holds": item.holds, "seeds": count, "of": outcome.seeds}
                        for item, count in zip(experiment.conclusions, outcome.support, strict=True)],
        "does_not_show": experiment.does_not_show, "source": experiment.source, "seconds": round(seconds, 2),
    }  # fmt: skip
