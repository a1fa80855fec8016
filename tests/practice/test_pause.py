"""Commands work while a verdict is read, and at the question how sure one is."""

from datetime import UTC, datetime

import pytest

from quizdl.model.question import Choice, Option
from quizdl.model.topic import Topic
from quizdl.practice.answers import QuitError
from quizdl.practice.session import NEXT, Practice
from quizdl.store.attempts import Attempts

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Typist:
    """A screen with what is typed at questions, and at pauses."""

    def __init__(self, keys, pauses):
        self.keys, self.pauses = iter(keys), iter(pauses)
        self.shown = []

    def show(self, text):
        self.shown.append(text)

    def pick(self, prompt, keys):
        return self.ask(prompt)

    def ask(self, prompt):
        key = next(self.keys, ":q")
        if key == ":q":
            raise QuitError
        return key

    def pause(self, prompt):
        assert prompt == NEXT
        return next(self.pauses, "")


def question(name):
    options = (Option(text="yes", correct=True), Option(text="no", says="It is not."))
    return Choice(
        id=f"t/{name}",
        prompt=f"{name}?",
        source="x",
        type="choice",
        choices=options,
        keep_order=name.startswith("fixed"),
    )


@pytest.fixture
def run(tmp_path):
    """Prompts in the order in which they were shown, the screen, and what is kept."""

    def run(keys, pauses, names=("a", "b", "c"), confidence=False):
        topic = Topic("t", "T", (), tuple(map(question, names)), "t.yaml")
        screen = Typist(keys, pauses)
        with Attempts(tmp_path) as store:
            Practice([topic], None, store, screen, lambda: NOON, 1, confidence).run(10)
            kept = [(attempt.question, attempt.score, attempt.confidence) for attempt in store.all()]
            flags = [flag.note for flag in store.flags()]
        prompts = [text.partition("?")[0] for text in screen.shown if "(one letter, a to b)" in text]
        return prompts, "\n".join(screen.shown), kept, flags

    return run


def test_a_variant_of_the_question_just_answered_comes_next(run):
    prompts, screen, kept, _ = run("abab", [":v"])
    assert prompts[:3] == ["a", "a", "b"]
    assert "once more" in screen
    assert [name for name, _, _ in kept][:3] == ["t/a", "t/a", "t/b"]


def test_without_variants_the_pause_goes_on(run):
    prompts, screen, _, _ = run("aab", [":v", ""], names=("fixed", "b"))
    assert prompts[:2] == ["fixed", "b"]
    assert "There is no other variant of this question." in screen


def test_the_answer_just_given_is_taken_back(run):
    prompts, screen, kept, _ = run("abbb", [":u"])
    assert prompts[:2] == ["a", "a"]
    assert "Taken back." in screen
    assert screen.count("question 1 of 3") == 2
    assert [name for name, _, _ in kept].count("t/a") <= 2


def test_a_wrong_answer_that_was_taken_back_does_not_come_back_once_it_is_right(run):
    prompts, _, kept, _ = run("baa", [":u"], names=("fixed one", "fixed two"))
    assert prompts == ["fixed one", "fixed one", "fixed two"]
    assert kept == [("t/fixed one", 10.0, ""), ("t/fixed two", 10.0, "")]


def test_a_flag_is_kept_where_the_verdict_gave_reason_to_it(run):
    prompts, _, _, flags = run("ab", [":! the key is wrong", ""])
    assert flags == ["the key is wrong"]
    assert prompts[:2] == ["a", "b"]


def test_whatever_else_is_typed_goes_on(run):
    assert run("ab", ["next", ""])[0][:2] == ["a", "b"]


@pytest.mark.parametrize("command", [":v", ":u"])
def test_a_command_at_the_question_how_sure_one_is_does_what_it_says(command, run):
    prompts, _, kept, _ = run(["a", command, "a", "s", ":q"], [], confidence=True)
    assert prompts[:2] == ["a", "a"]
    assert [(name, sure) for name, _, sure in kept] == [("t/a", "sure")]
