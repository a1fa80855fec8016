"""`quizdl start TOPIC_OR_ID`"""

from typing import TYPE_CHECKING

import click

from quizdl.cli.options import FilePath, bank_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("name", metavar="TOPIC_OR_ID")
@click.option("--to", "target", type=FilePath(dir_okay=False), metavar="FILE", help="Where to write it.")
@bank_option
def start(name: str, target: "Path | None", bank: str | None) -> None:
    """Write a file with signatures and docstrings for a code question; never over a file that exists."""
    from pathlib import Path

    from quizdl.bank.bank import Bank
    from quizdl.bank.starter import code_question, of_bank
    from quizdl.errors import QuizdlError

    books = Bank.open(bank)
    question = code_question(books, name)
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
