"""`quizdl.check` judges functions of this process: the same verdict as for a file, and it says that it is no grade."""

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

import quizdl
from quizdl.errors import QuizdlError

QUESTION = "activations/implement-relu"


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dy, cache):
    return dy * (cache > 0)


def renamed(function, name="relu_backward"):
    function.__name__ = name
    return function


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("QUIZDL_HOME", str(tmp_path))


def test_right_functions_have_full_marks_under_the_question_that_asks_for_them():
    checked = quizdl.check(relu_forward, relu_backward)
    assert (checked.question, checked.right, checked.verdict.score) == (QUESTION, True, 10)


def test_a_wrong_one_is_named_and_shown_with_its_smallest_input():
    checked = quizdl.check(relu_forward, renamed(lambda dy, cache: dy))
    assert checked.verdict.diagnosis == ("relu/passes-dy-through",)
    assert not checked.right
    shown = repr(checked)
    assert ">>> y, cache = relu_forward(x)" in shown
    assert "Checked inside this Python process: for yourself, not for a grade." in shown
    assert "\x1b" not in shown


def test_what_a_function_raises_is_a_finding():
    def broken(dy, cache):
        raise SystemExit("bye")

    checked = quizdl.check(relu_forward, renamed(broken))
    assert "relu_backward calls sys.exit: remove it" in repr(checked)


def test_ctrl_c_is_for_the_one_who_typed_it():
    def interrupted(dy, cache):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        quizdl.check(relu_forward, renamed(interrupted))


def test_arguments_that_are_changed_in_place_are_noted():
    def in_place(dy, cache):
        dy *= cache > 0
        return dy

    assert any(
        "changes its arguments in place" in note for note in quizdl.check(relu_forward, renamed(in_place)).verdict.notes
    )


def test_html_escapes_what_comes_from_the_learner():
    def evil(dy, cache):
        raise ValueError("<script>alert(1)</script>")

    page = quizdl.check(relu_forward, renamed(evil))._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "not for a grade" in page


@pytest.mark.parametrize(
    ("functions", "question", "says"),
    [
        ((len,), None, "no question asks for len: give functions named as in the question"),
        ((), None, "no question asks for nothing"),
        ((3,), None, "quizdl.check takes functions, as in quizdl.check(relu_forward, relu_backward), not int"),
        ((relu_forward,), "activations/nope", "activations/nope"),
    ],
)
def test_misuse_is_one_sentence(functions, question, says):
    with pytest.raises(QuizdlError) as raised:
        quizdl.check(*functions, question=question)
    assert says in str(raised.value)


def test_a_missing_function_is_said_so():
    assert "there is no function `relu_backward`" in repr(quizdl.check(relu_forward, question=QUESTION))


def test_in_a_notebook_the_verdict_is_shown_as_html(tmp_path):
    source = (
        "import numpy as np, quizdl\n"
        "def relu_forward(x):\n    return np.maximum(x, 0), x\n"
        "def relu_backward(dy, cache):\n    return dy\n"
        "quizdl.check(relu_forward, relu_backward)"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    (output,) = notebook.cells[0].outputs
    assert "Returns dy unchanged in the backward pass." in output["data"]["text/html"]
    assert "Returns dy unchanged in the" in output["data"]["text/plain"]
