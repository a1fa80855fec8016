"""An initializer is judged by the distribution of its weights: by the moments, by what is distinct, new, orthogonal."""

import math

import numpy as np
import pytest

from quizdl.grading.code.answers import Failed, Misshapen
from quizdl.grading.code.plans.weights import DISTINCT, GRAM, KURTOSIS, MEAN, NEW, VARIANCE, is_diagonal, statistics
from quizdl.model.kinds.code import Case
from quizdl.model.verdict import Status
from quizdl.runner.replies import Failure, Oddity, Reason
from quizdl.runner.session import Generator, Results
from tests.grading.asking import asked, failed, graded, passed, plain, right

START = """
    import numpy as np


    def inputs(rng, D, M):
        return {"shape": (D, M)}


    def bell(shape, *, rng, gain=1.0):
        w = gain * rng.standard_normal(shape) / np.sqrt(shape[0])
        return w


    def flat(shape, *, rng):
        bound = np.sqrt(3 / shape[0])
        w = rng.uniform(-bound, bound, shape)
        return w


    def cut(shape, *, rng):
        w = rng.standard_normal(shape)
        while (np.abs(w) > 2).any():
            w = np.where(np.abs(w) > 2, rng.standard_normal(shape), w)
        w = w / np.sqrt(shape[0]) / 0.8796
        return w


    def shifted(shape, *, rng):
        w = 3 + rng.standard_normal(shape)
        return w


    def turned(shape, *, rng, gain=1.0):
        tall = rng.standard_normal(sorted(shape, reverse=True))
        q = gain * np.linalg.qr(tall)[0]
        w = q if len(q) == shape[0] else q.T
        return w


    def same(shape, *, rng):
        w = np.full(shape, 0.5)
        return w
"""
MOMENTS = {MEAN, VARIANCE, KURTOSIS, DISTINCT, NEW}
CASE = Case(name="a case", sizes={"D": 120, "M": 90})
NORMAL, UNIFORM = "rng.standard_normal(shape) / np.sqrt(120)", "rng.uniform(-1, 1, shape) * np.sqrt(3 / 120)"
FROM_ROTATION = "np.linalg.qr(rng.standard_normal(shape))[0]"


def judged(make_bank, name, body, case=CASE):
    source = f"import numpy as np\n\n\ndef {name}(shape, *, rng, gain=1.0):\n    {body}\n"
    return graded(make_bank(start=START), source, asked("start", [name], [case]))


def returning(make_bank, name, value, case=CASE):
    return failed(judged(make_bank, name, f"return {value}", case))


def expected(make_bank, name, case=CASE, seed=0):
    return right(make_bank(start=START), asked("start", [name], [case]), seed)


# What is right


@pytest.mark.parametrize(
    ("name", "mean", "variance", "kurtosis"),
    [
        ("bell", 0, 1 / 120, 3), ("flat", 0, 1 / 120, 1.8), ("cut", 0, 1 / 120, 2.37), ("shifted", 3, 1, 3),
        ("turned", 0, 1 / 120, 3),
    ],
)  # fmt: skip
def test_the_right_moments_are_averages_of_the_reference(make_bank, name, mean, variance, kurtosis):
    found = plain(expected(make_bank, name)[0].right)
    assert found[MEAN] == pytest.approx(mean, abs=0.02)
    assert found[VARIANCE] == pytest.approx(math.log(variance), abs=0.02)
    assert found[KURTOSIS] == pytest.approx(kurtosis, abs=0.05)
    assert (found[DISTINCT], found[NEW]) == (1, 1)


def test_the_gram_matrix_is_compared_where_it_is_diagonal(make_bank):
    found, _ = expected(make_bank, "turned", Case(name="a case", sizes={"D": 20, "M": 9}, options={"gain": 3.0}))
    np.testing.assert_allclose(found.right[GRAM], 9 * np.eye(9), atol=1e-12)
    found, _ = expected(make_bank, "turned", Case(name="a case", sizes={"D": 9, "M": 20}))
    assert found.right[GRAM].shape == (9, 9)
    assert set(expected(make_bank, "bell")[0].right) == MOMENTS


def test_chance_carries_the_mean_and_the_variance_by_some_seven_deviations(make_bank):
    for name, fourth in (("bell", 3), ("flat", 1.8)):
        within = expected(make_bank, name)[0].within
        deviation = math.sqrt((1 + 1 / 16) / (120 * 90))
        assert within[MEAN] == pytest.approx(7.2 * deviation)
        assert within[VARIANCE] == pytest.approx(7.2 * deviation * math.sqrt(fourth - 1), rel=0.02)


def test_the_gram_matrix_knows_no_chance(make_bank):
    assert GRAM not in expected(make_bank, "turned")[0].within


