"""Which file of a student answers which question: by its name, by its marker, or by the functions in it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from quizdl.classroom.intake import Handed, HandIn
from quizdl.classroom.places import printable
from quizdl.errors import QuizdlError
from quizdl.grading.code.sentences import DEFINITION
from quizdl.grading.submission import MARKED
from quizdl.model.assignment import Part
from quizdl.model.gradebook import State
from quizdl.model.kinds.code import Code

Read = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Match:
    """The file that answers a question, or why there is none."""

    question: str
    file: str = ""
    source: str = ""
    state: State | None = None
    """Why it is not graded: missing or unreadable."""
    sentence: str = ""
    note: str = ""


class Files:
    """The files of one student, read once and only when needed."""

    def __init__(self, handed: HandIn, read: Read):
        self.handed = sorted(handed.files, key=lambda file: (file.path.count("/"), file.path))
        self.others = handed.others
        self.read = read
        self.texts: dict[str, str] = {}
        self.sentences: dict[str, str] = {}

    def text(self, file: Handed) -> str | None:
        """The text of a file; None where it has none, with a sentence kept."""
        if file.path not in self.texts and file.path not in self.sentences:
            try:
                self.texts[file.path] = self.read(file.path)
            except QuizdlError as error:
                self.sentences[file.path] = str(error)
        return self.texts.get(file.path)

    def answering(self, question: Code, others: Collection[Code]) -> list[Handed]:
        """Files that name the question, or else those that have its functions and name no other."""
        named = [file for file in self.handed if marker(self.text(file)) == question.id]
        if named:
            return named
        ids = {other.id for other in others}
        unnamed = [file for file in self.handed if marker(self.text(file)) not in ids]
        return [file for file in unnamed if set(question.functions) <= functions(self.text(file))]


def match(handed: HandIn, parts: Sequence[Part], questions: dict[str, Code], read: Read) -> list[Match]:
    """One match for each question, in their order."""
    files = Files(handed, read)
    return [match_one(files, part, questions) for part in parts]


def match_one(files: Files, part: Part, questions: dict[str, Code]) -> Match:
    """The file for one question."""
    question = questions[part.question]
    if part.files:
        found = [file for file in files.handed if any(fnmatchcase(file.name, wanted) for wanted in part.files)]
    else:
        found = files.answering(question, questions.values())
        if not found and (len(questions) == 1 and len(files.handed) == 1):
            found = files.handed  # what is missing in it is said when it is graded
        if not found:
            found = [file for file in files.handed if file.name == f"{question.layer}.py"]
    for file in found:
        text = files.text(file)
        if text is not None:
            return Match(question.id, printable(file.name), text, note=about_others(file, found))
    unread = [file for file in (found or files.handed) if file.path in files.sentences]
    if unread:
        sentence = files.sentences[unread[0].path]
        return Match(question.id, printable(unread[0].name), state=State.UNREADABLE, sentence=sentence)
    return Match(question.id, state=State.MISSING, sentence=about_nothing(files, part, question))


def about_others(file: Handed, found: Sequence[Handed]) -> str:
    """Said where several files answer a question."""
    others = [printable(other.path) for other in found if other is not file]
    if not others:
        return ""
    return f"several files answer this question: {printable(file.path)} was graded, {', '.join(others)} not"


def about_nothing(files: Files, part: Part, question: Code) -> str:
    """Why nothing could be graded."""
    wanted = " or ".join(part.files) or f"a file with {', '.join(question.functions)}"
    if files.handed:
        names = ", ".join(printable(file.name) for file in files.handed[:5])
        return f"nothing was handed in for this question: {wanted} is expected, found {names}"
    if files.others:
        found = "1 file" if files.others == 1 else f"{files.others} files"
        return f"nothing was handed in for this question: {wanted} is expected, found {found}, none of them Python"
    return f"nothing was handed in for this question: {wanted} is expected"


def marker(text: str | None) -> str:
    """The question that a text names."""
    found = MARKED.search(text or "")
    return found[1] if found else ""


def functions(text: str | None) -> set[str]:
    """The functions that a text defines."""
    return set(DEFINITION.findall(text or ""))


def discover(handed: Sequence[HandIn], questions: Sequence[Code], read: Read) -> list[str]:
    """The questions that the files of a class answer, where nobody said which."""
    found: set[str] = set()
    known = {question.id for question in questions}
    example = ""
    for one in handed:
        for file in one.files:
            try:
                text = read(file.path)
            except QuizdlError:
                continue
            fitting = [question.id for question in questions if set(question.functions) <= functions(text)]
            if marker(text) in known:
                found.add(marker(text))
            elif len(fitting) == 1:
                found.add(fitting[0])
            elif len(fitting) > 1:
                example = f"{printable(file.path)} fits several questions, name one with --question: "
                example += ", ".join(fitting)
    if not found:
        listed = "; ".join(f"{one.id} ({', '.join(one.functions)})" for one in questions) or "none in this bank"
        raise QuizdlError(
            example or f"no file has the functions of a question. Name it with --question ID. Code questions: {listed}"
        )
    return [question.id for question in questions if question.id in found]
