"""Writes everything that comes out of a run, from the database, one student at a time."""

import contextlib
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from quizdl.bank.bank import Bank
from quizdl.bank.starter import of_bank
from quizdl.classroom.likeness import fingerprints, tokens
from quizdl.errors import QuizdlError
from quizdl.grading.submission import code_question
from quizdl.model.assignment import Reveal
from quizdl.model.gradebook import Alike, Row
from quizdl.show import exports, feedback
from quizdl.store.alike import alike, like_reference
from quizdl.store.results import Results
from quizdl.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def write(store: Results, out: Path, each: "Callable[[Sequence[Row]], None] | None" = None) -> int:
    """Write all files; `each` sees every student. How many pairs of submissions are alike."""
    run = store.last_run()
    if run is None:
        raise QuizdlError(f"nothing was graded into {out} yet: run `quizdl grade FOLDER --out {out}` first")
    try:
        with contextlib.ExitStack() as files:
            grades, results, junit = (
                files.enter_context(replaced(out / name)) for name in ("grades.csv", "results.json", "junit.xml")
            )
            grades.write(exports.grades_header(list(store.parts())))
            head: dict[str, Any] = {
                "quizdl": __version__, "title": run.title, "folder": run.folder, "seed": run.seed, "begun": run.begun
            }  # fmt: skip
            results.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "students": [')
            junit.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')
            for i, rows in enumerate(by_student(store)):
                grades.write(exports.grades_line(rows))
                results.write(("" if i == 0 else ",") + "\n" + exports.record(rows))
                junit.writelines(exports.junit(rows))
                for_student(out, run.title, rows, Reveal(run.reveal))
                if each:
                    each(rows)
            results.write("\n]}\n")
            junit.write("</testsuites>\n")
        return write_similarity(store, out, Bank.open(run.bank))
    except OSError as error:
        raise QuizdlError(
            f"{error.filename or out} cannot be written: {error.strerror}. All results are safe in {store.path}"
        ) from error


def by_student(store: Results) -> Iterator[list[Row]]:
    """The rows of one student after the other."""
    for _, rows in groupby(store.book(), key=lambda row: row.student.name):
        yield list(rows)


def for_student(out: Path, title: str, rows: list[Row], reveal: Reveal) -> None:
    """What one student gets."""
    slug = rows[0].student.slug
    for name, text in (
        (f"feedback/{slug}.md", feedback.markdown(title, rows, reveal)),
        (f"feedback/{slug}.html", feedback.html(title, rows, reveal)),
        (f"gradescope/{slug}.json", exports.gradescope(rows, reveal)),
    ):
        with replaced(out / name) as file:
            file.write(text)


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[TextIO]:
    """A file that is whole or not there: it takes the place of an earlier one when it is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        # A lone surrogate, in the name of a file that is not UTF-8, must not stop the gradebook.
        with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield file
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_similarity(store: Results, out: Path, bank: Bank) -> int:
    """similarity.csv, for the instructor only; how many pairs there are."""
    count = 0
    with replaced(out / "similarity.csv") as file:
        file.write(exports.csv_line(["question", "student", "other", "share", "fingerprints shared"]))
        for pair in similar(store, bank):
            file.write(exports.alike_line(pair))
            count += 1
    return count


def similar(store: Results, bank: Bank) -> Iterator[Alike]:
    """Submissions that are like each other, or like the reference. The starter is everybody's and does not count."""
    known: dict[str, list[int]] = {}
    references: dict[str, list[int]] = {}
    for name in store.parts():
        question = code_question(name, "", bank)
        layer = bank.layer(question.layer or "")
        known[name] = fingerprints(tokens(of_bank(question, bank)))
        references[name] = fingerprints(tokens(layer.text))
    yield from alike(store, known)
    for name, reference in references.items():
        yield from like_reference(store, name, reference, known[name])
