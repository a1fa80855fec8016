"""`quizdl.check`: the verdict on live functions, in Python or a notebook."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quizdl.bank.bank import Bank
from quizdl.bank.starter import whole
from quizdl.errors import QuizdlError
from quizdl.grading.code.grade import judge_source
from quizdl.grading.code.prepared import prepare
from quizdl.grading.submission import SEED, code_question
from quizdl.model.kinds.code import Code
from quizdl.model.verdict import Verdict
from quizdl.runner.live import LiveSession
from quizdl.runner.session import Session

NOTE = (
    "Checked inside this Python process: for yourself, not for a grade. `quizdl submit FILE` runs a file in a sandbox."
)


@dataclass(frozen=True, slots=True, repr=False)
class Checked:
    """A verdict that shows itself: as text in Python, as HTML in a notebook."""

    question: str
    verdict: Verdict

    @property
    def right(self) -> bool:
        """Whether every check has passed."""
        return self.verdict.status.value == "right"

    def __repr__(self) -> str:
        from quizdl.show.text import plain, wrap
        from quizdl.show.verdict import submission

        return plain(f"{submission(self.question, self.verdict)}\n{wrap(NOTE, '', '')}")

    def _repr_html_(self) -> str:
        from quizdl.show.notebook import html

        return html(self.question, self.verdict, NOTE)


def check(functions: tuple[Callable[..., Any], ...], question: str | None, folder: str | None) -> Checked:
    """Judge functions of this process."""
    named: dict[str, Callable[..., Any]] = {}
    for function in functions:
        name: Any = getattr(function, "__name__", None)
        if not isinstance(name, str):
            found = type(function).__name__
            raise QuizdlError(
                f"quizdl.check takes functions, as in quizdl.check(relu_forward, relu_backward), not {found}"
            )
        named[name] = function
    bank = Bank.open(folder)
    asked = code_question(question, "", bank) if question else fitting(set(named), bank)
    with Session() as reference, prepare(asked, bank, SEED, reference) as prepared:
        return Checked(asked.id, judge_source(prepared, "your code", b"", LiveSession(named)))


def fitting(names: set[str], bank: Bank) -> Code:
    """The question that asks for these functions."""
    topics, _ = bank.readable()
    known = [question for topic in topics for question in topic.questions if isinstance(question, Code)]
    found = [question for question in known if set(question.functions) <= names]
    found = whole(found) or found
    if len(found) == 1:
        return found[0]
    if found:
        raise QuizdlError(
            f"these functions fit several questions, name one with question=...: {', '.join(q.id for q in found)}"
        )
    raise QuizdlError(
        f"no question asks for {', '.join(sorted(names)) or 'nothing'}: give functions named as in the question, "
        "or question='topic/id'. `quizdl bank list` shows the topics"
    )
