"""A file and the question that it answers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizdl.bank.bank import Bank
from quizdl.bank.starter import MARKER, whole
from quizdl.errors import BankError, QuizdlError
from quizdl.grading.code.sentences import DEFINITION
from quizdl.model.kinds.code import Code
from quizdl.model.verdict import Verdict
from quizdl.runner.session import Session

SEED = 1
"""Of `submit`: the same inputs every time, so that a learner sees what a change of the code brought."""
MOST_BYTES = 2**20
NEAREST = 5
"""Questions that are named where a file fits none."""
ALIKE = 0.7
"""How like each other two names are at least, as difflib has it."""
MOST_NAMES, LONGEST_NAME = 50, 80
"""Those of a file that are compared: it may hold anything."""
MARKED = re.compile(rf"^{MARKER}(\S+)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Graded:
    """A submission with its verdict."""

    question: Code
    source: str
    verdict: Verdict


def grade_file(file: Path, name: str | None, bank: Bank, seed: int) -> Graded:
    """Grade one file in a worker process of its own."""
    source = read(file)
    with Session() as reference, Session() as student:  # both load numpy while the bank is read
        from quizdl.grading.code.grade import grade

        question = answered_question(file, source, name, bank)
        verdict = grade(question, file.name, source.encode(), bank, seed, (reference, student))
    return Graded(question, source, verdict)


def read(file: Path) -> str:
    """The text of a submission. It is not run, imported or parsed here."""
    try:
        if not file.exists():
            raise QuizdlError(f"there is no file {file}")
        if not file.is_file():
            raise QuizdlError(f"{file} is {'a folder' if file.is_dir() else 'no ordinary file'}: name one Python file")
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise QuizdlError(
                f"{file} has {size / 2**20:.1f} MiB, at most {MOST_BYTES // 2**20} MiB are graded: is it the right one?"
            )
        raw = file.read_bytes()
    except OSError as error:
        raise QuizdlError(f"{file} cannot be read: {error.strerror}") from error
    if b"\x00" in raw:
        raise QuizdlError(f"{file} is a binary file: submit Python source")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise QuizdlError(
            f"{file}, line {line}: byte 0x{raw[error.start]:02x} is not UTF-8: save the file in UTF-8"
        ) from None
    if not text.strip():
        raise QuizdlError(f"{file} is empty: `quizdl start TOPIC` writes a file to start from")
    return text


def answered_question(file: Path, source: str, name: str | None, bank: Bank) -> Code:
    """The question that was named, that the file names, or the only one that asks for its functions."""
    if name:
        return code_question(name, "", bank)
    if marked := MARKED.search(source):
        line = source.count("\n", 0, marked.start()) + 1
        return code_question(marked[1], f"{file}, line {line}: ", bank)
    defined = set(DEFINITION.findall(source))
    topics, problems = bank.readable()
    questions = [question for topic in topics for question in topic.questions if isinstance(question, Code)]
    fitting = [question for question in questions if set(question.functions) <= defined]
    if only := whole(fitting):
        return only[0]
    count = len(problems)
    hide = "1 problem hides" if count == 1 else f"{count} problems hide"
    hidden = f". {hide} other questions: see `quizdl bank check`" if problems else ""
    raise QuizdlError(unclear(file, fitting, defined, questions) + hidden)


def code_question(name: str, where: str, bank: Bank) -> Code:
    """The question with this id, which was found `where`."""
    try:
        question = bank.question(name)
    except BankError:
        raise
    except QuizdlError as error:
        raise QuizdlError(f"{where}{error}") from error
    if not isinstance(question, Code):
        topic = name.partition("/")[0]
        raise QuizdlError(f"{where}{name} is not a code question: answer it with `quizdl practice {topic}`")
    return question


def unclear(file: Path, fitting: Sequence[Code], defined: Iterable[str], questions: Sequence[Code]) -> str:
    """Why it is not clear which question a file answers."""
    if fitting:
        return f"{file} fits several questions, name one with --question: {', '.join(q.id for q in fitting)}"
    if not questions:
        return f"{file} cannot be matched: there is no code question in this bank"
    said = f"{file} has the functions of no question. Name it with --question ID: `quizdl bank list` has all"
    near = nearest(defined, questions)
    listed = "; ".join(f"{q.id} ({', '.join(q.functions)})" for q in near)
    return f"{said}. The nearest: {listed}" if near else said


def nearest(defined: Iterable[str], questions: Sequence[Code]) -> list[Code]:
    """The questions whose functions have names most like those of a file."""
    from difflib import SequenceMatcher

    names = sorted(name for name in defined if len(name) <= LONGEST_NAME)[:MOST_NAMES]
    ratios = [
        max((SequenceMatcher(None, name, own).ratio() for name in names for own in question.functions), default=0.0)
        for question in questions
    ]
    order = sorted(range(len(questions)), key=lambda i: -ratios[i])
    return [questions[i] for i in order if ratios[i] >= ALIKE][:NEAREST]
