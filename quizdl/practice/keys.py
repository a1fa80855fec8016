"""Computes the keys of questions in the background while the learner reads and thinks."""

import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, overload

from quizdl.bank.bank import Bank
from quizdl.errors import QuizdlError
from quizdl.model.question import Question

if TYPE_CHECKING:
    from quizdl.grading.keys import Key, Keys
    from quizdl.grading.predict import CurveKey
    from quizdl.grading.shape import ShapeKey
    from quizdl.model.kinds.number import Number
    from quizdl.model.kinds.predict import Predict
    from quizdl.model.kinds.shape import Shape


HEAD_START = 0.05
"""Seconds: the question is on the screen before the libraries that compute its key are loaded."""


class UnkeyedError(QuizdlError):
    """A question whose key cannot be computed."""


class BackgroundKeys:
    """One worker for all questions of a session that have a key to compute, started with the first of them."""

    def __init__(self, bank: Bank):
        self.bank = bank
        self.keys: Keys | None = None
        self.threads: dict[tuple[str, int], threading.Thread] = {}
        self.needed: dict[tuple[str, int], threading.Event] = {}
        self.found: dict[tuple[str, int], Any] = {}
        self.turn = threading.Lock()
        self.left = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.left = True
        if self.keys is not None:
            self.keys.interrupt()  # nobody waits for a key any more, however long it would take
        for needed in self.needed.values():
            needed.set()
        for thread in self.threads.values():
            thread.join()
        if self.keys is not None:
            self.keys.__exit__()

    def begin(self, question: Question, seed: int) -> None:
        """Start computing; once for each question and seed."""
        if (question.id, seed) not in self.threads:
            needed = self.needed[question.id, seed] = threading.Event()
            thread = self.threads[question.id, seed] = threading.Thread(
                target=self.compute, args=(question, seed, needed)
            )
            thread.start()

    def compute(self, question: Any, seed: int, needed: threading.Event) -> None:
        """Keep the key, or the reason why there is none."""
        needed.wait(HEAD_START)
        from quizdl.grading.keys import Keys

        try:
            with self.turn:  # another variant may be asked for while this one is computed: there is one worker
                if self.keys is None:
                    self.keys = Keys(self.bank)
                if not self.left:
                    self.found[question.id, seed] = self.keys.key(question, seed)
        except Exception as error:
            self.found[question.id, seed] = error

    @overload
    def get(self, question: "Number", seed: int) -> "Key": ...
    @overload
    def get(self, question: "Shape", seed: int) -> "ShapeKey": ...
    @overload
    def get(self, question: "Predict", seed: int) -> "CurveKey": ...
    def get(self, question: Question, seed: int) -> Any:
        """The key; waits for it where the learner was faster."""
        self.begin(question, seed)
        self.needed[question.id, seed].set()
        self.threads[question.id, seed].join()
        found = self.found[question.id, seed]
        if isinstance(found, QuizdlError):
            raise UnkeyedError(str(found)) from found
        if isinstance(found, Exception):
            raise found
        return found
