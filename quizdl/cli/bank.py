"""`quizdl bank`: check, schema, new, show and list question files."""

from typing import TYPE_CHECKING

import click

from quizdl.cli.options import FilePath, bank_option, colored, plain_option

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def bank() -> None:
    """Write and check question files."""


@bank.command()
@click.argument("folder", required=False, type=FilePath())
@bank_option
def check(folder: "Path | None", bank: str | None) -> None:
    """Find every flaw in the question files, as file:line:column: what, and what to do.

    Without FOLDER: the questions that come with quizdl, and those of --bank.
    """
    from quizdl.errors import WRONG
    from quizdl.prove.check import check as prove
    from quizdl.show.text import counted

    result = prove(folder, bank)
    for problem in result.problems:
        click.echo(str(problem))
    if result.problems:
        files = len({problem.file for problem in result.problems})
        click.echo(f"{counted(len(result.problems), 'problem')} in {counted(files, 'file')}", err=True)
        click.get_current_context().exit(WRONG)
    found = counted(result.topics, "topic"), counted(result.questions, "question")
    more = [counted(result.misconceptions, "misconception")]
    more += [counted(result.experiments, "experiment")] if result.experiments else []
    click.echo(f"ok: {', '.join([*found, *more])}")


@bank.command()
def schema() -> None:
    """Print the JSON Schema of a topic file, for editors that complete and check while one types."""
    import json

    from quizdl.bank.schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2))


@bank.command()
@click.argument("topic")
@click.option("--to", "target", type=FilePath(dir_okay=False), metavar="FILE", help="Where to write it.")
def new(topic: str, target: "Path | None") -> None:
    """Write a commented topic file to start from; never over a file that exists."""
    from pathlib import Path

    from quizdl.bank.rules.identifiers import ID
    from quizdl.bank.starter import new_topic
    from quizdl.errors import QuizdlError

    if not ID.fullmatch(topic):
        raise QuizdlError(f"`{topic}`: name a topic with lower case letters, digits and hyphens, such as batch-norm")
    path = target or Path(f"{topic}.yaml")
    if path.name != f"{topic}.yaml":
        raise QuizdlError(f"{path}: the file of the topic {topic} has to be called {topic}.yaml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(new_topic(topic))
    except FileExistsError:
        raise QuizdlError(f"{path} exists and is left as it is: use --to FILE, or move it away") from None
    except OSError as error:
        raise QuizdlError(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"{path}: check it with `quizdl bank check {path}`")


@bank.command()
@click.argument("name", metavar="ID")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the drawn numbers and orders."
)
@plain_option
@bank_option
def show(name: str, seed: int, plain: bool, bank: str | None) -> None:
    """Show a question as a learner sees it."""
    from quizdl.bank.bank import Bank
    from quizdl.show.question import question as show_question

    question = Bank.open(bank).question(name)
    click.echo(show_question(question, seed), color=colored(plain))


@bank.command()
@click.argument("folder", type=FilePath())
def trust(folder: "Path") -> None:
    """Let a folder of question files run its expressions and layers where the sandbox has gaps.

    Remembered by content: a folder that changes asks again. See `quizdl doctor`.
    """
    from quizdl.bank.trust import trust as remember

    remember(folder.resolve())
    click.echo(f"{folder}: trusted as it is now")


@bank.command(name="list")
@click.argument("names", metavar="[TOPIC]...", nargs=-1)
@click.option("--counts", is_flag=True, help="Only how many there are, by topic, type and level.")
@click.option("--json", "as_json", is_flag=True, help="The counts as one JSON object.")
@plain_option
@bank_option
def list_(names: tuple[str, ...], counts: bool, as_json: bool, plain: bool, bank: str | None) -> None:
    """List every question, or those of some topics: id, type, level, the beginning of its prompt."""
    import json

    from quizdl.bank.bank import Bank
    from quizdl.errors import WRONG
    from quizdl.show import listing

    books = Bank.open(bank)
    topics, problems = ([books.topic(name) for name in dict.fromkeys(names)], []) if names else books.readable()
    if as_json:
        click.echo(json.dumps(listing.counts(topics), indent=1))
    elif counts:
        click.echo(listing.counted_table(topics))
    else:
        click.echo(listing.listing(topics), color=colored(plain))
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.get_current_context().exit(WRONG)


@bank.command()
@click.argument("file", type=FilePath())
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def agreement(file: "Path", as_json: bool) -> None:
    """Compare your marks of open answers with the ticks of the learners, point by point.

    FILE holds the lines of `quizdl export answers`, each with a key `marks` added: a list of y, p or n (yes, partly,
    no), one for each point of the rubric. Lines of several learners may stand in one file.
    """
    import json

    from quizdl.practice.agreement import agreement
    from quizdl.show import agreement as show

    found = agreement(file)
    click.echo(json.dumps(show.as_json(found)) if as_json else show.agreement(found), color=colored())
