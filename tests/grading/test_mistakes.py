"""What the mistakes of a layer answer is computed when it is first needed, once, whatever they do to their worker."""

import numpy as np
import pytest

from quizdl.grading.code import mistakes as mistaking
from quizdl.grading.code.grade import judge_source
from quizdl.grading.code.mistakes import Mistakes
from quizdl.model.verdict import Status
from quizdl.runner.session import Call, Session
from tests.grading.clinic import (
    AFFINE,
    BOTH,
    FORGETS_A,
    FORWARD,
    GAIN,
    MEAN_DA,
    MEAN_DB,
    MISTAKES,
    NO_SHIFT,
    PLAIN,
    bank_of,
    changed,
    mistake,
    prepared_for,
)
from tests.runner.processes import assert_gone, runs

NAMES = [f"affine/{one['id']}" for one in MISTAKES]
ENDS = mistake("ends", ("z = a * x", "__import__('os')._exit(1)"))
ENDS_LATER = mistake("ends-later", ("z = a * x", "z = a * x; gain == 1 or __import__('os')._exit(1)"))
LOOPS = mistake("loops", ("z = a * x", "while True: pass"))
DOES_NOT_LOAD = mistake("does-not-load", ("gain=1.0", "gain=1 / 0"))
FINE = mistake("forgets-a", FORGETS_A)


@pytest.fixture
def mistakes(tmp_path):
    """The mistakes in the layer, none of them run."""
    with prepared_for(bank_of(tmp_path)) as prepared:
        yield prepared.mistakes


@pytest.fixture
def of(tmp_path):
    """Mistakes of one's own."""
    opened = []

    def make(*known):
        opened.append(prepared_for(bank_of(tmp_path, known)))
        return opened[-1].mistakes

    yield make
    for prepared in opened:
        prepared.close()


@pytest.fixture
def asked(monkeypatch):
    """What goes to the workers from now on: (loaded or called, name of the source, number of calls)."""
    log = []
    load, stream = Session.load, Session.stream

    def logged_load(self, name, file, source, functions=()):
        log.append(("load", name, 0))
        return load(self, name, file, source, functions)

    def logged_stream(self, source, calls):
        log.append(("call", source, len(calls)))
        return stream(self, source, calls)

    monkeypatch.setattr(Session, "load", logged_load)
    monkeypatch.setattr(Session, "stream", logged_stream)
    return log


def judged(prepared, source):
    """The verdict on one answer of a class."""
    with Session() as student:
        return judge_source(prepared, "affine.py", source.encode(), student, explain=False)


def of_mistakes(log):
    """What of it went to mistakes."""
    return [entry for entry in log if entry[1] not in ("submission", "reference")]


# When


def test_nothing_runs_before_it_is_needed(mistakes, asked):
    assert list(mistakes.all) == list(mistakes.sources) == NAMES
    assert (mistakes.session, mistakes.known, asked) == (None, {}, [])


def test_a_right_answer_runs_no_mistake(tmp_path, asked):
    with prepared_for(bank_of(tmp_path)) as prepared:
        assert judged(prepared, AFFINE).status is Status.RIGHT
        assert prepared.mistakes.session is None
    assert of_mistakes(asked) == []


def test_a_mistake_runs_in_the_case_that_is_asked_for(mistakes, asked):
    mistakes.answers("affine/forgets-a", 1)
    assert asked == [("load", "affine/forgets-a", 0), ("call", "affine/forgets-a", 2)]
    assert list(mistakes.known) == [("affine/forgets-a", 1)]


@pytest.mark.parametrize(("first", "then"), [(0, 1), (1, 0)])
def test_where_many_answers_are_expected_it_runs_in_all_cases_at_once(mistakes, asked, first, then):
    mistakes.eager = True
    mistakes.answers("affine/forgets-a", first)
    assert asked == [("load", "affine/forgets-a", 0), ("call", "affine/forgets-a", 4)]
    assert list(mistakes.known) == [("affine/forgets-a", 0), ("affine/forgets-a", 1)]
    mistakes.answers("affine/forgets-a", then)
    assert len(asked) == 2


def test_one_by_one_or_all_at_once_the_answers_are_the_same(mistakes):
    one_by_one = {(name, case): mistakes.answers(name, case) for case in (1, 0) for name in NAMES}
    eager = Mistakes(
        mistakes.plan, mistakes.cases, lambda: [(mistakes.all[name], mistakes.sources[name]) for name in NAMES]
    )
    eager.eager = True
    for (name, case), answers in one_by_one.items():
        for label, answer in eager.answers(name, case).items():
            np.testing.assert_array_equal(answer, answers[label])
    eager.close()


def test_the_answers_are_those_of_the_mistaken_layer(mistakes):
    expected = mistakes.cases[1]
    x, a, b = (expected.inputs[name] for name in "xab")
    answers = mistakes.answers("affine/no-shift", 1)
    np.testing.assert_allclose(answers["y"], 0.5 * a * x)
    np.testing.assert_array_equal(answers["db"], expected.right["db"])
    assert list(answers) == ["y", "dx", "da", "db"]
    np.testing.assert_allclose(mistakes.answers("affine/gain-on-shift", 1)["y"], 0.5 * (a * x + b))


