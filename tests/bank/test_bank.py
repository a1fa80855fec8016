"""Asking the bank for topics, questions, layers and misconceptions; what does not exist is named with a guess."""

import pytest

from quizdl.bank.bank import Bank, suggestion
from quizdl.bank.folders import QUESTIONS, Folders
from quizdl.bank.layers import LayerError
from quizdl.bank.starter import code_questions
from quizdl.errors import WRONG, BankError, QuizdlError
from quizdl.model.kinds.code import Code
from quizdl.model.kinds.number import Number
from tests.bank.conftest import ROOT

BANKS = ROOT / "tests" / "banks"
OWN = BANKS / "good" / "own-layer"
DETAIL = BANKS / "bad" / "misconceptions-in-detail"


def bank(*folders):
    return Bank(Folders(folders or (OWN,)))


def message(error, function, *arguments):
    with pytest.raises(error) as raised:
        function(*arguments)
    return str(raised.value)


def test_a_topic_has_its_questions_with_full_ids_and_layers():
    topic = bank().topic("own-layer")
    assert (topic.id, topic.title, topic.needs) == ("own-layer", "A layer of one's own", ("own-basics",))
    assert topic.file == str(OWN / "own-layer.yaml")
    assert [(question.id, question.layer) for question in topic.questions] == [
        ("own-layer/what-it-does", "power"),
        ("own-layer/by-hand", "power"),
        ("own-layer/implement", "power"),
    ]


def test_a_layer_of_the_question_comes_before_that_of_the_topic():
    topic = bank(BANKS / "good", QUESTIONS).topic("every-type")
    assert {question.layer for question in topic.questions} == {"batchnorm", "dense"}


def test_a_topic_that_does_not_exist_is_named_with_a_guess():
    assert (
        message(QuizdlError, bank().topic, "own-basic") == "there is no topic `own-basic`: did you mean `own-basics`?"
    )
    expected = "there is no topic `quantum`: there are own-basics, own-layer"
    assert message(QuizdlError, bank().topic, "quantum") == expected
    assert suggestion("quantum", []) == "there are none"


def test_a_question_that_does_not_exist_is_named_with_a_guess():
    questions = bank().question
    assert isinstance(questions("own-layer/by-hand"), Number)
    expected = "there is no question `own-layer/by-hands`: did you mean `own-layer/by-hand`?"
    assert message(QuizdlError, questions, "own-layer/by-hands") == expected
    expected = "there is no question `own-basics/`: did you mean `own-basics/square`?"
    assert message(QuizdlError, questions, "own-basics/") == expected
    expected = "`by-hand` is not the id of a question: write topic/id, see `quizdl bank list`"
    assert message(QuizdlError, questions, "by-hand") == expected
    assert message(QuizdlError, questions, "own/by-hand").startswith("there is no topic `own`: ")


def test_a_topic_with_problems_is_an_error_that_lists_them_all(at_root):
    folder = BANKS / "bad" / "code-layers"
    with pytest.raises(BankError) as raised:
        bank(folder).topic("code-layers")
    assert raised.value.exit_code == WRONG
    expected = (BANKS / "bad" / "code-layers.problems").read_text(encoding="utf-8").splitlines()
    start = "tests/banks/bad/code-layers/"
    assert str(raised.value).splitlines() == [start + line for line in expected if line.startswith("code-layers.yaml")]


def test_topics_that_can_be_used_are_usable_beside_those_that_cannot(at_root):
    topics, problems = bank(OWN, DETAIL).readable()
    assert [topic.id for topic in topics] == ["own-basics", "own-layer"]
    assert [str(problem) for problem in problems] == [
        "tests/banks/bad/misconceptions-in-detail/uses-them.yaml:9:44: "
        "`scale/right` cannot be looked up: misconceptions/scale.yaml has problems of its own"
    ]


def test_misconceptions_are_found_by_id_and_make_their_mistake():
    own = bank()
    assert list(own.misconceptions("power")) == ["power/doubles", "power/cubes", "power/whole-lines"]
    doubles, cubes = own.misconception("power/doubles"), own.misconception("power/cubes")
    assert (doubles.layer, doubles.row, doubles.convention) == ("power", ("power doubles",), False)
    assert (cubes.row, cubes.convention) == (("power cubes", "power third"), True)
    assert "    y = 2 * x\n" in own.mistaken(doubles)
    assert "    dx = 2 * dy\n" in own.mistaken(doubles)
    assert own.mistaken(cubes).endswith("    y = x * x * x\n    cache = x\n    return y, cache\n")
    assert "    dx = cache * dy\n    return dx\n" in own.mistaken(own.misconception("power/whole-lines"))


def test_a_layer_without_misconceptions_has_none():
    assert bank().misconceptions("dense") == {}


def test_misconceptions_with_problems_are_an_error_that_lists_them_all(at_root):
    expected = (BANKS / "bad" / "misconceptions-in-detail.problems").read_text(encoding="utf-8").splitlines()
    start = "tests/banks/bad/misconceptions-in-detail/"
    assert message(BankError, bank(DETAIL).misconceptions, "scale").splitlines() == [
        start + line for line in expected if line.startswith("misconceptions/")
    ]


def test_a_layer_file_that_cannot_be_opened_is_an_error_of_the_bank(tmp_path):
    (tmp_path / "misconceptions").mkdir()
    (tmp_path / "misconceptions" / "gone.py").symlink_to("nowhere")
    assert message(LayerError, bank(tmp_path).layer, "gone") == "gone.py cannot be read: No such file or directory"


def test_a_layer_file_may_start_with_a_byte_order_mark(tmp_path):
    (tmp_path / "misconceptions").mkdir()
    (tmp_path / "misconceptions" / "windows.py").write_bytes(b"\xef\xbb\xbfdef f(x):\r\n    return x\r\n")
    assert list(bank(tmp_path).layer("windows").functions) == ["f"]


def test_the_code_question_of_a_topic_is_found_by_topic_or_id():
    own = bank(OWN, BANKS / "good")
    (found,) = code_questions(own, "own-layer")
    assert isinstance(found, Code)
    assert code_questions(own, "own-layer/implement") == [found]
    expected = "own-layer/by-hand is not a code question: practice it with `quizdl practice own-layer`"
    assert message(QuizdlError, code_questions, own, "own-layer/by-hand") == expected
    expected = "the topic own-basics has no code question: practice it with `quizdl practice own-basics`"
    assert message(QuizdlError, code_questions, own, "own-basics") == expected


def test_the_code_questions_of_a_topic_keep_their_order():
    found = code_questions(bank(QUESTIONS, BANKS / "good"), "initialization")
    assert [one.id.partition("/")[2] for one in found] == [
        "lecun-normal", "xavier-uniform", "xavier-normal", "he-normal", "he-uniform", "orthogonal",
    ]  # fmt: skip
