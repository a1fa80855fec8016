"""`quizdl practice TOPIC`"""

from typing import TextIO

import click

from quizdl.cli.options import bank_option, colored, plain_option


@click.command()
@click.argument("topic")
@click.option("-n", "most", type=click.IntRange(min=1), default=10, show_default=True, help="Questions at most.")
@click.option("--seed", type=click.IntRange(min=0), help="Draw the same numbers and orders again.")
@click.option(
    "--answers",
    type=click.File("r", encoding="utf-8"),
    metavar="FILE",
    help="Read the answers, one per line, from FILE.",
)
@plain_option
@bank_option
def practice(topic: str, most: int, seed: int | None, answers: TextIO | None, plain: bool, bank: str | None) -> None:
    """Answer questions on a topic; what went wrong last time comes first.

    Type the letter of an option, a number, or a sentence. :q quits; every answer is kept at once.
    """
    import os
    from datetime import UTC, datetime

    from quizdl.bank.bank import Bank
    from quizdl.cli.screen import Script, Terminal, interactive
    from quizdl.places import data_folder
    from quizdl.practice.session import Practice
    from quizdl.store.attempts import Attempts
    from quizdl.variants import SEEDS

    books = Bank.open(bank)
    found = books.topic(topic)
    screen = Script(answers) if answers else Terminal(colored(plain), pauses=interactive() and not plain)
    with Attempts(data_folder()) as store:
        store.check_writable()
        seed = int.from_bytes(os.urandom(4)) % SEEDS if seed is None else seed
        Practice(found, books, store, screen, lambda: datetime.now(UTC), seed).run(most)
