"""An experiment as a picture or a page, drawn by matplotlib (the extra `plots`): medians, and what the seeds span."""

import io
from html import escape
from pathlib import Path
from statistics import median
from textwrap import fill
from typing import Any

from quizdl.errors import QuizdlError
from quizdl.model.experiment import Outcome
from quizdl.show.experiment import spans

PICTURES = (".png", ".svg", ".pdf")
MARKS = "osD^vP"
"""Lines are told apart by more than color."""
LABEL = 40
"""Characters in a line of a label."""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }}
svg {{ max-width: 100%; height: auto }} table {{ border-collapse: collapse }}
td, th {{ padding: .2rem .8rem; text-align: right }} th {{ border-bottom: 1px solid }}</style></head><body>
<h1>{title}</h1><p>{asks}</p>{svg}
<table><tr>{head}</tr>{rows}</table>
<ul>{conclusions}</ul><p>It does not show: {not_shown}</p><p>Source: {source}</p></body></html>
"""


def check(path: Path) -> None:
    """Find out before the experiment runs whether its plot can be written."""
    if path.suffix not in (*PICTURES, ".html"):
        raise QuizdlError(f"{path}: a plot is one of {', '.join(PICTURES)} and .html")
    if not path.parent.is_dir():
        raise QuizdlError(f"{path}: there is no folder {path.parent}")
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise QuizdlError("plots are drawn by matplotlib: pip install 'quizdl[plots]'") from None


def write(outcome: Outcome, path: Path) -> None:
    """Draw it into a file."""
    figure = draw(outcome)
    try:
        if path.suffix == ".html":
            path.write_text(page(outcome, figure), encoding="utf-8")
        else:
            figure.savefig(path, dpi=150, bbox_inches="tight")
    except OSError as error:
        raise QuizdlError(f"{path} cannot be written: {error.strerror}") from error


def draw(outcome: Outcome) -> Any:
    """The figure."""
    from matplotlib.figure import Figure

    experiment = outcome.experiment
    figure = Figure(figsize=(7, 4.2))
    axes = figure.add_subplot()
    numbers = all(isinstance(value, int | float) for value in experiment.x.values)
    places: list[Any] = list(experiment.x.values) if numbers else list(range(len(experiment.x.values)))
    for curve, mark in zip(experiment.curves, MARKS, strict=False):
        columns = list(zip(*outcome.values[curve.id], strict=True))
        axes.plot(places, [median(column) for column in columns], marker=mark, label=curve.label)
        axes.fill_between(places, [min(c) for c in columns], [max(c) for c in columns], alpha=0.2)
    if experiment.log:
        axes.set_yscale("log")
    if numbers and min(places) > 0 and max(places) / min(places) >= 16:
        axes.set_xscale("log", base=2)
    axes.set_xticks(places, [str(value) for value in experiment.x.values], minor=False)
    axes.minorticks_off()
    axes.set(title=experiment.title, xlabel=experiment.x.label, ylabel=fill(experiment.y, LABEL))
    axes.legend()
    axes.grid(alpha=0.3)
    return figure


def page(outcome: Outcome, figure: Any) -> str:
    """One file that needs nothing else."""
    experiment = outcome.experiment
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", bbox_inches="tight")
    svg = drawn.getvalue()
    head = "".join(f"<th>{escape(name)}</th>" for name in (experiment.x.label, *(c.label for c in experiment.curves)))
    rows = ""
    for cells in zip(experiment.x.values, *(spans(outcome, curve.id) for curve in experiment.curves), strict=True):
        rows += f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in cells)}</tr>"
    said = "".join(
        f"<li>{count} of {outcome.seeds} seeds: {escape(item.says)}</li>"
        for item, count in zip(experiment.conclusions, outcome.support, strict=True)
    )
    return PAGE.format(
        title=escape(experiment.title), asks=escape(experiment.asks), svg=svg[svg.index("<svg") :], head=head,
        rows=rows, conclusions=said, not_shown=escape(experiment.does_not_show), source=escape(experiment.source),
    )  # fmt: skip
