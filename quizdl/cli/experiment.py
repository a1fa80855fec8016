"""`quizdl experiment NAME`"""

from typing import TYPE_CHECKING

import click

from quizdl.cli.options import FilePath, bank_option, bar_beside, colored, plain_option

if TYPE_CHECKING:
    from pathlib import Path

    from quizdl.bank.bank import Bank


@click.command()
@click.argument("name", required=False)
@click.option("--seeds", type=click.IntRange(1, 100), help="Repeat it so often.  [default: what the experiment says]")
@click.option("--data", "task", type=click.Choice(["digits", "synthetic"]), help="What it learns, if it learns.")
@click.option("--plot", type=FilePath(dir_okay=False), help="Write .png, .svg, .pdf or .html.")
@click.option("--json", "as_json", is_flag=True, help="Every number, for programs.")
@plain_option
@bank_option
def experiment(
    name: str | None, seeds: int | None, task: str | None, plot: "Path | None", as_json: bool, plain: bool,
    bank: str | None,
) -> None:  # fmt: skip
    """Run a small experiment on the layers, in seconds, and see what it shows and what not.

    Without NAME: the list of experiments.
    """
    from quizdl.bank import experiments
    from quizdl.bank.bank import Bank
    from quizdl.show import experiment as show

    books = Bank.open(bank)
    if name is None:
        found = [experiments.experiment(one, books) for one in experiments.names(books)]
        click.echo(show.listing(found), color=colored(plain))
        return
    run(name, books, seeds, task, plot, as_json, plain)


def run(
    name: str, books: "Bank", seeds: int | None, task: str | None, plot: "Path | None", as_json: bool, plain: bool
) -> None:  # fmt: skip
    """One experiment."""
    import json
    import sys
    import time
    from typing import Any

    from quizdl.bank import experiments
    from quizdl.errors import WRONG, QuizdlError
    from quizdl.grading.experiments import Laboratory
    from quizdl.show import experiment as show

    asked = experiments.experiment(name, books)
    if plot:
        from quizdl.show import figure

        figure.check(plot)
    learned, learns = "", None
    if asked.tasks:
        from quizdl.grading import tasks

        learned, *arrays = tasks.task(task)  # type: ignore[arg-type]  # click has made sure that it is one
        learns = (arrays[0], arrays[1])
    elif task:
        raise QuizdlError(f"{name} learns nothing: leave --data out")
    count = seeds or asked.seeds
    if not as_json:
        click.echo(show.heading(asked) + "\n", color=colored(plain))
    begun = time.monotonic()
    bar = bar_beside(len("100%  00:00:00"))
    bar["hidden"] = bar["hidden"] or plain or not sys.stderr.isatty()
    with Laboratory(asked, books, learns) as laboratory:
        total: Any = click.progressbar(
            laboratory.measure(count), length=count * len(asked.x.values), file=sys.stderr, **bar
        )
        with total as measurements:
            outcome = laboratory.outcome(list(measurements))
    seconds = time.monotonic() - begun
    if as_json:
        click.echo(json.dumps(show.data(outcome, learned, seconds), ensure_ascii=False, indent=1))
    else:
        task_said = f", learning {learned}" if learned else ""
        click.echo(show.result(outcome, task_said, seconds), color=colored(plain))
    if plot:
        figure.write(outcome, plot)
        click.echo(f"{plot} is written", err=True)
    if any(support < outcome.seeds for support in outcome.support):
        click.get_current_context().exit(WRONG)