def test_a_submission_draws_twice_from_two_generators(make_bank):
    found, plan = expected(make_bank, "bell", Case(name="a case", sizes={"D": 4, "M": 3}, options={"gain": 2.0}))
    one, two = plan.calls(found)
    assert one.arguments == two.arguments == [[4, 3]]
    assert one.options["gain"] == two.options["gain"] == 2.0
    assert isinstance(one.options["rng"], Generator)
    assert one.options["rng"] != two.options["rng"]


@pytest.mark.parametrize("name", ["bell", "flat", "cut", "shifted", "turned", "same"])
def test_the_reference_is_right(make_bank, name):
    verdict = graded(make_bank(start=START), START, asked("start", [name], [CASE]))
    assert (verdict.status, failed(verdict)) == (Status.RIGHT, {})


# Honest variants


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bell", "rng.normal(0, np.sqrt(1 / shape[0]), shape)"),
        ("bell", "rng.normal(scale=shape[0] ** -0.5, size=shape[::-1]).T"),
        ("bell", "np.array([rng.normal(size=shape[1]) / 120**0.5 for _ in range(shape[0])])"),
        ("bell", "-rng.standard_normal(shape) / np.sqrt(shape[0])"),
        ("bell", f"({NORMAL}).tolist()"),
        ("bell", f"({NORMAL}).astype('f4')"),
        ("bell", "rng.standard_normal(shape, dtype='f4') / 120**0.5"),
        ("flat", "(2 * rng.random(shape) - 1) * np.sqrt(3 / shape[0])"),
        ("flat", "(2 * rng.random(shape, dtype='f4') - 1) * np.sqrt(3 / shape[0])"),
        ("turned", "np.linalg.svd(rng.standard_normal(shape), full_matrices=False)[0]"),
        ("turned", "np.linalg.qr(rng.standard_normal(shape))[0].astype('f4')"),
        ("turned", "-np.linalg.qr(rng.standard_normal(shape))[0]"),
    ],
)
def test_an_honest_initializer_is_right(make_bank, name, value):
    assert returning(make_bank, name, value) == {}


@pytest.mark.parametrize("seed", range(8))
def test_the_reference_is_right_whatever_the_reference_has_drawn_before(make_bank, seed):
    found, plan = expected(make_bank, "bell", Case(name="a case", sizes={"D": 50, "M": 40}), seed)
    rng = np.random.default_rng(seed)
    draws = [rng.standard_normal((50, 40)) / np.sqrt(50) for _ in range(2)]
    answers = plan.answers(found, [Results({"w": w}) for w in draws])
    for label in (MEAN, VARIANCE, DISTINCT, NEW):
        assert abs(answers[label] - found.right[label]) <= found.within[label]


# Mistakes


def mean(found, wanted=0):
    return f"the mean of w is {found} standard deviations, expected about {wanted}"


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("bell", "rng.standard_normal(shape) / shape[0]", {VARIANCE}),
        ("bell", "rng.standard_normal(shape) / np.sqrt(shape[1])", {VARIANCE}),
        ("bell", f"1.1 * {NORMAL}", {VARIANCE}),
        ("bell", f"{NORMAL} / 1.1", {VARIANCE}),
        ("bell", f"{NORMAL} + 0.01", {MEAN}),
        ("bell", f"{NORMAL} - 0.01", {MEAN}),
        ("bell", UNIFORM, {KURTOSIS}),
        ("flat", NORMAL, {KURTOSIS}),
        ("flat", "rng.uniform(-1, 1, shape) / np.sqrt(120)", {VARIANCE}),
        ("flat", "rng.uniform(0, 1, shape) * np.sqrt(12 / 120)", {MEAN}),
        ("bell", "rng.laplace(size=shape) / np.sqrt(240)", {KURTOSIS}),
        ("shifted", "2 + rng.standard_normal(shape)", {MEAN}),
        ("shifted", "3 - 3 * rng.standard_normal(shape)", {MEAN, VARIANCE}),
        ("turned", NORMAL, {GRAM}),
        ("turned", "np.linalg.qr(rng.standard_normal(shape))[0] * 2", {VARIANCE, GRAM}),
    ],
)
def test_another_distribution_fails_in_the_moments_by_which_it_differs(make_bank, name, value, wrong):
    verdict = judged(make_bank, name, f"return {value}")
    assert set(failed(verdict)) == wrong
    assert passed(verdict) == (MOMENTS | {GRAM} if name == "turned" else MOMENTS) - wrong


CUT = """w = rng.standard_normal(shape)
    while (np.abs(w) > 2).any():
        w = np.where(np.abs(w) > 2, rng.standard_normal(shape), w)
    return w / np.sqrt(120) / 0.8796"""


