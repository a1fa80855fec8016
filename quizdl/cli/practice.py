"""`quizdl practice TOPIC`"""

from datetime import datetime
from typing import TYPE_CHECKING, TextIO

import click

from quizdl.cli.options import bank_option, colored, exam_option, plain_option

if TYPE_CHECKING:
    from quizdl.bank.bank import Bank
    from quizdl.model.topic import Topic


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
@click.option("--confidence", is_flag=True, help="Say before each verdict how sure you are.")
@exam_option
@plain_option
@bank_option
def practice(
    topic: str, most: int, seed: int | None, answers: TextIO | None, confidence: bool, exam: datetime | None,
    plain: bool, bank: str | None,
) -> None:  # fmt: skip
    """Answer questions on a topic: what is due first, then new ones from easy to hard.

    Press the letter of an option; type a number or a sentence. Commands start with a colon: :h is a hint, :? lists
    them, :q quits. Every answer is kept at once; a wrong one comes back in the same session.
    """
    from quizdl.bank.bank import Bank

    books = Bank.open(bank)
    run([books.topic(topic)], books, most, seed, answers, confidence, exam, plain)


def run(
    topics: "list[Topic]", books: "Bank", most: int, seed: int | None, answers: TextIO | None, confidence: bool,
    exam: datetime | None, plain: bool, only_due: bool = False,
) -> None:  # fmt: skip
    """A session."""
    from datetime import UTC

    from quizdl.cli.screen import Script, Terminal, interactive
    from quizdl.places import data_folder
    from quizdl.practice.session import Practice
    from quizdl.store.attempts import Attempts
    from quizdl.variants import any_seed

    screen = Script(answers) if answers else Terminal(colored(plain), pauses=interactive() and not plain)
    with Attempts(data_folder()) as store:
        store.check_writable()
        seed = any_seed() if seed is None else seed
        if exam:
            screen.show(f"{announced(exam)}\n")
        Practice(topics, books, store, screen, lambda: datetime.now(UTC), seed, confidence, exam, only_due).run(most)


def announced(exam: datetime) -> str:
    """What --exam does."""
    from quizdl.show.progress import day

    tomorrow = (exam.date() - datetime.now().astimezone().date()).days == 1  # nothing comes again on the same day
    when = "on" if tomorrow else "before"
    return f"Exam on {day(exam)} {exam.year}: everything that you answer comes again {when} that day."
