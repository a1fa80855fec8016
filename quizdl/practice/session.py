"""Asks the questions of a session one by one; every attempt is on disk before its verdict is shown."""

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.model.attempt import Attempt
from quizdl.model.memory import Memory
from quizdl.model.question import Question
from quizdl.model.topic import Topic
from quizdl.practice.answers import Answered, Given, QuitError, Screen, ask
from quizdl.practice.changes import edited, follow
from quizdl.practice.desk import Desk, UndoError, VariantError
from quizdl.practice.keys import BackgroundKeys, UnkeyedError
from quizdl.practice.record import Record, remembered
from quizdl.schedule import askable, counts, interleaved, order
from quizdl.show.question import question as show_question
from quizdl.show.text import both_ends, prose
from quizdl.store.attempts import Attempts

Clock = Callable[[], datetime]
"""The time, in UTC."""
SOON = 3
"""So many questions later a wrong one comes back."""
MOST_DRAWS = 20
"""Tries at other numbers: a question without params has none."""
NEXT = "[Enter] next  [:v] another  [:q] quit "
HOW_SURE = "How sure are you? [s]ure  [u]nsure  [g]uess "
CONFIDENCE = {"s": "sure", "u": "unsure", "g": "guess"}


@dataclass
class Practice:
    """One session on one topic, or on several in turn."""

    topics: Sequence[Topic]
    bank: Bank
    store: Attempts
    screen: Screen
    clock: Clock
    seed: int
    confidence: bool = False
    """Ask how sure the learner is, before any verdict."""
    exam: datetime | None = None
    """Nothing is due later than that."""
    only_due: bool = False
    """Ask nothing before it is due."""
    given: list[Given] = field(default_factory=list)
    asked: int = 0
    """Questions that were shown: each draws numbers of its own."""
    turns: Counter[str] = field(default_factory=Counter)
    last: dict[str, Attempt] = field(default_factory=dict)
    """The last attempts of earlier sessions."""
    seeds: dict[str, int] = field(default_factory=dict)
    """The last seed of each question that was shown."""
    queue: deque[str] = field(default_factory=deque)
    """The ids of what is still to be asked."""
    memories: dict[str, Memory] = field(default_factory=dict)

    def run(self, most: int) -> None:
        """Ask up to `most` questions, then sum up."""
        now = self.clock()
        self.last = self.store.last()
        for sentence in follow(self.topics, self.store, self.last):
            self.screen.show(prose(sentence))
        self.memories = remembered(self.store)
        chosen = self.chosen(now)[:most]
        self.queue.extend(chosen)
        title = self.title(chosen, now)
        if not chosen:
            self.screen.show("Nothing is due.")
        with BackgroundKeys(self.bank) as keys:
            try:
                while self.queue:
                    name = self.queue.popleft()
                    self.turns[name] += 1
                    self.screen.show(both_ends(title, self.place(name, len(chosen))) + "\n")
                    self.one(self.question(name), keys)
            except QuitError:
                self.screen.show("")
        from quizdl.practice.summary import summary

        left = len(chosen) - len({given.question.id for given in self.given})
        self.screen.show(summary(self.given, left, self.topics, self.store.last(), self.memories, self.clock()))

    def title(self, ids: Sequence[str], now: datetime) -> str:
        """What the session is about."""
        new, due, later = counts(ids, self.memories, now)
        early = f", {later} early" if later else ""
        topic = self.topics[0].title if len(self.topics) == 1 else "Review"
        return f"{topic} · {due} to repeat, {new} new{early}"

    def question(self, name: str) -> Question:
        """A question of one of the topics."""
        found = ((topic, i) for topic in self.topics for i, one in enumerate(topic.headings) if one.id == name)
        topic, i = next(found)
        return topic.questions[i]

    def chosen(self, now: datetime) -> list[str]:
        """The ids of all questions in the order in which they are asked."""
        groups = []
        for topic in self.topics:
            found = askable(topic.headings)
            if self.only_due:
                found = [q for q in found if q.id in self.memories and self.memories[q.id].due <= now]
            groups.append(order(found, self.memories, now))
        return [heading.id for heading in interleaved(groups)]

    def place(self, name: str, count: int) -> str:
        """Where in the session this is."""
        if self.turns[name] > 1:
            return "once more"
        return f"question {len(self.turns)} of {count}"

    def one(self, question: Question, keys: BackgroundKeys) -> None:
        """One question, from its prompt to its verdict; it may come back into the queue."""
        seed = self.fresh_seed(question)
        desk = Desk(self.screen, question, seed, self.store, self.clock)
        if note := edited(question, self.last):
            self.screen.show(prose(note) + "\n")
        self.screen.show(show_question(question, seed))
        begun = self.clock()
        try:
            answered = ask(question, seed, desk, self.bank, keys)
            sure = CONFIDENCE[desk.pick(HOW_SURE, "sug")] if self.confidence else ""
        except VariantError:
            return self.one(question, keys)
        except UndoError:
            self.again(question)
            return self.undo()
        except UnkeyedError as error:
            return self.screen.show(
                f"This question has no key: {error}. It is left out; `quizdl bank check` says more.\n"
            )
        self.keep(question, answered, Record(seed, begun, self.clock(), desk.hints, sure))
        if not self.given[-1].right and question.type != "open" and self.turns[question.id] == 1:
            self.queue.insert(min(SOON, len(self.queue)), question.id)
        if desk.leaving:
            raise QuitError
        return self.rest(desk)

    def fresh_seed(self, question: Question) -> int:
        """A seed that shows something else than the last one did, in this session or an earlier one, if it can."""
        before = self.seeds.get(question.id, self.last[question.id].seed if question.id in self.last else None)
        for _ in range(MOST_DRAWS):
            seed = variants.derive(self.seed, question.id, self.asked)
            self.asked += 1
            if before is None or show_question(question, seed) != show_question(question, before):
                break
        self.seeds[question.id] = seed
        return seed

    def keep(self, question: Question, answered: Answered, record: Record) -> None:
        """On the disk first, then on the screen."""
        self.memories[question.id] = record.keep(self.store, question, answered, self.exam)
        self.given.append(Given(question, answered, record.seed, record.confidence))
        from quizdl.show import verdict as show_verdict

        shown = show_verdict.answer(question, answered.verdict, answered.expected, answered.explanation)
        self.screen.show(shown + "\n")

    def rest(self, desk: Desk) -> None:
        """Let the learner read the verdict; commands work here, too."""
        while self.queue and (line := self.screen.pause(NEXT).strip()).startswith(":"):
            try:
                desk.obey(line)
            except VariantError:
                return self.queue.appendleft(desk.question.id)
            except UndoError:
                return self.undo()
        return None

    def again(self, question: Question) -> None:
        """A question comes next, as if it had not been asked."""
        self.turns[question.id] -= 1
        self.queue.appendleft(question.id)

    def undo(self) -> None:
        """Take the last answer back: its question comes next."""
        from quizdl.schedule import replayed

        if not self.given:
            return self.screen.show("There is no answer to take back.\n")
        last = self.given.pop().question
        memory = replayed(self.store.of(last.id)[:-1])
        self.store.undo(last.id, memory)
        self.memories.pop(last.id, None)
        if memory is not None:
            self.memories[last.id] = memory
        if self.turns[last.id] == 1 and last.id in self.queue:
            self.queue.remove(last.id)  # it was to come back because it was wrong
        self.again(last)
        return self.screen.show("Taken back.\n")
