"""An answer as it is kept: the attempt, and what is remembered after it, in one transaction."""

from datetime import datetime
from typing import NamedTuple

from quizdl import variants
from quizdl.model.attempt import Attempt
from quizdl.model.memory import Memory
from quizdl.model.question import Question
from quizdl.practice.answers import Answered
from quizdl.store.attempts import Attempts


class Record(NamedTuple):
    """How an answer came about."""

    seed: int
    begun: datetime
    ended: datetime
    hints: int = 0
    confidence: str = ""

    def keep(self, store: Attempts, question: Question, answered: Answered, exam: datetime | None) -> Memory:
        """Write it down; what is remembered now."""
        from quizdl.schedule import LONGEST_DAYS, after

        attempt = Attempt(
            at=self.ended,
            question=question.id,
            revision=variants.revision(question),
            seed=self.seed,
            answer=answered.text,
            score=answered.verdict.score,
            max_score=answered.verdict.max_score,
            seconds=max(0.0, (self.ended - self.begun).total_seconds()),
            hints=self.hints,
            confidence=self.confidence,
            diagnosis=answered.verdict.diagnosis,
        )
        longest = LONGEST_DAYS if exam is None else max(1, (exam - self.ended).days)
        return store.learn(attempt, lambda before: after(before, attempt, longest))


def remembered(store: Attempts) -> dict[str, Memory]:
    """What is remembered of every question; attempts that an earlier quizdl has kept are worked through once."""
    memories = store.memories()
    forgotten = store.unremembered()
    if forgotten:
        from quizdl.schedule import replayed

        found = [memory for question in forgotten if (memory := replayed(store.of(question))) is not None]
        store.remember(found)
        memories |= {memory.question: memory for memory in found}
    return memories