def test_a_truncated_normal_distribution_is_told_apart_from_a_normal_one(make_bank):
    assert set(failed(judged(make_bank, "bell", CUT))) == {KURTOSIS}
    assert returning(make_bank, "cut", NORMAL).keys() == {KURTOSIS}
    assert failed(judged(make_bank, "cut", CUT)) == {}


def test_a_truncated_normal_distribution_without_its_correction_has_another_variance(make_bank):
    assert set(failed(judged(make_bank, "bell", CUT.removesuffix(" / 0.8796")))) == {KURTOSIS, VARIANCE}


def test_clipping_is_no_truncation(make_bank):
    clipped = "np.clip(rng.standard_normal(shape), -2, 2) / np.sqrt(120) / 0.8796"
    assert set(returning(make_bank, "cut", clipped)) == {VARIANCE, DISTINCT}


EXACT = "w = rng.standard_normal(shape)\n    w = (w - w.mean()) / w.std() / np.sqrt(120)\n    return "


@pytest.mark.parametrize(("factor", "ratio"), [("2", 4), ("0.5", 0.25), ("100", 1e4)])
def test_a_wrong_variance_is_told_as_a_multiple_of_the_right_one(make_bank, factor, ratio):
    says = failed(judged(make_bank, "bell", f"{EXACT}{factor} * w"))[VARIANCE]
    told = float(says.removeprefix("the variance of w is ").removesuffix(" times the right one"))
    assert told == pytest.approx(ratio, rel=0.02)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("bell", "w + 3 * w.std()", mean(3)),
        ("bell", "w - w.std() / 4", mean("-0.25")),
        ("shifted", "w / w.std() + 2", mean(2, 3)),
    ],
)
def test_a_wrong_mean_is_told_in_standard_deviations(make_bank, name, value, says):
    found = failed(judged(make_bank, name, f"{EXACT}{value}"))
    assert found[MEAN] == says


def test_a_constant_has_no_distribution(make_bank):
    found = returning(make_bank, "bell", "np.full(shape, 0.25)")
    assert found == {
        MEAN: mean("inf"), VARIANCE: "the variance of w is 0 times the right one",
        KURTOSIS: "w has a kurtosis of nan, expected 3.02 (a normal distribution has 3, a uniform one 1.8): "
        "another distribution",
        DISTINCT: "0.0 % of the numbers in w are distinct, expected 100 %",
        NEW: "another generator gives the same w: draw from `rng` at every call",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "share"),
    [
        ("np.tile(rng.standard_normal((60, 90)) / np.sqrt(120), (2, 1))", "50.0"),
        ("np.repeat(rng.standard_normal((120, 1)), 90, axis=1) / np.sqrt(120)", "1.1"),
    ],
)
def test_numbers_that_come_again_are_told(make_bank, value, share):
    found = returning(make_bank, "bell", value)
    assert found[DISTINCT] == f"{share} % of the numbers in w are distinct, expected 100 %"


def test_a_seed_of_its_own_gives_two_equal_draws(make_bank):
    found = returning(make_bank, "bell", "np.random.default_rng(3).standard_normal(shape) / np.sqrt(120)")
    assert found == {NEW: "another generator gives the same w: draw from `rng` at every call"}


def test_one_number_that_differs_is_another_draw(make_bank):
    value = "np.r_[rng.normal(), np.random.default_rng(3).standard_normal(10799)].reshape(shape) / np.sqrt(120)"
    assert returning(make_bank, "bell", value) == {}


@pytest.mark.parametrize(
    "value",
    [
        f"{FROM_ROTATION} * np.r_[1.001, np.ones(89)]",
        f"{FROM_ROTATION} @ (np.eye(90) + 0.001 * np.eye(90, k=1))",
    ],
    ids=["lengths", "angles"],
)
def test_columns_that_are_nearly_orthonormal_are_not_orthonormal(make_bank, value):
    assert set(returning(make_bank, "turned", value)) == {GRAM}


# Nothing to make statistics of


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("rng.standard_normal(shape[::-1])", "w has shape (90, 120), expected (120, 90)"),
        ("rng.standard_normal(10800)", "w has shape (10800,), expected (120, 90)"),
        ("rng.standard_normal((*shape, 1))", "w has shape (120, 90, 1), expected (120, 90)"),
        ("None", "w is None, expected an array of real numbers of shape (120, 90)"),
        (
            "rng.standard_normal(shape) * 1j",
            "w holds complex numbers, expected an array of real numbers of shape (120, 90)",
        ),
        ("1.0", "w has shape (), expected (120, 90)"),
        ("3.0", "w has shape (), expected (120, 90)"),
        ("1 / 0", "bell raises ZeroDivisionError: division by zero (line 5: `return 1 / 0`)"),
    ],
)
def test_what_has_another_shape_or_kind_fails_under_every_label(make_bank, value, says):
    assert returning(make_bank, "bell", value) == dict.fromkeys(MOMENTS, says)


