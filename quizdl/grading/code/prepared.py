"""A question with everything that is the same for all who answer it: a class pays for it once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from quizdl.bank.bank import Bank
from quizdl.bank.layers import code_of, mistaken, reachable, touched
from quizdl.errors import BankError
from quizdl.grading.code import expected as expectation
from quizdl.grading.code.answers import alike
from quizdl.grading.code.ladder import climb
from quizdl.grading.code.mistakes import Mistakes
from quizdl.grading.code.plan import plan
from quizdl.grading.code.plans.base import Expected, Plan
from quizdl.grading.permission import require_permission
from quizdl.model.kinds.code import Code
from quizdl.model.layer import Misconception
from quizdl.runner.session import Session


@dataclass
class Prepared:
    """Inputs, right answers, and the answers of mistakes as far as they were needed."""

    question: Code
    plan: Plan
    seed: int
    expected: tuple[Expected, ...]
    mistakes: Mistakes
    done: frozenset[tuple[int, str]] = frozenset()
    """Of a repair question: what is right in the starter already, by the number of the case and the label."""
    rungs: tuple[Expected, ...] | None = field(default=None)
    """The smallest cases; None until the first wrong answer needs them."""

    def close(self) -> None:
        """End the worker of the mistakes."""
        self.mistakes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def ladder(self) -> tuple[Expected, ...]:
        """The smallest cases, with what is right in them."""
        if self.rungs is None:
            with Session() as session:
                self.rungs = tuple(climb(self.question, self.plan, self.seed, session))
        return self.rungs


def prepare(question: Code, bank: Bank, seed: int, reference: Session) -> Prepared:
    """Draw the inputs and compute what is right for them, in a fresh worker."""
    require_permission(bank)
    layer = bank.layer(question.layer or "")
    steps = plan(question, layer)
    expected = tuple(expectation.compute(question, steps, seed, reference))
    mistakes = Mistakes(steps, expected, lambda: sources(question, bank))
    return Prepared(question, steps, seed, expected, mistakes, right_already(question, mistakes))


def right_already(question: Code, mistakes: Mistakes) -> frozenset[tuple[int, str]]:
    """What needs no mending in a repair question."""
    if question.repair is None:
        return frozenset()
    if question.repair not in mistakes.all:  # `bank check` tells where it does not show in these functions
        return frozenset()
    return frozenset(
        (number, label)
        for number, expected in enumerate(mistakes.cases)
        for label, answer in (mistakes.answers(question.repair, number) or {}).items()
        if alike(answer, expected.right[label], expected.condition, expected.within.get(label))
    )


def sources(question: Code, bank: Bank) -> Iterator[tuple[Misconception, str]]:
    """The mistakes that show in the functions of a question, with the code that makes them."""
    layer = bank.layer(question.layer or "")
    code = code_of(layer.text)
    used = reachable(code, question.functions)
    try:
        known = bank.misconceptions(layer.name)
    except BankError:  # told by `bank check`; here it costs the diagnosis, not the grade
        return
    for mistake in known.values():
        source = mistaken(layer, mistake)
        if used & touched(code, source):
            yield mistake, source
