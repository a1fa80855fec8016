"""An exam: questions of several topics against the clock, with no word about any answer before the end."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.model.question import Question
from quizdl.model.topic import Topic
from quizdl.practice.answers import Given, QuitError, Screen, ask
from quizdl.practice.desk import Desk
from quizdl.practice.keys import BackgroundKeys, UnkeyedError
from quizdl.practice.record import Record, remembered
from quizdl.schedule import askable, interleaved
from quizdl.show.question import question as show_question
from quizdl.show.text import both_ends, counted, number, one_line, prose, width
from quizdl.store.attempts import Attempts


@dataclass
class Exam:
    """Questions drawn by the seed, as many of each topic as come out even."""

    topics: Sequence[Topic]
    bank: Bank
    store: Attempts
    screen: Screen
    clock: Callable[[], datetime]
    seed: int
    given: list[Given] = field(default_factory=list)

    def run(self, most: int, minutes: float) -> None:
        """Ask until the questions or the time are used up, then report."""
        begun = self.clock()
        end = begun + timedelta(minutes=minutes)
        questions = self.drawn()[:most]
        remembered(self.store)  # an answer goes on from what earlier ones have left
        with BackgroundKeys(self.bank) as keys:
            try:
                for i, question in enumerate(questions):
                    left = (end - self.clock()).total_seconds() / 60
                    if left <= 0:
                        self.screen.show("The time is up.\n")
                        break
                    time = f"{left:.0f} min left" if left >= 1 else "less than 1 min left"
                    self.screen.show(both_ends(f"Exam · question {i + 1} of {len(questions)}", time) + "\n")
                    self.one(question, keys, end)
            except QuitError:
                self.screen.show("")
        self.report(questions, begun)

    def drawn(self) -> list[Question]:
        """The questions in their order. Open ones are left out: one judges them oneself, and would see the answer."""
        groups = []
        for topic in self.topics:
            found = [question for question in askable(topic.questions) if question.type != "open"]
            groups.append(sorted(found, key=lambda question: variants.derive(self.seed, "exam", question.id)))
        return interleaved(groups)

    def one(self, question: Question, keys: BackgroundKeys, end: datetime) -> None:
        """One question. An answer that comes after the end is kept, and counts for nothing here."""
        seed = variants.derive(self.seed, question.id)
        desk = Desk(self.screen, question, seed, self.store, self.clock, closed=True)
        self.screen.show(show_question(question, seed))
        begun = self.clock()
        try:
            answered = ask(question, seed, desk, self.bank, keys)
        except UnkeyedError as error:
            return self.screen.show(f"This question has no key: {error}. It is left out.\n")
        record = Record(seed, begun, self.clock(), desk.hints)
        record.keep(self.store, question, answered, None)
        if record.ended <= end:
            self.given.append(Given(question, answered, seed))
        else:
            self.screen.show("That was too late for the exam; it is kept as practice.")
        return self.screen.show("")

    def report(self, questions: Sequence[Question], begun: datetime) -> None:
        """Every answer with its verdict, and the score of all questions that were asked for."""
        from quizdl.show import verdict as show_verdict

        minutes = (self.clock() - begun).total_seconds() / 60
        earned = sum(one.answered.verdict.score for one in self.given)
        most = sum(question.points for question in questions)
        right = sum(one.right for one in self.given)
        for one in self.given:
            verdict = one.answered
            self.screen.show(f"{one.question.id}: {one_line(one.prompt, width() - len(one.question.id) - 2)}")
            self.screen.show(prose(f"Your answer: {readable(verdict.text)}"))
            why = "" if one.right else verdict.explanation
            self.screen.show(show_verdict.answer(one.question, verdict.verdict, verdict.expected, why) + "\n")
        answered = f"{len(self.given)} of {counted(len(questions), 'question')} answered in {minutes:.0f} min"
        self.screen.show(f"{answered}, {right} right, {number(earned)} of {number(most)} points.")


def readable(text: str) -> str:
    """An answer as it is kept, for people: lists and pairs are kept as JSON."""
    try:
        kept = json.loads(text)
    except ValueError:
        return text
    if isinstance(kept, list):
        return "; ".join(map(str, kept)) or "nothing"
    return "; ".join(f"{key}: {value}" for key, value in kept.items()) if isinstance(kept, dict) else text
