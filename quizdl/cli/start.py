"""`quizdl start TOPIC_OR_ID`"""

from typing import TYPE_CHECKING

import click

from quizdl.cli.options import FilePath, bank_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quizdl.model.kinds.code import Code


@click.command()
@click.argument("name", metavar="TOPIC_OR_ID")
@click.option("--to", "target", type=FilePath(dir_okay=False), metavar="FILE", help="Where to write it.")
@bank_option
def start(name: str, target: "Path | None", bank: str | None) -> None:
    """Write a file with signatures and docstrings for a code question; never over a file that exists.

    TOPIC stands for its first code question that you have not solved yet.
    """
    from pathlib import Path

    from quizdl.bank.bank import Bank
    from quizdl.bank.starter import code_questions, of_bank
    from quizdl.errors import QuizdlError
    from quizdl.show.text import prose

    books = Bank.open(bank)
    asked = code_questions(books, name)
    question = asked[0] if len(asked) == 1 else next_of(asked)
    path = target or Path(f"{question.layer}.py")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(of_bank(question, books))
    except FileExistsError:
        raise QuizdlError(f"{path} exists and is left as it is: use --to FILE, or move it away") from None
    except OSError as error:
        raise QuizdlError(f"{path} cannot be written: {error.strerror}") from error
    verb = "mend" if question.repair else "fill in"
    click.echo(f"{path}: {verb} {', '.join(question.functions)}, then `quizdl submit {path}`")
    if len(asked) > 1:
        other = next(one.id for one in asked if one is not question)
        all_of_them = f"`quizdl bank list {name}` has all"
        click.echo(prose(f"This is {question.id}. Name another by its id, as `quizdl start {other}`; {all_of_them}."))


def next_of(asked: "Sequence[Code]") -> "Code":
    """The first that is not solved yet; the first of all where all are."""
    from quizdl.places import data_folder
    from quizdl.schedule import unsolved_code
    from quizdl.store.attempts import Attempts

    with Attempts(data_folder()) as store:
        unsolved = unsolved_code(asked, store.last())
    return next((question for question in asked if question.id in unsolved), asked[0])
