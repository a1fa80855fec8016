"""`start` and `submit` choose the question that asks for most: that about a part, or about mending, is named."""

import pytest

from quizdl.bank.starter import code_question, whole
from quizdl.errors import MISUSE, QuizdlError
from quizdl.grading.submission import answered_question
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


@pytest.mark.parametrize(
    ("questions", "chosen"),
    [
        ([ALL], "all"),
        ([PART, MEND, OPEN, ALL], "all"),
        ([OPEN, PART], "part"),
        ([MEND, PART], "part"),
        ([MEND], "mend"),
    ],
)
def test_a_topic_stands_for_its_whole_question(tmp_path, questions, chosen):
    assert code_question(bank_of(tmp_path, MISTAKES, t=questions), "t").id == f"t/{chosen}"


@pytest.mark.parametrize(
    ("questions", "listed"),
    [
        ([ALL, AGAIN], "t/all, t/again"),
        ([PART, ALL, AGAIN], "t/part, t/all, t/again"),
        ([MEND, asked("mend-too", repair="affine/forgets-a")], "t/mend, t/mend-too"),
    ],
)
def test_a_topic_with_several_whole_questions_asks_for_a_name(tmp_path, questions, listed):
    with pytest.raises(QuizdlError) as raised:
        code_question(bank_of(tmp_path, MISTAKES, t=questions), "t")
    assert str(raised.value) == f"t has several code questions, name one: {listed}"
    assert raised.value.exit_code == MISUSE


def test_a_topic_without_code_says_what_to_do(tmp_path):
    with pytest.raises(QuizdlError) as raised:
        code_question(bank_of(tmp_path, t=[OPEN]), "t")
    assert str(raised.value) == "the topic t has no code question: practice it with `quizdl practice t`"


@pytest.mark.parametrize("name", ["part", "mend", "all"])
def test_an_id_stands_for_its_question_whatever_else_there_is(tmp_path, name):
    assert code_question(bank_of(tmp_path, MISTAKES, t=[ALL, PART, MEND]), f"t/{name}").id == f"t/{name}"


@pytest.mark.parametrize(
    ("name", "verb", "functions"),
    [("t", "fill in", BOTH), ("t/part", "fill in", [FORWARD]), ("t/mend", "mend", BOTH)],
)
def test_start_writes_that_question_and_says_what_to_do(tmp_path, monkeypatch, quizdl, name, verb, functions):
    bank_of(tmp_path, MISTAKES, t=[PART, MEND, ALL])
    monkeypatch.chdir(tmp_path)
    said = f"affine.py: {verb} {', '.join(functions)}, then `quizdl submit affine.py`\n"
    assert quizdl("start", name, "--bank", tmp_path / "bank") == (0, said, "")
    text = (tmp_path / "affine.py").read_text(encoding="utf-8")
    assert text.startswith(f"# quizdl: {name if '/' in name else 't/all'}\n")
    assert text.count("raise NotImplementedError") == (0 if verb == "mend" else len(functions))
    assert [one for one in BOTH if f"def {one}" in text] == list(functions)


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


@pytest.mark.parametrize("source", ["x = 1\n", "def affine_forwards(x):\n    pass\n", AFFINE.replace("def ", "# def ")])
def test_a_file_without_the_functions_of_a_question_is_told_what_there_is(answered, tmp_path, source):
    with pytest.raises(QuizdlError) as raised:
        answered(source, PART, ALL)
    known = "t/part (affine_forward); t/all (affine_forward, affine_backward)"
    assert str(raised.value) == (
        f"{tmp_path / 'mine.py'} has the functions of no question. Name it with --question ID. Code questions: {known}"
    )


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
