"""`quizdl exam TOPIC...`"""

import click

from quizdl.cli.options import bank_option, colored, plain_option


@click.command()
@click.argument("topics", nargs=-1, required=True)
@click.option("-n", "most", type=click.IntRange(min=1), default=20, show_default=True, help="Questions at most.")
@click.option("--minutes", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), help="Draw the same questions again.")
@plain_option
@bank_option
def exam(topics: tuple[str, ...], most: int, minutes: float, seed: int | None, plain: bool, bank: str | None) -> None:
    """Answer questions of several topics against the clock; verdicts come at the end."""
    from datetime import UTC, datetime

    from quizdl.bank.bank import Bank
    from quizdl.cli.screen import Terminal, interactive
    from quizdl.places import data_folder
    from quizdl.practice.exam import Exam
    from quizdl.store.attempts import Attempts
    from quizdl.variants import any_seed

    books = Bank.open(bank)
    found = [books.topic(topic) for topic in dict.fromkeys(topics)]
    screen = Terminal(colored(plain), pauses=interactive() and not plain)
    with Attempts(data_folder()) as store:
        store.check_writable()
        seed = any_seed() if seed is None else seed
        Exam(found, books, store, screen, lambda: datetime.now(UTC), seed).run(most, minutes)
