"""`quizdl` alone: the topics, how far one is, and what to do next."""

from datetime import UTC, datetime

import click

from quizdl.bank.bank import Bank
from quizdl.cli.options import colored
from quizdl.places import data_folder
from quizdl.practice.record import remembered
from quizdl.show.home import home as show_home
from quizdl.store.attempts import Attempts


def home(bank: str | None, plain: bool) -> None:
    """Show every topic with its progress."""
    topics, problems = Bank.open(bank).readable()
    with Attempts(data_folder()) as store:
        click.echo(show_home(topics, store.last(), remembered(store), datetime.now(UTC)), color=colored(plain))
    for problem in problems:
        click.echo(problem, err=True)
