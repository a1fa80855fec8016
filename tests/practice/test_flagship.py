"""Eight answers to the open question of dropout and batch norm, with the marks of a human, go through the rubric."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from quizdl.bank.bank import Bank
from quizdl.cli.main import main
from quizdl.cli.screen import Script
from quizdl.grading import rubric
from quizdl.model.topic import Topic
from quizdl.practice.session import Practice
from quizdl.store.attempts import Attempts
from tests.practice.test_pause import NOON

SAMPLES = yaml.safe_load((Path(__file__).parent / "flagship.yaml").read_text(encoding="utf-8"))
QUESTION = Bank.open().question("dropout-vs-batchnorm/replace-dropout")
KINDS = {sample["kind"]: sample for sample in SAMPLES}


def score(kind):
    return rubric.grade(QUESTION, KINDS[kind]["marks"]).score


class Learner(Script):
    """Writes an answer, ticks it twice, and leaves."""

    def __init__(self, answer, first, last):
        changes = " ".join(f"{i}{tick}" for i, tick in enumerate(last, start=1))
        self.lines = iter([*first, changes, ""])
        self.answer, self.shown = answer, []

    def show(self, text):
        self.shown.append(text)

    def ask_lines(self, prompt):
        return self.answer


def practice(home, answer, first, last):
    topic = Topic("dropout-vs-batchnorm", "Dropout or batch norm", (), (QUESTION,), "dropout-vs-batchnorm.yaml")
    screen = Learner(answer, first, last)
    with Attempts(home) as store:
        Practice([topic], Bank.open(), store, screen, lambda: NOON, 1).run(1)
    return "\n".join(screen.shown)


def test_there_are_answers_of_all_kinds():
    assert KINDS.keys() >= {"very good", "good", "short", "word-stuffed", "negated", "beside the point"}
    assert all(len(sample["marks"]) == len(QUESTION.rubric) for sample in SAMPLES)
    assert set("".join(sample["marks"] for sample in SAMPLES)) == {"y", "p", "n"}


def test_the_rubric_puts_them_in_order():
    assert score("very good") == QUESTION.points
    assert 6 <= score("good") < 9
    assert 1 <= score("short") < 4
    assert score("word-stuffed") == score("negated") == score("beside the point") == 0


def test_the_model_answer_is_longer_than_a_good_one_and_shorter_than_a_page():
    assert 150 <= len(QUESTION.model_answer.split()) <= 350


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["kind"])
def test_an_answer_earns_by_the_last_ticks_and_keeps_the_first(sample, home):
    generous = "y" * len(QUESTION.rubric)
    screen = practice(home, sample["answer"], generous, sample["marks"])
    with Attempts(home) as store:
        (attempt,) = store.all()
    kept = json.loads(attempt.answer)
    assert (kept["answer"], kept["first"], kept["ticks"]) == (sample["answer"].strip(), generous, sample["marks"])
    assert attempt.score == pytest.approx(score(sample["kind"]))
    assert screen.index("Point 8 of 8") < screen.index("A model answer:")


def test_an_instructor_marks_the_same_answers_and_sees_where_learners_are_generous(home, tmp_path):
    for sample in SAMPLES:
        generous = sample["marks"].replace("p", "y")
        practice(home, sample["answer"], generous, generous)
    lines = [json.loads(line) for line in CliRunner().invoke(main, ["export", "answers"]).output.splitlines()]
    marks = {sample["answer"].strip(): sample["marks"] for sample in SAMPLES}
    file = tmp_path / "marked.jsonl"
    file.write_text("\n".join(json.dumps({**line, "marks": list(marks[line["answer"]])}) for line in lines))
    found = json.loads(CliRunner().invoke(main, ["bank", "agreement", str(file), "--json"]).output)
    points = {point["point"]: point for point in found["points"]}
    assert len(points) == len(QUESTION.rubric)
    for number, point in points.items():
        column = [sample["marks"][number - 1] for sample in SAMPLES]
        assert point["same"] == pytest.approx(sum(mark != "p" for mark in column) / len(column))
        assert (point["kappa"] == 1) == ("p" not in column)
