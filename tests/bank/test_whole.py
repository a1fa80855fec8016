"""`submit` chooses the question that asks for most, `start` the first that is not solved; the others are named."""

import time
from datetime import UTC, datetime

import pytest

from quizdl.bank.starter import code_questions, whole
from quizdl.errors import QuizdlError
from quizdl.grading.submission import NEAREST, answered_question
from quizdl.model.attempt import Attempt
from quizdl.store.attempts import Attempts
from tests.grading.clinic import AFFINE, BACKWARD, BOTH, FORGETS_A, FORWARD, bank_of, mistake, question

CASE = {"name": "plain", "sizes": {"N": 4, "D": 3}}
MISTAKES = [mistake("forgets-a", FORGETS_A)]
ALONE = AFFINE[: AFFINE.index("def affine_backward")]


def asked(name, functions=BOTH, **fields):
    """A code question as it stands in a bank."""
    about = {"id": name, "type": "code", "prompt": "Write it.", "functions": list(functions)}
    return {**about, "cases": [CASE], "source": "derivation", **fields}


ALL = asked("all")
PART = asked("part", [FORWARD])
MEND = asked("mend", repair="affine/forgets-a")
AGAIN = asked("again")
OPEN = {
    "id": "why", "type": "open", "prompt": "Why?", "source": "derivation", "model_answer": "So.",
    "rubric": [{"point": "a"}, {"point": "b"}],
}  # fmt: skip


def nouns(*questions):
    return [question(functions=tuple(one["functions"]), id=one["id"], repair=one.get("repair")) for one in questions]


# The one that asks for most


@pytest.mark.parametrize(
    ("questions", "found"),
    [
        ([ALL], ["all"]),
        ([PART], ["part"]),
        ([ALL, PART], ["all"]),
        ([PART, ALL], ["all"]),
        ([MEND, PART, ALL], ["all"]),
        ([MEND, PART], ["part"]),
        ([MEND, ALL], ["all"]),
        ([ALL, AGAIN], []),
        ([ALL, AGAIN, PART], []),
        ([PART, asked("other", [BACKWARD])], []),
        ([MEND], ["mend"]),
        ([MEND, asked("mend-too", repair="affine/forgets-a")], []),
        ([], []),
    ],
)
def test_the_question_that_asks_for_most_is_chosen_if_there_is_one(questions, found):
    assert [one.id for one in whole(nouns(*questions))] == found


# start TOPIC


def test_a_topic_stands_for_its_code_questions_and_an_id_for_its_own(tmp_path):
    bank = bank_of(tmp_path, MISTAKES, t=[PART, OPEN, MEND, ALL])
    assert [one.id for one in code_questions(bank, "t")] == ["t/part", "t/mend", "t/all"]
    assert [one.id for one in code_questions(bank, "t/mend")] == ["t/mend"]


def test_a_topic_without_code_says_what_to_do(tmp_path):
    with pytest.raises(QuizdlError) as raised:
        code_questions(bank_of(tmp_path, t=[OPEN]), "t")
    assert str(raised.value) == "the topic t has no code question: practice it with `quizdl practice t`"


@pytest.fixture
def start(tmp_path, monkeypatch, quizdl, home):
    """Start a question after some submissions, each right or wrong; what is said, and the file."""
    monkeypatch.chdir(tmp_path)

    def run(name, *questions, **submitted):
        bank_of(tmp_path, MISTAKES, t=questions)
        with Attempts(home) as store:
            for number, (question, right) in enumerate(submitted.items()):
                at = datetime(2026, 1, 1, 0, number, tzinfo=UTC)
                store.add(Attempt(at, f"t/{question}", "", 1, "", 10.0 * right, 10.0, 1.0))
        said = quizdl("start", name, "--bank", tmp_path / "bank")
        assert (said.code, said.err) == (0, "")
        return said.out, (tmp_path / "affine.py").read_text(encoding="utf-8")

    return run


@pytest.mark.parametrize(
    ("name", "verb", "functions"),
    [("t", "fill in", [FORWARD]), ("t/all", "fill in", BOTH), ("t/mend", "mend", BOTH)],
)
def test_start_writes_that_question_and_says_what_to_do(start, name, verb, functions):
    said, text = start(name, PART, MEND, ALL)
    assert said.splitlines()[0] == f"affine.py: {verb} {', '.join(functions)}, then `quizdl submit affine.py`"
    assert text.startswith(f"# quizdl: {name if '/' in name else 't/part'}\n")
    assert text.count("raise NotImplementedError") == (0 if verb == "mend" else len(functions))
    assert [one for one in BOTH if f"def {one}" in text] == list(functions)


@pytest.mark.parametrize(
    ("submitted", "chosen", "other"),
    [
        ({}, "part", "mend"),
        ({"part": True}, "mend", "part"),
        ({"part": True, "mend": False}, "mend", "part"),
        ({"part": True, "mend": True}, "all", "part"),
        ({"part": False, "mend": True, "all": True}, "part", "mend"),
        ({"part": True, "mend": True, "all": True}, "part", "mend"),
    ],
)
def test_of_several_the_first_that_is_not_solved_is_started_and_how_to_name_another_is_said(
    start, submitted, chosen, other
):
    said, text = start("t", PART, MEND, ALL, **submitted)
    assert text.startswith(f"# quizdl: t/{chosen}\n")
    assert " ".join(said.split("\n", 1)[1].split()) == (
        f"This is t/{chosen}. Name another by its id, as `quizdl start t/{other}`; `quizdl bank list t` has all."
    )


@pytest.mark.parametrize(("name", "questions"), [("t", [ALL]), ("t/all", [PART, ALL])])
def test_where_only_one_question_is_meant_no_other_is_named(start, name, questions):
    assert start(name, *questions)[0].count("\n") == 1


