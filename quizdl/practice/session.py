"""Asks the questions of a session one by one; every attempt is on disk before its verdict is shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.errors import QuizdlError
from quizdl.model.attempt import Attempt
from quizdl.model.question import Code, Number, Question
from quizdl.model.topic import Topic
from quizdl.practice.answers import Answered, QuitError, Screen, ask
from quizdl.practice.keys import BackgroundKeys
from quizdl.schedule import counts, order, unsolved_code
from quizdl.show.question import question as show_question
from quizdl.show.text import both_ends, counted, number, one_line, width
from quizdl.store.attempts import Attempts

Clock = Callable[[], datetime]
"""The time, in UTC."""


@dataclass
class Practice:
    """One session on one topic."""

    topic: Topic
    bank: Bank
    store: Attempts
    screen: Screen
    clock: Clock
    seed: int
    done: list[tuple[Question, Answered]] = field(default_factory=list)

    def run(self, most: int) -> None:
        """Ask up to `most` questions, then sum up."""
        last = self.store.last()
        askable = [question for question in self.topic.questions if not isinstance(question, Code)]
        questions = order(askable, last)[:most]
        new, wrong, _ = counts([question.id for question in questions], last)
        waiting = f"{self.topic.title} · {wrong} to repeat, {new} new"
        with BackgroundKeys(self.bank) as keys:
            try:
                for i, question in enumerate(questions):
                    self.screen.show(both_ends(waiting, f"question {i + 1} of {len(questions)}") + "\n")
                    self.one(question, keys)
                    if question is not questions[-1]:
                        self.screen.pause()
            except QuitError:
                self.screen.show("")
        self.sum_up(len(questions))

    def one(self, question: Question, keys: BackgroundKeys) -> None:
        """One question, from its prompt to its verdict."""
        seed = variants.derive(self.seed, question.id, len(self.done))
        self.screen.show(show_question(question, seed))
        if isinstance(question, Number):
            keys.begin(question, seed)
        begun = self.clock()
        try:
            answered = ask(question, seed, self.screen, self.bank, keys)
        except QuizdlError as error:
            self.screen.show(f"This question has no key: {error}. It is left out; `quizdl bank check` says more.\n")
            return
        now = self.clock()
        self.store.add(
            Attempt(
                at=now,
                question=question.id,
                revision=variants.revision(question),
                seed=seed,
                answer=answered.text,
                score=answered.verdict.score,
                max_score=answered.verdict.max_score,
                seconds=(now - begun).total_seconds(),
            )
        )
        self.done.append((question, answered))
        from quizdl.show import verdict as show_verdict

        self.screen.show(
            show_verdict.answer(question, answered.verdict, answered.expected, answered.explanation) + "\n"
        )

    def sum_up(self, asked: int) -> None:
        """What the session brought, and what to do next."""
        right = [question for question, answered in self.done if answered.verdict.score >= answered.verdict.max_score]
        missed = [question for question, _ in self.done if question not in right]
        points = sum(answered.verdict.score for _, answered in self.done)
        most = sum(answered.verdict.max_score for _, answered in self.done)
        lines = []
        if self.done:
            lines.append(
                f"{len(right)} of {counted(len(self.done), 'answer')} right, {number(points)} of {number(most)} points."
            )
        else:
            lines.append("Nothing was answered.")
        if missed:
            lines.append("To look at again (they come first next time):")
            lines += [
                f"  {question.id}: {one_line(question.prompt, width() - len(question.id) - 4)}" for question in missed
            ]
        if len(self.done) < asked:
            lines.append(f"{asked - len(self.done)} of this session are left; every answer so far is kept.")
        for name in unsolved_code(self.topic.questions, self.store.last())[:1]:
            lines.append(f"Next: `quizdl start {name}` writes a layer for you to fill in.")
        self.screen.show("\n".join(lines))
