"""`quizdl submit FILE`"""

from typing import TYPE_CHECKING

import click

from quizdl.cli.options import FilePath, bank_option, colored, plain_option

if TYPE_CHECKING:
    from pathlib import Path

    from quizdl.model.kinds.code import Code
    from quizdl.model.verdict import Verdict


@click.command()
@click.argument("file", type=FilePath())
@click.option("--question", metavar="ID", help="The question that the file answers, as topic/id.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@plain_option
@bank_option
def submit(file: "Path", question: str | None, as_json: bool, plain: bool, bank: str | None) -> None:
    """Grade a file: every output and every gradient against the reference.

    Which question it answers: --question, else the line `# quizdl: topic/id` in the file, else the only question
    that asks for its functions. Exit code 0 where everything is right, 1 where not, 2 where it could not be graded.
    """
    import json

    from quizdl.bank.bank import Bank
    from quizdl.errors import WRONG
    from quizdl.grading.submission import SEED, grade_file
    from quizdl.model.verdict import Status
    from quizdl.places import data_folder
    from quizdl.show.report import report
    from quizdl.show.verdict import submission as show_submission

    graded = grade_file(file, question, Bank.open(bank), SEED)
    if as_json:
        click.echo(json.dumps(report(SEED, graded.question.id, graded.verdict)))
    else:
        click.echo(show_submission(graded.question.id, graded.verdict), color=colored(plain))
    warn_of_gaps()
    keep(graded.question, graded.source, graded.verdict, data_folder())
    if graded.verdict.status is not Status.RIGHT:
        click.get_current_context().exit(WRONG)


def warn_of_gaps() -> None:
    """Say what the sandbox of this machine lacks; what there is was used."""
    from quizdl.runner.confinement import missing

    lacking = missing()
    if lacking:
        click.echo(
            f"quizdl: the sandbox of this machine lacks {', '.join(lacking)}: submit your own code only", err=True
        )


def keep(question: "Code", source: str, verdict: "Verdict", folder: "Path") -> None:
    """A submission is an attempt, too."""
    from datetime import UTC, datetime

    from quizdl.grading.submission import SEED
    from quizdl.model.attempt import Attempt
    from quizdl.store.attempts import Attempts
    from quizdl.variants import revision

    with Attempts(folder) as store:
        store.add(
            Attempt(
                datetime.now(UTC), question.id, revision(question), SEED, source, verdict.score, question.points,
                verdict.seconds, diagnosis=verdict.diagnosis,
            )
        )  # fmt: skip
