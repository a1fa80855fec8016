"""Review quizzes for deep learning, and a grader that says which mistake makes exactly your numbers."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from quizdl.version import __version__ as __version__

if TYPE_CHECKING:
    from quizdl.practice.live import Checked


def check(*functions: Callable[..., Any], question: str | None = None, bank: str | None = None) -> "Checked":
    """Check layers that live in this Python process, such as a notebook: a self-check, nothing is confined.

    functions: those that a question asks for, under their names, as in `quizdl.check(relu_forward, relu_backward)`.
    question: topic/id, where several questions ask for them. bank: folder of questions of your own.
    Returns the verdict, which shows itself as text or as HTML. Raises QuizdlError where there is no such question.
    """
    from quizdl.practice.live import check as check_live

    return check_live(functions, question, bank)
