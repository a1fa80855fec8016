"""Every type of question reads like its transcripts, with right and with wrong answers, and what is kept is told."""

from pathlib import Path

import pytest

from quizdl.bank.bank import Bank
from quizdl.bank.folders import QUESTIONS, Folders
from quizdl.practice.answers import ask
from quizdl.practice.keys import BackgroundKeys, UnkeyedError
from quizdl.practice.kinds import match, order
from quizdl.show import verdict
from quizdl.show.question import question as show_question
from quizdl.show.text import plain

HERE = Path(__file__).parent / "kinds"
ANSWERS = sorted(HERE.glob("*.answers"))
SEED = 4


class Paper:
    """A screen that is written down; every answer is the next line of a file."""

    def __init__(self, lines):
        self.lines = iter(lines)
        self.written = []

    def show(self, text):
        self.written.append(plain(text))

    def ask(self, prompt):
        line = next(self.lines)
        self.show(f"{prompt}{line}")
        return line

    def pick(self, prompt, keys):
        while (typed := self.ask(prompt)) not in keys or not typed:
            self.show(f"one of {keys}")
        return typed


def transcript(topic, lines):
    """A session on one topic, question by question, as it is shown and with what is kept."""
    bank, paper = Bank(Folders([HERE, QUESTIONS])), Paper(lines)
    with BackgroundKeys(bank) as keys:
        for question in bank.topic(topic).questions:
            paper.show(show_question(question, SEED))
            answered = ask(question, SEED, paper, bank, keys)
            paper.show(verdict.answer(question, answered.verdict, answered.expected, answered.explanation))
            kept = f"(kept: {answered.text}"
            paper.show(f"{kept}; {answered.verdict.score:g} points; {' '.join(answered.verdict.diagnosis)})\n")
    assert list(paper.lines) == []
    return "\n".join(paper.written)


@pytest.mark.parametrize("answers", ANSWERS, ids=lambda path: path.stem)
def test_a_type_of_question_reads_like_its_transcript(answers):
    topic = answers.stem.rpartition("-")[0]
    lines = [line for line in answers.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert transcript(topic, lines) == answers.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_type_has_a_transcript_with_right_and_one_with_wrong_answers():
    expected = [f"{path.stem}-{how}" for path in sorted(HERE.glob("*.yaml")) for how in ("right", "wrong")]
    assert sorted(path.stem for path in ANSWERS) == sorted(expected)


@pytest.mark.parametrize("typed", ["bca", "b c a", "B, C, A", "b->c->a", "231", "2) 3) 1)"])
def test_an_order_is_read_as_letters_or_numbers(typed):
    assert order.read(typed, ("one", "two", "three")) == ["two", "three", "one"]


@pytest.mark.parametrize("typed", ["", "ab", "abcc", "abd", "aab", "1 2 2", "bca!", "one"])
def test_an_order_without_each_step_once_is_not_read(typed):
    assert order.read(typed, ("one", "two", "three")) == []


@pytest.mark.parametrize("typed", ["bca", "b c a", "B,C,A", "1b 2c 3a", "3a, 1=b, 2:c", "1) b 2) c 3) a"])
def test_pairs_are_read_as_letters_with_or_without_numbers(typed):
    assert match.read(typed, 3, ("one", "two", "three", "four"), shared=False) == ["two", "three", "one"]


@pytest.mark.parametrize(
    "typed", ["", "ab", "abcd", "abe", "aab", "1a 2b", "1a 2b 2c", "1a 2b 4c", "a2b", "1a 2b 3c 3c"]
)
def test_pairs_without_a_letter_for_each_number_are_not_read(typed):
    assert match.read(typed, 3, ("one", "two", "three", "four"), shared=False) == []


def test_a_letter_may_serve_twice_where_two_left_sides_share_a_right_one():
    assert match.read("aba", 3, ("one", "two"), shared=True) == ["one", "two", "one"]


def test_a_key_that_cannot_be_computed_is_an_error_and_not_an_answer(tmp_path):
    (tmp_path / "broken.yaml").write_text(
        "topic: broken\ntitle: B\nquestions:\n"
        "  - {id: a, type: shape, prompt: P, answer: '(1 / 0,)', source: derivation}\n"
    )
    bank = Bank(Folders([tmp_path]))
    with BackgroundKeys(bank) as keys, pytest.raises(UnkeyedError, match="division by zero"):
        ask(bank.question("broken/a"), SEED, Paper(["x", "(3,)"]), bank, keys)


def test_another_variant_can_be_begun_while_the_first_is_computed():
    bank = Bank(Folders([HERE, QUESTIONS]))
    question = bank.question("shape/numbers")
    with BackgroundKeys(bank) as keys:
        for seed in range(8):
            keys.begin(question, seed)
        begun = dict(keys.threads)
        keys.begin(question, 0)
        assert keys.threads == begun
        assert len(begun) == 8
        assert len({keys.get(question, seed).shown for seed in range(8)}) > 1


def test_the_key_of_a_number_is_computed_while_the_learner_thinks():
    bank = Bank(Folders([HERE.parent / "bank", QUESTIONS]))
    question = next(one for one in bank.topic("mini").questions if one.type == "number")

    class Thinking(Paper):
        def ask(self, prompt):
            assert (question.id, SEED) in keys.threads
            return super().ask(prompt)

    with BackgroundKeys(bank) as keys:
        assert ask(question, SEED, Thinking(["1"]), bank, keys).text == "1"
