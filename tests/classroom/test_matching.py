"""Which file answers which question, and what is said where none does."""

import pytest

from quizdl.bank.bank import Bank
from quizdl.classroom.intake import Handed, HandIn
from quizdl.classroom.matching import discover, match
from quizdl.errors import QuizdlError
from quizdl.model.assignment import Part
from quizdl.model.gradebook import State
from tests.classroom.conftest import RIGHT
from tests.submissions.conftest import BANK

PAIR = RIGHT + "\ndef dense_backward(dy, cache):\n    return dy\n"
PAIRED = "dense_forward, dense_backward"
FORWARD, BOTH = "linear/forward", "linear/pair"


def matched(texts, *parts, others=0):
    """The matches of a student with these files."""
    bank = Bank.open(str(BANK))
    questions = {part.question: bank.question(part.question) for part in parts}

    def read(path):
        if texts[path] is None:
            raise QuizdlError(f"there is no file {path}")
        return texts[path]

    handed = HandIn("anna", files=[Handed(path, path.rpartition("/")[2]) for path in texts], others=others)
    return match(handed, parts, questions, read)


def test_a_file_is_found_by_its_name():
    (found,) = matched({"anna/a.py": "x", "anna/hw1_anna.py": "y"}, Part(FORWARD, files=("hw1_*.py",)))
    assert (found.file, found.source, found.note) == ("hw1_anna.py", "y", "")


def test_a_file_is_found_by_its_marker_or_by_its_functions():
    texts = {"anna/a.py": f"# quizdl: {FORWARD}\n{PAIR}", "anna/b.py": PAIR, "anna/c.py": "x = 1"}
    found = matched(texts, Part(FORWARD), Part(BOTH))
    assert [one.file for one in found] == ["a.py", "b.py"]


def test_the_only_file_is_graded_whatever_is_in_it_where_there_is_one_question():
    (found,) = matched({"anna/x.py": "def dens_forward(): pass"}, Part(FORWARD))
    assert found.file == "x.py"


def test_of_several_files_the_first_is_graded_and_the_others_are_named():
    (found,) = matched({"anna/old/a.py": RIGHT, "anna/b.py": RIGHT}, Part(FORWARD))
    assert found.file == "b.py"
    assert found.note == "several files answer this question: anna/b.py was graded, anna/old/a.py not"


def test_a_file_that_cannot_be_read_is_unreadable_and_not_missing():
    (found,) = matched({"anna/dense.py": None}, Part(FORWARD))
    assert (found.state, found.sentence) == (State.UNREADABLE, "there is no file anna/dense.py")


@pytest.mark.parametrize(
    ("texts", "others", "part", "said"),
    [
        ({}, 0, Part(FORWARD), "a file with dense_forward is expected"),
        ({}, 0, Part(FORWARD, files=("a.py", "b.py")), "a.py or b.py is expected"),
        ({}, 1, Part(FORWARD), "a file with dense_forward is expected, found 1 file, none of them Python"),
        ({}, 2, Part(FORWARD), "a file with dense_forward is expected, found 2 files, none of them Python"),
        ({"x.py": "x", "y.py": "y"}, 0, Part(BOTH), f"a file with {PAIRED} is expected, found x.py, y.py"),
    ],
)  # fmt: skip
def test_a_missing_file_is_said_with_what_is_expected_and_what_is_there(texts, others, part, said):
    (found,) = matched(texts, part, others=others)
    assert (found.state, found.sentence) == (State.MISSING, f"nothing was handed in for this question: {said}")


def discovered(*texts):
    bank = Bank.open(str(BANK))
    handed = [HandIn("anna", files=[Handed(str(i), f"{i}.py") for i in range(len(texts))])]
    questions = [bank.question(name) for name in (FORWARD, BOTH, "normalize/implement")]
    return discover(handed, questions, lambda path: texts[int(path)])


def test_the_questions_of_a_class_are_those_that_its_files_answer():
    assert discovered("x", RIGHT, f"# quizdl: {BOTH}\n") == [FORWARD, BOTH]


def test_a_class_whose_files_answer_no_question_is_refused_with_all_of_them():
    with pytest.raises(QuizdlError) as error:
        discovered("x = 1")
    assert str(error.value) == (
        "no file has the functions of a question. Name it with --question ID. Code questions: linear/forward "
        "(dense_forward); linear/pair (dense_forward, dense_backward); normalize/implement (batchnorm_forward, "
        "batchnorm_backward)"
    )


def test_a_class_whose_files_fit_several_questions_is_refused_with_them():
    with pytest.raises(QuizdlError) as error:
        discovered(PAIR)
    assert str(error.value) == "0 fits several questions, name one with --question: linear/forward, linear/pair"
