"""Every type of question reads like its transcripts, with right and with wrong answers, and what is kept is told."""

from pathlib import Path

import pytest

from quizdl.bank.bank import Bank
from quizdl.bank.folders import QUESTIONS, Folders
from quizdl.practice.answers import ask
from quizdl.practice.keys import BackgroundKeys
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
