"""`quizdl export answers`, `quizdl export flags`"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from quizdl.cli.options import FilePath, bank_option

if TYPE_CHECKING:
    from pathlib import Path

out_option = click.option("--out", type=FilePath(dir_okay=False), metavar="FILE", help="Write to a new file.")


@click.group()
def export() -> None:
    """Write what you answered or flagged as JSON lines, for instructors and authors."""


@export.command()
@click.option("--topic", metavar="TOPIC", help="Of this topic only.")
@out_option
@bank_option
def answers(topic: str | None, out: "Path | None", bank: str | None) -> None:
    """Your open answers with your ticks for each point of the rubric.

    An instructor adds `marks`, a list of y, p or n, to each line; `quizdl bank agreement` compares.
    """
    from quizdl.bank.bank import Bank
    from quizdl.errors import QuizdlError
    from quizdl.places import data_folder
    from quizdl.practice import exports
    from quizdl.store.attempts import Attempts

    topics, problems = Bank.open(bank).readable()
    for problem in problems:
        click.echo(problem, err=True)
    with Attempts(data_folder()) as store:
        attempts = store.all()
    known = {topic.id for topic in topics} | {attempt.question.partition("/")[0] for attempt in attempts}
    if topic is not None and topic not in known:
        raise QuizdlError(f"there is no topic `{topic}`, in the bank or among your answers: see `quizdl progress`")
    chosen = [attempt for attempt in attempts if topic in (None, attempt.question.partition("/")[0])]
    questions = {question.id: question for topic in topics for question in topic.questions}
    write(exports.answers(chosen, questions), out, "open answer")


@export.command()
@out_option
def flags(out: "Path | None") -> None:
    """The questions that you flagged with :! and your notes, for their author."""
    from quizdl.places import data_folder
    from quizdl.practice import exports
    from quizdl.store.attempts import Attempts

    with Attempts(data_folder()) as store:
        write(exports.flags(store.flags()), out, "flag")


def write(found: Iterable[Mapping[str, Any]], out: "Path | None", noun: str) -> None:
    """To stdout, or to a file that does not exist yet: marks may have been added to one that does."""
    from quizdl.errors import QuizdlError
    from quizdl.practice.exports import line
    from quizdl.show.text import counted

    lines = [line(data) for data in found]
    if out is None:
        for text in lines:
            click.echo(text)
        if not lines:
            click.echo(f"quizdl: there is no {noun} yet", err=True)
        return
    try:
        with out.open("x", encoding="utf-8") as file:
            file.writelines(f"{text}\n" for text in lines)
    except FileExistsError:
        raise QuizdlError(f"{out} exists and is left as it is: name another file, or move it away") from None
    except OSError as error:
        raise QuizdlError(f"{out} cannot be written: {error.strerror}") from error
    click.echo(f"{out}: {counted(len(lines), noun)}")
