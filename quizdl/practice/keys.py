"""Computes the key of a number question in the background while the learner reads and thinks."""

import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

from quizdl.bank.bank import Bank
from quizdl.model.question import Number

if TYPE_CHECKING:
    from quizdl.grading.keys import Key, Keys


class BackgroundKeys:
    """One worker for all number questions of a session, started with the first of them."""

    def __init__(self, bank: Bank):
        self.bank = bank
        self.keys: Keys | None = None
        self.thread: threading.Thread | None = None
        self.found: dict[tuple[str, int], Key | Exception] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.thread is not None:
            self.thread.join()
        if self.keys is not None:
            self.keys.__exit__()

    def begin(self, question: Number, seed: int) -> None:
        """Start computing."""
        self.thread = threading.Thread(target=self.compute, args=(question, seed))
        self.thread.start()

    def compute(self, question: Number, seed: int) -> None:
        """Keep the key, or the reason why there is none."""
        from quizdl.grading.keys import Keys

        try:
            if self.keys is None:
                self.keys = Keys(self.bank)
            self.found[question.id, seed] = self.keys.key(question, seed)
        except Exception as error:
            self.found[question.id, seed] = error

    def get(self, question: Number, seed: int) -> "Key":
        """The key; waits for it where the learner was faster."""
        if self.thread is not None:
            self.thread.join()
        found = self.found[question.id, seed]
        if isinstance(found, Exception):
            raise found
        return found