SHAPE = (120, 90)
NOTHING, RAISED = Oddity("none"), Failure(Reason.RAISED, "ValueError")


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        (Results({"w": NOTHING}), Misshapen("w", NOTHING, SHAPE)),
        (RAISED, Failed("bell", RAISED)),
        (Results({}), Misshapen("w", NOTHING, SHAPE)),
    ],
)
def test_either_draw_may_be_the_one_that_is_missing(make_bank, turn, reply, answer):
    found, plan = expected(make_bank, "bell")
    replies = [Results({"w": np.ones(SHAPE)})] * 2
    replies[turn] = reply
    assert plan.answers(found, replies) == dict.fromkeys(MOMENTS, answer)


@pytest.mark.parametrize("turn", [0, 1])
def test_either_draw_may_be_the_one_of_another_shape(make_bank, turn):
    found, plan = expected(make_bank, "bell")
    replies = [Results({"w": np.ones(SHAPE)})] * 2
    replies[turn] = Results({"w": np.ones((90, 120))})
    assert plan.answers(found, replies) == dict.fromkeys(MOMENTS, Misshapen("w", (90, 120), SHAPE))


def test_the_moments_are_those_of_the_first_draw(make_bank):
    found, plan = expected(make_bank, "bell")
    first, second = np.random.default_rng(0).standard_normal((2, *SHAPE))
    answers = plan.answers(found, [Results({"w": 3 * first}), Results({"w": second + 1})])
    assert answers[MEAN] == pytest.approx(0, abs=0.05)
    assert answers[VARIANCE] == pytest.approx(math.log(9), abs=0.05)


# Statistics


def test_mean_variance_and_kurtosis_are_those_of_the_book():
    w, other = np.array([[1.0, 1.0], [1.0, 5.0]]), np.zeros((2, 2))
    found = plain(statistics(w, other))
    assert found == {
        MEAN: pytest.approx(2 / math.sqrt(3)), VARIANCE: pytest.approx(math.log(3)),
        KURTOSIS: pytest.approx((3 + 81) / 4 / 9), DISTINCT: 0.5, NEW: 1, GRAM: [[2, 6], [6, 26]],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "size"), [((2, 3), 2), ((3, 2), 2), ((2, 2, 2, 2), 2), ((5, 1, 2, 2), 4), ((3, 3), 3)]
)
def test_the_gram_matrix_is_that_of_the_shorter_side(shape, size):
    w = np.arange(float(np.prod(shape))).reshape(shape)
    gram = statistics(w, w)[GRAM]
    matrix = w.reshape(len(w), -1)
    np.testing.assert_array_equal(gram, matrix @ matrix.T if size == shape[0] else matrix.T @ matrix)
    assert gram.shape == (size, size)


def test_draws_are_compared_number_by_number():
    w = np.arange(4.0).reshape(2, 2)
    assert statistics(w, w)[NEW] == 0
    assert statistics(w, w + 1e-12 * np.eye(2))[NEW] == 1


def test_moments_of_single_precision_are_taken_in_double_precision():
    w = np.full((4, 4), 0.1, "f4")
    w[0, 0] += 1e-3
    assert statistics(w, w)[VARIANCE] == statistics(w.astype("f8"), w)[VARIANCE]


@pytest.mark.parametrize(
    ("matrix", "diagonal"),
    [
        ([[1.0, 0.0], [0.0, 5.0]], True),
        ([[1.0, 1e-10], [1e-10, 5.0]], True),
        ([[1.0, 1e-6], [1e-6, 5.0]], False),
        ([[1.0, -1e-6], [-1e-6, 5.0]], False),
        ([[1e-6, 0.0], [1e-10, 1e-6]], False),
    ],
)
def test_a_matrix_is_diagonal_beside_its_largest_entry(matrix, diagonal):
    assert is_diagonal(np.array(matrix)) is diagonal


def test_a_single_column_or_row_is_never_orthogonal_to_others(make_bank):
    assert not is_diagonal(np.array([[5.0]]))
    for sizes in ({"D": 4000, "M": 1}, {"D": 1, "M": 4000}):
        assert set(expected(make_bank, "bell", Case(name="a case", sizes=sizes))[0].right) == MOMENTS


def test_weights_that_are_not_finite_are_told_so(make_bank):
    found = returning(make_bank, "bell", "rng.standard_normal(shape) * np.nan")
    assert found[VARIANCE] == "w holds numbers that are not finite"


@pytest.mark.parametrize(("kind", "expected"), [("f4", "f4"), ("f8", "f8"), ("f2", "f8"), ("i8", "f8")])
def test_the_gram_matrix_has_the_precision_of_the_weights(kind, expected):
    w = np.arange(6).reshape(2, 3).astype(kind)
    assert statistics(w, w)[GRAM].dtype == expected
