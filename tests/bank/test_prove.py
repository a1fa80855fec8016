"""Each question is judged by itself, whatever the questions before it did to the process that computes them."""

from types import SimpleNamespace

from quizdl.grading.keys import Key, NoKeyError
from quizdl.model.kinds.number import Number, Tolerance
from quizdl.prove import numbers


class TiredKeys:
    """Gives up at the third key, as a worker does whose CPU time is used up."""

    made = 0

    def __init__(self, _):
        TiredKeys.made += 1
        self.count = 0
        self.session = SimpleNamespace(over=None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def key(self, question, _):
        self.count += 1
        if self.count == 3 or question.answer == "endless":
            self.session.over = "timed out"
            raise NoKeyError(f"`{question.answer}` takes more than 10 seconds")
        return Key(1.0, ())


def question(answer):
    return Number(
        id="t/n", type="number", prompt="P", source="s", answer=answer, tolerance=Tolerance(exact=True), params={}
    )


def prove(monkeypatch, *answers):
    monkeypatch.setattr(numbers, "Keys", TiredKeys)
    monkeypatch.setattr(TiredKeys, "made", 0)
    return [flaw.loc[1] for flaw in numbers.prove_numbers([(i, question(a)) for i, a in enumerate(answers)], None)]


def test_a_worker_that_others_wore_out_is_no_flaw_of_the_question(monkeypatch):
    assert prove(monkeypatch, *"abcdefg") == []
    assert TiredKeys.made == 4


def test_a_question_that_wears_out_a_worker_of_its_own_is_one_flaw(monkeypatch):
    assert prove(monkeypatch, "a", "endless", "b", "endless", "endless") == [1, 3, 4]


def test_without_number_questions_no_worker_is_started(monkeypatch):
    assert prove(monkeypatch) == []
    assert TiredKeys.made == 0