# Once


def test_what_is_known_is_not_asked_for_again(mistakes, asked):
    first = [mistakes.answers(name, 0) for name in NAMES]
    count = len(asked)
    again = [mistakes.answers(name, 0) for name in NAMES]
    assert (len(asked), count) == (2 * len(NAMES), 2 * len(NAMES))
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_a_mistake_is_loaded_once_for_all_its_cases(mistakes, asked):
    mistakes.answers("affine/mean-da", 0)
    mistakes.answers("affine/mean-da", 1)
    assert [entry[0] for entry in asked] == ["load", "call", "call"]


@pytest.mark.parametrize("name", ["does-not-load", "ends", "loops"])
def test_that_a_mistake_gives_nothing_is_remembered_too(of, asked, monkeypatch, name):
    monkeypatch.setattr(mistaking, "SECONDS", 0.2)
    mistakes = of(DOES_NOT_LOAD, ENDS, LOOPS)
    assert mistakes.answers(f"affine/{name}", 0) is None
    count = len(asked)
    assert mistakes.answers(f"affine/{name}", 0) is None
    assert len(asked) == count


@pytest.mark.parametrize("source", [changed(FORGETS_A), changed(MEAN_DA, MEAN_DB), changed(("dz * a", "7 * dz"))])
def test_a_class_pays_once(tmp_path, asked, source):
    """For a mistake, for two of them, and for numbers without a name."""
    with prepared_for(bank_of(tmp_path)) as prepared:
        first = judged(prepared, source)
        asked.clear()
        again = judged(prepared, source)
        assert of_mistakes(asked) == []
    assert (again.diagnosis, again.feedback, again.score) == (first.diagnosis, first.feedback, first.score)


def test_a_mistake_can_be_asked_in_a_case_that_is_not_one_of_the_question(mistakes):
    number = len(mistakes.cases) - 1
    elsewhere = mistakes.elsewhere("affine/no-shift", mistakes.cases[number])
    assert elsewhere.keys() == mistakes.answers("affine/no-shift", number).keys()
    for label, value in elsewhere.items():
        np.testing.assert_array_equal(value, mistakes.answers("affine/no-shift", number)[label])


@pytest.mark.parametrize("name", ["ends", "does-not-load"])
def test_a_mistake_that_gives_nothing_gives_nothing_elsewhere(of, name):
    mistakes = of(ENDS, DOES_NOT_LOAD)
    assert mistakes.elsewhere(f"affine/{name}", mistakes.cases[0]) is None


def test_a_source_that_was_added_is_known_like_the_others(mistakes, asked):
    mistakes.add("mine", changed(FORGETS_A, MEAN_DB))
    answers = mistakes.answers("mine", 0)
    np.testing.assert_array_equal(answers["db"], mistakes.answers("affine/mean-db", 0)["db"])
    np.testing.assert_array_equal(answers["dx"], mistakes.answers("affine/forgets-a", 0)["dx"])
    assert "mine" not in mistakes.all
    count = len(asked)
    mistakes.answers("mine", 0)
    assert len(asked) == count


# The worker


@pytest.mark.parametrize("fatal", [ENDS, LOOPS], ids=lambda one: one["id"])
def test_a_worker_that_a_mistake_has_ended_is_replaced(of, monkeypatch, fatal):
    monkeypatch.setattr(mistaking, "SECONDS", 0.2)
    mistakes = of(FINE, fatal)
    before = mistakes.answers("affine/forgets-a", 0)
    first = mistakes.session
    assert mistakes.answers(f"affine/{fatal['id']}", 0) is None
    after = mistakes.answers("affine/forgets-a", 1)
    assert mistakes.session is not first
    assert before["dx"].shape == (4, 3)
    assert after["dx"].shape == (5, 2)


def test_a_worker_that_lives_is_kept(mistakes):
    mistakes.answers("affine/forgets-a", 0)
    first = mistakes.session
    mistakes.answers("affine/mean-da", 0)
    assert mistakes.session is first


def test_a_mistake_that_cannot_be_loaded_leaves_the_worker_to_the_others(of):
    mistakes = of(FINE, DOES_NOT_LOAD)
    mistakes.answers("affine/forgets-a", 0)
    first = mistakes.session
    assert mistakes.answers("affine/does-not-load", 0) is None
    assert mistakes.answers("affine/forgets-a", 1) is not None
    assert mistakes.session is first


def test_a_mistake_that_dies_in_one_case_has_its_answers_in_the_others(of):
    mistakes = of(ENDS_LATER)
    assert mistakes.answers("affine/ends-later", 1) is None
    answers = mistakes.answers("affine/ends-later", 0)
    np.testing.assert_array_equal(answers["y"], mistakes.cases[0].right["y"])


