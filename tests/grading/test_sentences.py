"""Every sentence about a result, a failure, a number of results and a signature, as a learner reads it."""

import inspect

import numpy as np
import pytest

from quizdl import compare
from quizdl.grading.code import sentences
from quizdl.model.kinds.code import Limits
from quizdl.model.layer import Function
from quizdl.runner.replies import Failure, Oddity, Reason

ROW = np.array([1.0, 2.0, 4.0])
LIMITS = Limits(seconds=2.5, memory_mb=512)
SOURCE = "import numpy\n\n\ndef f(x):\n    return x\x1b[31m / 0\n" + "y" * 100 + "\n"


def about(value, expected=ROW):
    """The sentence about an array."""
    value, expected = np.asarray(value), np.asarray(expected)
    return sentences.about_value("y", value, expected, compare.difference(value, expected))


# Values


@pytest.mark.parametrize(
    ("value", "expected", "says"),
    [
        ([[1, 2, 4]], ROW, "the numbers are right, but y has shape (1, 3) instead of (3,)"),
        ([1, 2], ROW, "y has shape (2,), expected (3,)"),
        ([[1, 2, 3]], ROW, "y has shape (1, 3), expected (3,)"),
        (np.empty((0, 3)), ROW, "y has shape (0, 3), which holds no numbers, expected (3,)"),
        ([1, np.nan, np.inf], ROW, "2 of 3 values of y are NaN or infinite, the first at [1]"),
        ([[1, 2, np.nan]], ROW, "y has shape (1, 3), expected (3,)"),
        ([0, 0, 0], ROW, "y is all zeros"),
        ([0, 0.25, 0], np.zeros(3), "y should be all zeros here, but reaches 0.25 at [1]"),
        ([1, 2.2, 4], ROW, "y is off by 5 % (normwise), most at [1]"),
        ([[1, 2], [3, 5]], [[1, 2], [3, 4]], "y is off by 25 % (normwise), most at [1, 1]"),
        (np.array(7.0), np.array(3.5), "y is off by 100 % (normwise), most at []"),
    ],
)
def test_a_wrong_array_is_told_by_what_is_wrong_with_it(value, expected, says):
    assert about(value, expected) == says


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (1e-7, "1.0e-07"), (0.00049, "4.9e-04"), (0.0005, "0.05 %"), (0.1234, "12 %"), (1.234, "120 %"),
        (9.94, "990 %"), (9.96, "a factor of 10"), (34321, "a factor of 34000"), (1.5e20, "a factor of 1.5e+20"),
        (float("inf"), "an infinite amount"), (float("nan"), "an infinite amount"),
    ],
)  # fmt: skip
def test_an_error_is_told_in_percent_or_as_a_factor(error, says):
    assert sentences.amount(error) == says


OTHER = "hold other things"
WANTED = ", expected an array of real numbers of shape (3,)"


@pytest.mark.parametrize(
    ("oddity", "says"),
    [
        (Oddity("masked"), "y is a masked array: return a plain array, with every number visible"),
        (Oddity("subclass", "numpy.matrix"), "y is a numpy.matrix: return a plain numpy.ndarray"),
        (Oddity("tuple", "2"), "y is a tuple of 2 values: return the array itself, not a tuple around it"),
        (Oddity("none"), f"y is None{WANTED}"),
        (Oddity("ragged"), f"y is a list that is no array of numbers: rows differ in length or {OTHER}{WANTED}"),
        (Oddity("complex"), f"y holds complex numbers{WANTED}"),
        (Oddity("not numbers", "<U1"), f"y has dtype <U1{WANTED}"),
        (Oddity("too large", "(9, 9)"), f"y has shape (9, 9), which is too large to be right{WANTED}"),
        (Oddity("other", "dict"), f"y is of type dict{WANTED}"),
    ],
    ids=lambda value: value.kind if isinstance(value, Oddity) else "",
)  # fmt: skip
def test_a_result_that_is_no_array_of_numbers_is_told_with_what_was_expected(oddity, says):
    assert sentences.about_value("y", oddity, ROW, None) == says


