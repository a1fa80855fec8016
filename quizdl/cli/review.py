"""`quizdl review`"""

from datetime import datetime

import click

from quizdl.cli.options import bank_option, plain_option


@click.command()
@click.option("-n", "most", type=click.IntRange(min=1), default=20, show_default=True, help="Questions at most.")
@click.option("--confidence", is_flag=True, help="Say before each verdict how sure you are.")
@click.option("--exam", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Ask everything again before this day.")
@plain_option
@bank_option
def review(most: int, confidence: bool, exam: datetime | None, plain: bool, bank: str | None) -> None:
    """Answer what is due now, of all topics in turn."""
    from quizdl.bank.bank import Bank
    from quizdl.cli.practice import run

    books = Bank.open(bank)
    topics, problems = books.readable()
    for problem in problems:
        click.echo(problem, err=True)
    run(list(topics), books, most, None, None, confidence, exam, plain, only_due=True)