def test_each_worker_has_time_for_many_mistakes(of, monkeypatch):
    mistakes = of(FINE, ENDS)
    assert mistakes.worker().remaining == mistaking.SECONDS
    monkeypatch.setattr(mistaking, "SECONDS", 77.0)
    assert mistakes.answers("affine/ends", 0) is None
    assert mistakes.worker().remaining == 77.0


def test_a_worker_that_others_wore_out_is_no_fault_of_the_next_mistake(mistakes):
    mistakes.answers("affine/mean-da", 0)
    mistakes.session.remaining = 0.0
    assert mistakes.answers("affine/forgets-a", 0) is not None


# The end


def process_of(mistakes):
    """The worker, as one of its sources sees it."""
    mistakes.add("process", "import os\n\n\ndef process():\n    return os.getpid()\n")
    (reply,) = mistakes.replies("process", [Call("process", results=("process",))])
    return int(reply.values["process"])


def test_closing_ends_the_worker_and_keeps_the_answers(mistakes):
    answers = mistakes.answers("affine/forgets-a", 0)
    process = process_of(mistakes)
    assert runs(process)
    mistakes.close()
    assert_gone(process)
    assert (mistakes.session, mistakes.loaded) == (None, set())
    assert mistakes.answers("affine/forgets-a", 0) is answers
    assert mistakes.session is None


def test_after_its_end_it_can_be_asked_again(mistakes):
    mistakes.answers("affine/forgets-a", 0)
    mistakes.close()
    assert mistakes.answers("affine/forgets-a", 1) is not None
    mistakes.close()
    mistakes.close()


def test_a_question_that_is_left_ends_the_worker_even_after_an_error(tmp_path):
    processes = []
    with pytest.raises(ZeroDivisionError), prepared_for(bank_of(tmp_path)) as prepared:  # noqa: PT012
        processes.append(process_of(prepared.mistakes))
        raise ZeroDivisionError
    assert_gone(*processes)
    assert prepared.mistakes.session is None


# The forward of a mistake


def forward(mistakes, name):
    call = mistakes.plan.run_forward(mistakes.cases[0].inputs, mistakes.cases[0].case)
    return mistakes.forward(f"affine/{name}", call)


def test_a_forward_gives_its_outputs(of):
    mistakes = of(mistake("no-shift", NO_SHIFT))
    outputs = forward(mistakes, "no-shift")
    assert list(outputs) == ["y"]
    np.testing.assert_array_equal(outputs["y"], mistakes.answers("affine/no-shift", 0)["y"])


@pytest.mark.parametrize(
    "known", [DOES_NOT_LOAD, ENDS, mistake("raises", ("z = a * x", "1 / 0"))], ids=lambda m: m["id"]
)
def test_a_forward_that_does_not_run_gives_nothing(of, known):
    assert forward(of(known), known["id"]) is None


def test_an_output_that_is_no_array_is_left_out(of):
    assert forward(of(mistake("none", ("y = gain * z + b", "y = None"))), "none") == {}


# Which


def sources_of(folder, functions, *known, layer=AFFINE):
    with prepared_for(bank_of(folder, known, layer), functions=functions) as prepared:
        return list(prepared.mistakes.sources)


def test_only_mistakes_in_the_functions_asked_for_are_known(tmp_path):
    assert sources_of(tmp_path, (FORWARD,), *MISTAKES) == ["affine/no-shift", "affine/gain-on-shift"]


def test_legitimate_variants_are_known_like_mistakes(of):
    mistakes = of(mistake("variant", MEAN_DB, convention=True), FINE)
    assert list(mistakes.all) == list(mistakes.sources) == ["affine/variant", "affine/forgets-a"]


def test_mistakes_in_what_these_functions_use_are_known_too(tmp_path):
    layer = changed(("z = a * x", "z = times(a, x)")) + (
        "\n\nFACTOR = 1.0\n\n\ndef times(a, x):\n    return deeper(a, x) * FACTOR\n"
        "\n\ndef deeper(a, x):\n    return a * x\n\n\ndef unused(x):\n    return x\n"
    )
    known = [
        mistake("deep", ("return a * x", "return a + x")),
        mistake("constant", ("FACTOR = 1.0", "FACTOR = 2.0")),
        mistake("unused", ("return x\n", "return -x\n")),
        mistake("drawn", ('"a": 3', '"a": 4')),
    ]
    found = sources_of(tmp_path, (FORWARD,), *known, layer=layer)
    assert found == ["affine/deep", "affine/constant"]


def test_a_file_of_mistakes_with_problems_costs_the_diagnosis_but_not_the_grade(tmp_path):
    assert sources_of(tmp_path, BOTH, mistake("wrong", ("nowhere", "else"))) == []


def test_the_cases_are_those_of_the_question(tmp_path):
    with prepared_for(bank_of(tmp_path), (GAIN, PLAIN)) as prepared:
        assert [expected.case.name for expected in prepared.mistakes.cases] == ["gain", "plain"]