@pytest.mark.parametrize(
    ("found", "expected", "says"),
    [
        (4, 3, "y holds 4 arrays, expected a list of 3 arrays"),
        (2, 1, "y holds 2 arrays, expected a list of 1 array"),
        ((2, 3), 3, "y has shape (2, 3), expected a list of 3 arrays"),
        (Oddity("none"), 3, "y is None, expected a list of 3 arrays"),
        (Oddity("masked"), 3, "y is a masked array, expected a list of 3 arrays"),
        (Oddity("ragged"), 3, "y holds other things than arrays, expected a list of 3 arrays"),
        (Oddity("tuple", "3"), 3, "y holds other things than arrays, expected a list of 3 arrays"),
        (Oddity("other", "dict"), 3, "y is of type dict, expected a list of 3 arrays"),
    ],
)
def test_a_result_that_is_no_list_of_arrays_is_told_with_how_many_were_expected(found, expected, says):
    assert sentences.about_list("y", found, expected) == says


# Failures


RAISED = Reason.RAISED
ENDED = Failure(Reason.ENDED, message="SIGKILL")
GARBLED = Failure(Reason.GARBLED, message="not a text")
AT_1 = "(line 1: `import numpy`)"
NO_MODULE = Failure(RAISED, "ModuleNotFoundError", "No module named 'x'", 1)


@pytest.mark.parametrize(
    ("failure", "says"),
    [
        (Failure(Reason.TIMED_OUT), "f did not finish: 2.5 seconds for all cases are used up"),
        (ENDED, "f ended the whole process (SIGKILL): remove os._exit, signals and the like"),
        (GARBLED, "f disturbed the connection to quizdl (not a text): do not write to file descriptors"),
        (Failure(RAISED, "NotImplementedError", "", 4), "f is not written yet (line 4: `def f(x):`)"),
        (Failure(RAISED, "MemoryError"), "f asks for more memory than the 512 MB allowed"),
        (Failure(RAISED, "_ArrayMemoryError", "Unable", 1), f"f asks for more memory than the 512 MB allowed {AT_1}"),
        (Failure(RAISED, "SystemExit", "0", 1), f"f calls sys.exit {AT_1}: remove it"),
        (NO_MODULE, f"No module named 'x' {AT_1}: only numpy and the standard library can be imported"),
        (Failure(RAISED, "ValueError", "no", 1), f"f raises ValueError: no {AT_1}"),
        (Failure(RAISED, "ValueError"), "f raises ValueError"),
    ],
)  # fmt: skip
def test_a_call_that_gave_nothing_is_told_with_its_reason(failure, says):
    assert sentences.about_failure("f", failure, SOURCE, LIMITS) == says


@pytest.mark.parametrize(
    ("failure", "says"),
    [
        (Failure(RAISED, "SyntaxError", "invalid syntax", 1), f"this is not Python: invalid syntax {AT_1}"),
        (Failure(RAISED, "IndentationError", "unexpected indent", 1), f"this is not Python: unexpected indent {AT_1}"),
        (Failure(RAISED, "TabError", "mixed tabs", 99), "this is not Python: mixed tabs"),
        (Failure(RAISED, "ValueError", "no", 1), f"the file raises ValueError: no {AT_1}"),
        (Failure(Reason.TIMED_OUT), "the file did not finish: 2.5 seconds for all cases are used up"),
    ],
)  # fmt: skip
def test_a_file_that_could_not_be_run_is_told_with_its_reason(failure, says):
    assert sentences.about_loading(failure, SOURCE, LIMITS) == says


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (None, ""),
        (1, " (line 1: `import numpy`)"),
        (2, " (line 2)"),
        (5, " (line 5: `return x [31m / 0`)"),
        (6, f" (line 6: `{'y' * 77}...`)"),
        (8, ""),
    ],
)
def test_a_line_is_quoted_short_and_without_control_characters(line, says):
    assert sentences.where(line, SOURCE) == says


@pytest.mark.parametrize(
    ("failure", "says"),
    [
        (Failure(Reason.TIMED_OUT), "not run: the time was used up before"),
        (Failure(Reason.ENDED, message="SIGKILL"), "not run: the process had ended before"),
        (Failure(Reason.GARBLED), "not run: the process had ended before"),
    ],
)
def test_a_check_that_was_not_run_says_what_came_before(failure, says):
    assert sentences.about_end(failure) == says