# submit FILE


@pytest.fixture
def answered(tmp_path):
    """The id of the question that a source answers in a bank of these questions."""

    def find(source, *questions, name=None, **others):
        bank = bank_of(tmp_path, MISTAKES, **({"t": questions} if questions else {}), **others)
        return answered_question(tmp_path / "mine.py", source, name, bank).id

    return find


@pytest.mark.parametrize(
    ("source", "questions", "chosen"),
    [
        (AFFINE, [ALL], "all"),
        (AFFINE, [PART, MEND, ALL], "all"),
        (AFFINE, [PART], "part"),
        (AFFINE, [PART, MEND], "part"),
        (ALONE, [PART, MEND, ALL], "part"),
    ],
    ids=["all", "most", "the-only-one", "mending-apart", "what-is-there"],
)
def test_a_file_answers_the_question_that_asks_for_most_of_its_functions(answered, source, questions, chosen):
    assert answered(source, *questions) == f"t/{chosen}"


def test_a_file_answers_the_whole_question_of_another_topic_as_well(answered):
    assert answered(AFFINE, PART, u=[ALL]) == "u/all"


@pytest.mark.parametrize("name", ["part", "mend", "all"])
def test_a_name_or_a_marker_counts_before_the_functions(answered, name):
    assert answered(AFFINE, ALL, PART, MEND, name=f"t/{name}") == f"t/{name}"


@pytest.mark.parametrize("name", ["part", "mend", "all"])
def test_a_marker_counts_before_the_functions(answered, name):
    assert answered(f"import numpy\n# quizdl: t/{name}\n{AFFINE}", ALL, PART, MEND) == f"t/{name}"


def test_a_name_counts_before_a_marker(answered):
    assert answered(f"# quizdl: t/part\n{AFFINE}", ALL, PART, name="t/all") == "t/all"


@pytest.mark.parametrize(
    ("questions", "others", "listed"),
    [
        ([ALL, AGAIN], {}, "t/all, t/again"),
        ([ALL, PART], {"u": [ALL]}, "t/all, t/part, u/all"),
        ([MEND, asked("mend-too", repair="affine/forgets-a")], {}, "t/mend, t/mend-too"),
    ],
)
def test_a_file_that_fits_several_whole_questions_has_to_name_one(answered, tmp_path, questions, others, listed):
    with pytest.raises(QuizdlError) as raised:
        answered(AFFINE, *questions, **others)
    file = tmp_path / "mine.py"
    assert str(raised.value) == f"{file} fits several questions, name one with --question: {listed}"


@pytest.mark.parametrize(
    ("source", "near"),
    [
        ("x = 1\n", ""),
        (AFFINE.replace("def ", "# def "), ""),
        ("def convolve(x):\n    pass\n", ""),
        ("def affine_forwards(x):\n    pass\n", "t/part (affine_forward); t/all (affine_forward, affine_backward)"),
        ("def affine_backward(x):\n    pass\n", "t/all (affine_forward, affine_backward); t/part (affine_forward)"),
    ],
    ids=["none", "comments", "unlike", "plural", "half"],
)
def test_a_file_without_the_functions_of_a_question_is_told_the_nearest_ones(answered, tmp_path, source, near):
    with pytest.raises(QuizdlError) as raised:
        answered(source, PART, ALL)
    said = "has the functions of no question. Name it with --question ID: `quizdl bank list` has all"
    assert str(raised.value) == f"{tmp_path / 'mine.py'} {said}{near and '. The nearest: '}{near}"


def test_of_many_questions_that_are_near_a_few_are_named(answered):
    with pytest.raises(QuizdlError) as raised:
        answered("def affine_forwards(x):\n    pass\n", *[asked(f"q{i}", [FORWARD]) for i in range(NEAREST + 3)])
    assert [f"t/q{i} " in str(raised.value) for i in range(NEAREST + 3)] == [True] * NEAREST + [False] * 3


@pytest.mark.parametrize(
    "source",
    ["".join(f"def affine_forwards_{i}(x): pass\n" for i in range(20_000)), f"def {'a' * 500_000}(x): pass"],
    ids=["many", "long"],
)
def test_a_file_of_very_many_or_very_long_names_is_refused_at_once(answered, source):
    begun = time.monotonic()
    with pytest.raises(QuizdlError):
        answered(source, *[asked(f"q{i}", BOTH) for i in range(9)])
    assert time.monotonic() - begun < 3


def test_the_only_question_that_fits_is_answered_even_where_it_is_about_mending(answered):
    assert answered(AFFINE, MEND) == "t/mend"


def test_submit_grades_the_whole_question(tmp_path, quizdl):
    bank_of(tmp_path, MISTAKES, t=[PART, MEND, ALL])
    file = tmp_path / "mine.py"
    file.write_text(AFFINE, encoding="utf-8")
    said = quizdl("submit", file, "--bank", tmp_path / "bank", "--plain")
    assert (said.code, said.out.split()[:4]) == (0, ["t/all", "10", "/", "10"])


def test_submit_grades_the_file_that_start_has_written(tmp_path, monkeypatch, quizdl):
    """The marker in it leads to the question about mending."""
    bank_of(tmp_path, MISTAKES, t=[PART, MEND, ALL])
    monkeypatch.chdir(tmp_path)
    quizdl("start", "t/mend", "--bank", tmp_path / "bank")
    said = quizdl("submit", "affine.py", "--bank", tmp_path / "bank", "--plain")
    assert (said.code, said.out.split()[:4]) == (1, ["t/mend", "0", "/", "10"])
    assert "Says forgets-a" not in said.out
