"""`quizdl replay OUT STUDENT [QUESTION]`"""

from typing import TYPE_CHECKING

import click

from quizdl.cli.options import FilePath, bank_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("out", type=FilePath())
@click.argument("student")
@click.argument("question", required=False)
@click.option("--accept-incomplete-sandbox", "accept", is_flag=True, help="Run the submission less confined.")
@bank_option
def replay(out: "Path", student: str, question: str | None, accept: bool, bank: str | None) -> None:
    """Grade a submission of a class again, with the seed and the source of then: exit code 0 where all is the same.

    OUT is the folder that `quizdl grade` wrote to. Nothing in it is changed.
    """
    from quizdl.classroom.replay import replay
    from quizdl.classroom.run import require_confinement
    from quizdl.errors import WRONG

    require_confinement(accept)
    same = True
    for found in replay(out, student, question, bank):
        grade, verdict = found.row.grade, found.row.grade.verdict
        if found.now is None:
            click.echo(f"{student}, {grade.question}: {grade.state.value}, there is nothing to grade again")
            continue
        score = f"{verdict.score:g} of {verdict.max_score:g}, {grade.state.value}, seed {grade.seed}"
        if found.same:
            click.echo(f"{student}, {grade.question}: the same as on {found.row.at[:10]} ({score})")
        else:
            same = False
            now = f"{found.now.score:g} of {found.now.max_score:g}, {found.now.status.value}"
            click.echo(f"{student}, {grade.question}: DIFFERENT: was {score}, is {now}")
            for line in found.differences[:10]:
                click.echo(f"  {line}")
        for change in found.changes:
            click.echo(f"  {change}")
    if not same:
        click.get_current_context().exit(WRONG)