def test_a_wrong_backward_is_told_whether_it_fits_its_forward():
    assert sentences.about_own_forward(True) == "it is the derivative of your forward; mend the forward first"
    assert sentences.about_own_forward(False) == "it is not the derivative of your forward either"


# Functions


FORWARD = Function(
    "f_forward", ("x", "w"), {"training": None, "eps": "1e-05"}, ("y", "cache"),
    "def f_forward(x, w, *, training, eps=1e-05):", "",
)  # fmt: skip
WRITE = "write `def f_forward(x, w, *, training, eps=1e-05)`"


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (0, "f_forward returns nothing (is the `return` missing?), expected 2: y, cache"),
        (1, "f_forward returns one value, expected 2: y, cache"),
        (3, "f_forward returns 3 values, expected 2: y, cache"),
    ],
)
def test_another_number_of_results_is_told_with_the_one_expected(count, says):
    assert sentences.about_count(FORWARD, count) == says


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("", "add `def f_forward(x, w, *, training, eps=1e-05)`"),
        ("def unlike():\n    pass", "add `def f_forward(x, w, *, training, eps=1e-05)`"),
        ("def f_foward(x):\n    pass", "did you mean to call `f_foward` so?"),
        ("async  def  f_foward(x):\n    pass", "did you mean to call `f_foward` so?"),
        ("def f_backward(x):\n    pass", "add `def f_forward(x, w, *, training, eps=1e-05)`"),
        ("class A:\n    def f_foward(self):\n        pass", "add `def f_forward(x, w, *, training, eps=1e-05)`"),
    ],
)
def test_a_missing_function_is_told_with_one_that_may_have_been_meant(source, hint):
    found = sentences.about_signature(FORWARD, "missing", source, ("f_forward", "f_backward"))
    assert found == f"there is no function `f_forward` in the file: {hint}"


def test_a_name_that_is_no_function_is_told_with_what_to_write():
    assert sentences.about_signature(FORWARD, "not a function", "") == f"`f_forward` is not a function: {WRITE}"


def described(parameters):
    """A signature as a worker describes it."""
    function = eval(f"lambda {parameters}: None")
    return [
        {"name": p.name, "kind": p.kind.name.lower(), "default": p.default is not inspect.Parameter.empty}
        for p in inspect.signature(function).parameters.values()
    ]


@pytest.mark.parametrize(
    "parameters",
    [
        "x, w, *, training, eps=1",
        "a, b, training, eps=1",
        "x, w, *, training=True, eps=1, more=2",
        "x, w, more=2, *, eps=1, training",
        "*rest, **options",
        "x, w, /, **options",
    ],
)
def test_a_function_that_can_be_called_as_asked_is_not_talked_about(parameters):
    assert sentences.about_signature(FORWARD, described(parameters), "") == ""


@pytest.mark.parametrize(
    ("parameters", "shown", "why"),
    [
        ("x, *, training, eps=1", "x, *, training, eps=...", "too many positional arguments"),
        ("x, w, b, *, training, eps=1", "x, w, b, *, training, eps=...", "missing a required argument: 'b'"),
        ("x, w, *, eps=1", "x, w, *, eps=...", "got an unexpected keyword argument 'training'"),
        ("x, w, *, training", "x, w, *, training", "got an unexpected keyword argument 'eps'"),
        ("x, w, *, training, eps", "x, w, *, training, eps", "missing a required argument: 'eps'"),
        ("x, training, *, eps=1", "x, training, *, eps=...", "multiple values for argument 'training'"),
    ],
)
def test_a_function_that_cannot_be_called_as_asked_is_told_with_what_to_write(parameters, shown, why):
    found = sentences.about_signature(FORWARD, described(parameters), "")
    assert found == f"f_forward({shown}) cannot be called as asked ({why}): {WRITE}"


@pytest.mark.parametrize(
    "found",
    [
        "unknown", None, 5, {}, [1], [{}], [{"name": "x"}], [{"name": 1, "kind": "var_keyword", "default": False}],
        [{"name": "x y\x1b", "kind": "keyword_only", "default": False}], [{"name": "x", "kind": [], "default": 0}],
        [{"name": "x", "kind": "keyword_only", "default": 0}] * 2,
    ],
)  # fmt: skip
def test_a_signature_that_nobody_can_read_is_left_to_the_call(found):
    assert sentences.about_signature(FORWARD, found, "") == ""
