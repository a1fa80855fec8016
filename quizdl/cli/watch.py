"""`quizdl watch FILE`"""

import sys
from typing import TYPE_CHECKING

import click

from quizdl.cli.options import FilePath, bank_option, colored, plain_option

if TYPE_CHECKING:
    from pathlib import Path

    from quizdl.bank.bank import Bank
    from quizdl.practice.workshop import Workshop

KEYS = "[n]\u00a0next   [h]\u00a0hint   [s]\u00a0solution   [q]\u00a0quit"
TICK_MS = 100
"""How long a key waits at most."""


@click.command()
@click.argument("file", type=FilePath())
@click.option("--question", metavar="ID", help="The question that the file answers, as topic/id.")
@plain_option
@bank_option
def watch(file: "Path", question: str | None, plain: bool, bank: str | None) -> None:
    """Grade a file again at every save.

    Keys: n the next question of the topic, h a hint, s the solution once yours is right, q quit.
    """
    from quizdl.bank.bank import Bank
    from quizdl.cli.screen import single_keys
    from quizdl.grading.submission import answered_question, read
    from quizdl.practice.workshop import Workshop

    books = Bank.open(bank)
    source = read(file)
    bench = Bench(file, Workshop(answered_question(file, source, question, books), books), plain)
    try:
        with single_keys(f"{keys()}\n"):
            bench.run(books)
    finally:
        bench.workshop.close()


class Bench:
    """The file, its question, and the screen."""

    def __init__(self, file: "Path", workshop: "Workshop", plain: bool):
        self.file = file
        self.workshop = workshop
        self.color = colored(plain)
        self.last: str | None = None

    def run(self, bank: "Bank") -> None:
        """Until q."""
        from pathlib import Path

        import watchfiles

        while True:
            self.grade()
            name, folder = self.file.name, self.file.resolve().parent
            changes = watchfiles.watch(
                folder, watch_filter=lambda _, path, name=name: Path(path).name == name, recursive=False,  # type: ignore[misc]
                rust_timeout=TICK_MS, yield_on_timeout=True, debounce=TICK_MS, raise_interrupt=True,
            )  # fmt: skip
            begun = False
            for change in changes:
                if change or not begun:  # a save before the watch began has gone unseen
                    self.grade()
                begun = True
                key = pressed()
                if key == "q":
                    return
                if key == "h":
                    self.show(self.workshop.hint())
                if key == "s":
                    self.show(self.workshop.solution(), literally=True)
                if key == "n" and self.next(bank):
                    break

    def grade(self) -> None:
        """The file as it is now; the same text is not judged twice."""
        from quizdl.cli.submit import keep
        from quizdl.errors import QuizdlError
        from quizdl.grading.submission import read
        from quizdl.places import data_folder
        from quizdl.show.verdict import submission

        try:
            source = read(self.file)
        except QuizdlError as error:  # in the middle of a save, or a slip: the next save will tell
            self.show(str(error))
            self.last = None
            return
        if source == self.last:
            return
        self.last = source
        verdict = self.workshop.judge(self.file.name, source)
        question = self.workshop.question
        keep(question, source, verdict, data_folder())
        self.show(submission(question.id, verdict), literally=True)

    def show(self, text: str, literally: bool = False) -> None:
        """What happened, and the keys."""
        from quizdl.show.text import prose
        from quizdl.show.verdict import literal

        click.echo(f"\n{text if literally else prose(text, '')}", color=self.color)
        click.echo(literal(f"{self.file}: waiting for the next save", "", ""), color=self.color)
        click.echo(keys())

    def next(self, bank: "Bank") -> bool:
        """Go on with the next question, in a file beside this one; whether there is one."""
        from quizdl.bank.starter import of_bank
        from quizdl.practice.workshop import Workshop

        following = self.workshop.following()
        if following is None:
            self.show("That was the last code question of this topic.")
            return False
        file = self.file.with_name(f"{following.id.replace('/', '_').replace('-', '_')}.py")
        if not file.exists():
            file.write_text(of_bank(following, bank), encoding="utf-8")
        self.workshop.close()
        self.file, self.workshop, self.last = file, Workshop(following, bank), None
        return True


def keys() -> str:
    """The keys, in lines that fit."""
    from quizdl.show.text import wrap

    return wrap(KEYS, "", "")


def pressed() -> str:
    """A key that waits to be read; where nobody is at the terminal, or stdin has ended, none."""
    import os
    import select

    if not sys.stdin.isatty() or not select.select([sys.stdin], [], [], 0)[0]:
        return ""
    return os.read(sys.stdin.fileno(), 1).decode(errors="replace").lower()
