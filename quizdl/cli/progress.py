"""`quizdl progress [TOPIC]`"""

from typing import TYPE_CHECKING

import click

from quizdl.cli.options import FilePath, bank_option, colored, plain_option

if TYPE_CHECKING:
    from pathlib import Path

    from quizdl.model.progress import Progress

BEGINNING = 500
"""Characters of a page, among which it says what wrote it."""


@click.command()
@click.argument("topic", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--html", "page", type=FilePath(dir_okay=False), metavar="FILE", help="Write a page.")
@plain_option
@bank_option
def progress(topic: str | None, as_json: bool, page: "Path | None", plain: bool, bank: str | None) -> None:
    """How far you are: seen, due, remembered and right, by topic, and the misconceptions that still catch you.

    --html writes one file with plots that needs nothing else. --plain says everything in words.
    """
    import json

    from quizdl.show import progress as show

    found = gathered(topic, bank)
    if page is not None:
        write(page, found)
        click.echo(f"{page}: open it in a browser", err=as_json)
    if as_json:
        click.echo(json.dumps(show.as_json(found)))
    elif page is None:
        click.echo(show.progress(found, words=plain), color=colored(plain))


def gathered(name: str | None, bank: str | None) -> "Progress":
    """The numbers of one topic, or of all; what is wrong with question files goes to stderr."""
    from datetime import UTC, datetime

    from quizdl.bank.bank import Bank
    from quizdl.places import data_folder
    from quizdl.practice.progress import Calendar, progress, taught, topic_of
    from quizdl.practice.record import remembered
    from quizdl.store.attempts import Attempts

    books = Bank.open(bank)
    if name is None:
        topics, problems = books.readable()
        for problem in problems:
            click.echo(problem, err=True)
    else:
        topics = [books.topic(name)]
    with Attempts(data_folder()) as store:
        attempts = [attempt for attempt in store.all() if name in (None, topic_of(attempt))]
        memories = remembered(store)
    unreadable = books.topics().keys() - {topic.id for topic in topics}
    return taught(progress(topics, attempts, memories, Calendar(datetime.now(UTC)), unreadable), books)


def write(path: "Path", found: "Progress") -> None:
    """A page, over an earlier one of ours if need be, and over nothing else."""
    from quizdl.errors import QuizdlError
    from quizdl.show.progress_page import GENERATOR, page

    try:
        if path.is_file():  # a device, such as /dev/stdout, is only written to
            with path.open(encoding="utf-8", errors="replace") as file:
                if GENERATOR not in file.read(BEGINNING):
                    raise QuizdlError(f"{path} exists and is no page of quizdl: it is left as it is, name another file")
        path.write_text(page(found), encoding="utf-8")
    except OSError as error:
        raise QuizdlError(f"{path} cannot be written: {error.strerror}") from error
