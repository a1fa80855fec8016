"""A bank that was edited between two sessions keeps the learner's history, and what happened to it is said."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from quizdl.cli.main import main
from quizdl.store.attempts import Attempts

QUESTION = """\
  - id: {}
    type: number
    prompt: What is {}?
    answer: {}
    tolerance: {{exact: true}}
    source: derivation
"""


class Bank:
    """A bank that is edited."""

    def __init__(self, folder: Path):
        self.file = folder / "sums.yaml"

    def write(self, *questions):
        self.file.write_text("topic: sums\ntitle: Sums\nquestions:\n" + "".join(QUESTION.format(*q) for q in questions))

    def practice(self, text=""):
        return CliRunner().invoke(main, ["practice", "sums", "--bank", str(self.file.parent)], input=text).output


@pytest.fixture
def bank(tmp_path):
    bank = Bank(tmp_path)
    bank.write(("one", "1 + 1", 2), ("two", "2 + 2", 4))
    bank.practice("2\n4\n")
    return bank


def answered(home):
    with Attempts(home) as store:
        return [attempt.question for attempt in store.all()], sorted(store.memories())


def test_a_question_that_was_taken_out_is_named_once_and_its_answers_stay(bank, home):
    bank.write(("two", "2 + 2", 4))
    assert bank.practice().startswith("No longer in this bank: sums/one. Your answers are kept.\nSums · ")
    assert "No longer" not in bank.practice()
    assert answered(home) == (["sums/one", "sums/two"], ["sums/one", "sums/two"])


def test_of_many_questions_that_were_taken_out_three_are_named(tmp_path):
    bank = Bank(tmp_path)
    bank.write(*((f"n{i}", f"{i} + 0", i) for i in range(6)))
    bank.practice("0\n1\n2\n3\n4\n5\n")
    bank.write(("n0", "0 + 0", 0))
    assert "No longer in this bank: sums/n1, sums/n2, sums/n3 and 2 more." in bank.practice()


def test_a_renamed_question_takes_its_history_along(bank, home):
    bank.write(("first", "1 + 1", 2), ("two", "2 + 2", 4))
    output = bank.practice()
    assert output.startswith("sums/one is called sums/first now; your answers go with it.\nSums · 0 to repeat, 0 new")
    assert answered(home) == (["sums/first", "sums/two"], ["sums/first", "sums/two"])
    assert "is called" not in bank.practice()


def test_a_question_that_was_renamed_and_edited_is_a_new_one(bank, home):
    bank.write(("first", "1 + one", 2), ("two", "2 + 2", 4))
    assert bank.practice().startswith(
        "No longer in this bank: sums/one. Your answers are kept.\nSums · 0 to repeat, 1 new"
    )
    assert answered(home)[0] == ["sums/one", "sums/two"]


def test_a_key_that_was_changed_is_said_at_the_question_and_the_new_key_judges(bank, home):
    bank.write(("one", "1 + 1", 3), ("two", "2 + 2", 4))
    output = bank.practice("3\n")
    assert "This question was edited after you answered it on 20" in output
    assert "Right." in output
    assert answered(home)[0] == ["sums/one", "sums/two", "sums/one"]
    assert "was edited" not in bank.practice("3\n4\n")


def test_a_question_that_moved_up_in_its_file_is_no_edited_one(bank):
    bank.write(("two", "2 + 2", 4), ("one", "1 + 1", 2))
    assert "edited" not in bank.practice("4\n2\n")


def test_another_topic_of_the_bank_is_none_of_its_business(bank, tmp_path):
    (tmp_path / "other.yaml").write_text(bank.file.read_text().replace("topic: sums", "topic: other"))
    output = CliRunner().invoke(main, ["practice", "other", "--bank", str(tmp_path)], input="").output
    assert output.startswith("Sums · 0 to repeat, 2 new")
