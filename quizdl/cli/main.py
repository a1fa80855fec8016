"""`quizdl`: the group of all commands; without a command it shows how far one is."""

import os

import click

from quizdl import __version__
from quizdl.cli.bank import bank
from quizdl.cli.doctor import doctor
from quizdl.cli.options import bank_option, plain_option
from quizdl.cli.practice import practice
from quizdl.cli.start import start
from quizdl.cli.submit import submit


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quizdl")
@bank_option
@plain_option
@click.pass_context
def main(context: click.Context, bank: str | None, plain: bool) -> None:
    """Review deep learning: answer questions, write the layers, and be told which mistake you made.

    Without a command: the topics, how far you are, and what to do next.
    """
    if bank:
        os.environ["QUIZDL_BANK"] = bank  # `quizdl --bank DIR practice ...` is `quizdl practice --bank DIR ...`
    if context.invoked_subcommand is None:
        from quizdl.cli.home import home

        home(bank, plain)


for command in (practice, start, submit, bank, doctor):
    main.add_command(command)
