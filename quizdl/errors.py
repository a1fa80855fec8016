"""What stops quizdl itself: raised anywhere, turned into one line and an exit code by the command line.

A learner's wrong answer, a crash of a learner's code and a flaw in a bank are values (Verdict, Problem), not errors.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # few commands meet one
    from quizdl.model.problem import Problem

WRONG = 1
"""Exit code: something is wrong with the answer or with the bank."""
MISUSE = 2
"""Exit code: the command was used in a way it cannot be, or the machine did not let quizdl go on."""


class QuizdlError(Exception):
    """A sentence for the user: where, what was found, what was expected, what to do."""

    exit_code = MISUSE


class BankError(QuizdlError):
    """Problems in question files that stand in the way of what was asked."""

    exit_code = WRONG

    def __init__(self, problems: "Sequence[Problem]"):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
