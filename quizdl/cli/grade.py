"""`quizdl grade FOLDER`"""

import sys
from typing import TYPE_CHECKING

import click

from quizdl.cli.options import FilePath, bank_option, bar_beside, colored, plain_option

if TYPE_CHECKING:
    from pathlib import Path

    from click._termui_impl import ProgressBar

    from quizdl.classroom.run import Order, Tally
    from quizdl.store.results import Results

STOPPED = 130
EPILOG = "Exit code 0 where everything was graded, however the class did; 1 for a flaw of the bank; 2 otherwise."


@click.command(epilog=EPILOG)
@click.argument("folder", type=FilePath(), required=False)
@click.option("--question", metavar="ID", help="The question that every file answers, as topic/id.")
@click.option("--assignment", type=FilePath(), metavar="FILE", help="Default: FOLDER/assignment.yaml, if any.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that grade.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Of the inputs; drawn anew for each run by default.")
@click.option("--out", type=FilePath(file_okay=False), default="results", show_default=True, help="Folder.")
@click.option("--cluster", metavar="ADDRESS", help="Grade on this Dask cluster, such as tcp://10.0.0.1:8786.")
@click.option("--accept-incomplete-sandbox", "accept", is_flag=True, help="Run submissions less confined.")
@click.option(
    "--override",
    nargs=3,
    metavar="STUDENT QUESTION SCORE",
    help="Set a score (or `none`: take it back), with --reason.",
)
@click.option("--reason", metavar="TEXT", default="", help="Why the score is set; the student reads it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@plain_option
@bank_option
def grade(  # noqa: PLR0913, PLR0917  an option each
    folder: "Path | None", question: str | None, assignment: "Path | None", jobs: int, seed: int | None, out: "Path",
    cluster: str | None, accept: bool, override: tuple[str, str, str] | None, reason: str, as_json: bool, plain: bool,
    bank: str | None,
) -> None:  # fmt: skip
    """Grade a class: one sub-folder or one file per student, or a zip of Moodle, Canvas or Gradescope.

    Every result is kept in OUT/results.db at once: a run that was stopped goes on where it was, and a run over the
    same folder grades only what has changed. OUT gets grades.csv, results.json, junit.xml, feedback/, gradescope/.
    """
    from quizdl.classroom.run import Order, Tally
    from quizdl.errors import QuizdlError

    tally = Tally()
    if override:
        set_score(out, override, reason)
    elif folder is None:
        raise QuizdlError("name the folder or zip with the submissions: quizdl grade FOLDER")
    else:
        run(Order(folder, out, question, assignment, bank, jobs, seed, cluster, accept), tally)
    finish(out, tally, as_json, plain)


def run(order: "Order", tally: "Tally") -> None:
    """Grade, with a bar where somebody watches."""
    from quizdl.classroom.run import grade_class

    try:
        if sys.stderr.isatty():
            grade_behind_bar(order, tally)
        else:
            grade_class(order, tally)
    except KeyboardInterrupt:
        click.echo(
            f"\nstopped: {tally.done} of {tally.total} results are safe in {order.out}. "
            "The same command goes on where this one was",
            err=True,
        )
        click.get_current_context().exit(STOPPED)


def grade_behind_bar(order: "Order", tally: "Tally") -> None:
    """A bar with how many results a second and how long it will take."""
    import time

    from quizdl.classroom.run import grade_class

    begun = time.monotonic()
    bar: ProgressBar[int] = click.progressbar(
        length=1, label="grading", show_pos=True, file=sys.stderr,
        item_show_func=lambda _: f"{tally.graded / max(time.monotonic() - begun, 0.1):.1f}/s",
        **bar_beside(len("grading  1000/1000  00:00:00  99.9/s")),
    )  # fmt: skip
    with bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        grade_class(order, tally, progress)


def set_score(out: "Path", override: tuple[str, str, str], reason: str) -> None:
    """Override one score."""
    import math

    from quizdl.classroom.replay import set_score
    from quizdl.classroom.run import now
    from quizdl.errors import QuizdlError
    from quizdl.store.results import Results

    student, question, text = override
    if not reason.strip() and text != "none":
        raise QuizdlError("say why with --reason TEXT: the student, and you in a year, will want to know")
    try:
        score = None if text == "none" else float(text)
    except ValueError:
        raise QuizdlError(f"`{text}` is no score: write a number, or `none` to take an override back") from None
    if score is not None and not (math.isfinite(score) and score >= 0):
        raise QuizdlError(f"`{text}` is no score: write a number that is not negative")
    with Results(out, new=False) as store:
        row = set_score(store, student, question, score, reason, now())
    was = f"{row.score:g} of {row.max_score:g}"
    click.echo(
        f"{student}, {question}: was {was}, is {text if score is not None else 'what the checks give'}", err=True
    )


def finish(out: "Path", tally: "Tally", as_json: bool, plain: bool) -> None:
    """Write what comes out of a run, and show it."""
    from quizdl.classroom.outputs import write
    from quizdl.show.gradebook import Summary, summary
    from quizdl.store.results import Results

    found = Summary()
    with Results(out, new=False) as store:
        pairs = write(store, out, found.add)
        if as_json:
            print_json(out, store, tally)
        else:
            click.echo(
                summary(found, store.check_counts(), notes(out, tally, pairs, found.remarked)), color=colored(plain)
            )


def print_json(out: "Path", store: "Results", tally: "Tally") -> None:
    """One object: what was done, and where the rest is."""
    import json

    checks = [
        {"question": check.question, "name": check.name, "passed": check.passed, "failed": check.failed}
        for check in store.check_counts()
    ]
    data = {
        "out": str(out), "seed": tally.seed, "graded": tally.graded, "kept": tally.kept, "checks": checks,
        "warnings": tally.warnings,
    }  # fmt: skip
    click.echo(json.dumps(data, ensure_ascii=False))


def notes(out: "Path", tally: "Tally", pairs: int, remarked: int) -> list[str]:
    """What the instructor should know beside the numbers."""
    from quizdl.show.text import counted

    said = [""]
    if tally.total:
        went_on = "went on with a run that was stopped: " if tally.resumed else ""
        said.append(f"{went_on}{tally.graded} graded, {tally.kept} kept from before, seed {tally.seed}")
    if pairs:
        said.append(f"{counted(pairs, 'pair')} of submissions alike: see {out / 'similarity.csv'} (costs no points)")
    if remarked:
        said.append(
            f"{counted(remarked, 'submission')} with a remark (a very slow backward): see `remarks` in "
            f"{out / 'results.json'} (costs no points)"
        )
    said += tally.warnings[:20]
    if len(tally.warnings) > 20:
        said.append(f"and {len(tally.warnings) - 20} more")
    return [*said, f"{out}: grades.csv, results.json, junit.xml, feedback/, gradescope/"]
