"""`quizdl review`"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from quizdl.cli.options import bank_option, colored, exam_option, plain_option

if TYPE_CHECKING:
    from quizdl.model.topic import Topic


@click.command()
@click.option("-n", "most", type=click.IntRange(min=1), default=20, show_default=True, help="Questions at most.")
@click.option("--confidence", is_flag=True, help="Say before each verdict how sure you are.")
@exam_option
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
    if said := idle(topics):
        click.echo(said, color=colored(plain))
        return
    run(list(topics), books, most, None, None, confidence, exam, plain, only_due=True)


def idle(topics: "Sequence[Topic]") -> str:
    """What to say and what to do instead, where nothing is due; else nothing. Answers follow their questions first."""
    from datetime import UTC

    from quizdl.places import data_folder
    from quizdl.practice.changes import follow
    from quizdl.practice.record import remembered
    from quizdl.schedule import askable
    from quizdl.show.home import advice, nothing_due
    from quizdl.show.text import prose
    from quizdl.store.attempts import Attempts

    now = datetime.now(UTC)
    with Attempts(data_folder()) as store:
        for sentence in follow(topics, store, store.last()):
            click.echo(prose(sentence))
        last, memories = store.last(), remembered(store)
    names = [question.id for topic in topics for question in askable(topic.questions)]
    said = nothing_due([memories[name] for name in names if name in memories], now)
    return f"{prose(said)}\n{prose(advice(topics, last, memories, now))}" if said else ""
