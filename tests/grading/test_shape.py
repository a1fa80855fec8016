"""A shape is read in many notations, and right where its sizes are the key's for whatever the symbols stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizdl.grading import shape, sizes
from quizdl.grading.keys import Keys, NoKeyError
from quizdl.grading.numbers import UnreadableError
from quizdl.grading.shape import DRAWS, ShapeKey, WrongShape
from quizdl.model.kinds.number import WrongValue
from quizdl.model.kinds.shape import Shape
from quizdl.model.verdict import Status

NAMES = {"N": 13, "C": 22, "H": 17, "h": 5}


def question(answer="(N, 4)", **changes):
    fields = {
        "id": "t/q", "type": "shape", "prompt": "?", "source": "derivation", "layer": "scale", "answer": answer,
        **changes,
    }  # fmt: skip
    return Shape(**fields)


# Reading


@pytest.mark.parametrize(
    "text",
    [
        "(13, 64, 16, 16)", "13,64,16,16", "13 x 64 x 16 x 16", "13x64x16x16", "13 × 64×16 X 16", "13 64 16 16",
        "[13; 64; 16; 16]", "torch.Size([13, 64, 16, 16])", " ( 13 ,64,16 , 16, ) ", "N, 64, 16, 16", "nx64x16x16",
        "N 64 16 2*8", "((13), 4*16, (15+1), 32/2)", "(N, 64, floor(33/2), ceil(31/2))", "N x 64 x 33//2 x 2(9 - 1)",
    ],
)  # fmt: skip
def test_a_shape_is_read_in_many_notations(text):
    assert sizes.read_shape(text, NAMES) == (13, 64, 16, 16)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("()", ()), ("7", (7,)), ("(7,)", (7,)), ("4C", (88,)), ("4 C", (4, 22)), ("4*c", (88,)), ("H", (17,)),
        ("h", (5,)), ("H/2", (8,)), ("2*(H/2)", (17,)), ("2*(H//2)", (16,)), ("(H+1)//2 + 1, 4", (10, 4)),
        ("(H + 1) x (h - 1)", (18, 4)), ("-2+H", (15,)), ("C·h−1", (109,)), ("ceil(H/2)", (9,)), ("0", (0,)),
        ("⌊H/2⌋ x 3", (8, 3)),
    ],
)  # fmt: skip
def test_sizes_are_computed(text, expected):
    assert sizes.read_shape(text, NAMES) == expected


def test_a_symbol_named_x_is_not_a_cross():
    assert sizes.read_shape("x, 2x", {"x": 3}) == (3, 6)
    assert sizes.read_shape("2x", {"x": 3}) == (6,)
    assert sizes.read_shape("3 x x", {"x": 3}) == (3, 3, 3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", sizes.EXAMPLE),
        ("1" * 200, sizes.EXAMPLE),
        ("1, " * 41, sizes.EXAMPLE),
        ("9" * 13, sizes.EXAMPLE),
        ("(3, 4", sizes.EXAMPLE),
        ("3, 4)", sizes.EXAMPLE),
        (")(", sizes.EXAMPLE),
        ("3,,4", sizes.EXAMPLE),
        ("2**3", sizes.EXAMPLE),
        ("0.5, 2", sizes.EXAMPLE),
        ("3 +", sizes.EXAMPLE),
        ("floor 3", "`floor` means nothing here: use N, C, H, h and numbers, such as (8, 3, 32)"),
        ("(B, 3)", "`B` means nothing here: use N, C, H, h and numbers, such as (8, 3, 32)"),
        ("__import__('os')", sizes.EXAMPLE),
        ("(-1, 3)", "a size is not negative: write the number that stands there"),
        ("3 / 0", "that divides by zero"),
        ("3 // (2 - 2)", "that divides by zero"),
        ("(" * 119, sizes.EXAMPLE),
    ],
)
def test_what_is_no_shape_is_answered_with_a_sentence(text, says):
    with pytest.raises(UnreadableError) as error:
        sizes.read_shape(text, NAMES)
    assert str(error.value) == says


def test_without_symbols_numbers_only_are_asked_for():
    with pytest.raises(UnreadableError) as error:
        sizes.read_shape("N, 3", {})
    assert str(error.value) == "`N` means nothing here: use numbers only, such as (8, 3, 32)"


@given(text=st.text() | st.text("0123456789NCx,()[]+-*/ "))
def test_any_text_gives_whole_sizes_or_a_sentence(text):
    try:
        assert all(type(size) is int for size in sizes.read_shape(text, NAMES))
    except UnreadableError as error:
        assert str(error)  # noqa: PT017  both ends are right


@given(st.lists(st.integers(0, 10**11), max_size=6))
def test_what_python_prints_is_read_back(wanted):
    assert sizes.read_shape(str(tuple(wanted)), {}) == tuple(wanted)


# The key


def key(bank, item, seed=0):
    with Keys(bank) as keys:
        return keys.key(item, seed)


def test_a_key_is_a_tuple_of_expressions_over_params_and_symbols(bank):
    found = key(bank, question("(N, 2 * k, H // k + 1)", symbols={"N": 1, "H": 2}, params={"k": (3,)}))
    assert found.shown == "(N, 6, H // 3 + 1)"
    assert found.value == tuple((row[0], 6, 2 * row[1] // 3 + 1) for row in DRAWS)


def test_a_key_may_be_the_shape_of_what_the_layer_gives(bank):
    answer = "scale_forward(zeros((N, 3)), 2.0)[0].shape"
    assert key(bank, question(answer, symbols={"N": 1})).shown == "(N, 3)"
    assert key(bank, question("zeros(5).shape")) == ShapeKey(((5,),), "(5,)", ())
    assert key(bank, question("array(1.0).shape")).shown == "()"


def test_a_misconception_computes_the_same_shape_with_the_mistake_in_the_layer(bank):
    wrong = (
        WrongValue(misconception="scale/no-offset"),
        WrongValue(value="(k, 1)", says="You forgot {{k}}."),
    )
    answer = "scale_forward(zeros(k), 1.0, offset=zeros((2, 1)))[0].shape"
    found = key(bank, question(answer, wrong=wrong, params={"k": (3,)}))
    assert found.value == ((2, 3),)
    assert found.wrong == (
        WrongShape(((3,),), "The offset is added last.", "scale/no-offset"),
        WrongShape(((3, 1),), "You forgot 3.", None),
    )


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("(N, 1 / 0)", "`(N, 1 / 0)` raises ZeroDivisionError: division by zero"),
        ("(N, 3.5)", "`(N, 3.5)` is not a tuple of whole numbers, such as (32, h // 2) when N = 13"),
        ("(-1, N)", "`(-1, N)` is not a tuple of whole numbers, such as (32, h // 2) when N = 13"),
        ("(inf,)", "`(inf,)` is not a tuple of whole numbers, such as (32, h // 2) when N = 13"),
        ("zeros((2, 2))", "`zeros((2, 2))` is not a tuple of whole numbers, such as (32, h // 2) when N = 13"),
        ("'ab'", "`'ab'` is not a tuple of whole numbers, such as (32, h // 2) when N = 13"),
        ("64", "`64` raises TypeError: Value after * must be an iterable, not int"),
        ("[3] * (N % 3 + 1)", "`[3] * (N % 3 + 1)` has not always the same number of axes"),
        ("zeros((N // 2, 3)).shape", "axis 1 depends on symbols: write the answer as a tuple, so that it can be shown"),
    ],
)
def test_an_expression_that_gives_no_shape_says_why(bank, answer, says):
    with pytest.raises(NoKeyError) as error:
        key(bank, question(answer, symbols={"N": 1}))
    assert str(error.value) == says


def test_a_wrong_shape_that_fails_is_told_with_its_place(bank):
    wrong = (WrongValue(value="(1,)", says="No."), WrongValue(value="(1 / 0,)", says="No."))
    with pytest.raises(NoKeyError) as error:
        key(bank, question("(3,)", wrong=wrong))
    assert error.value.wrong == 1


def test_no_two_symbols_are_related_in_every_row():
    columns = list(zip(*DRAWS, strict=True))
    assert len(set(columns)) == len(columns) == 8
    for a in columns:
        assert len(set(a)) == len(DRAWS)
        assert {size % 2 for size in a} == {0, 1}
        for b in columns:
            assert a == b or len({x - y for x, y in zip(a, b, strict=True)}) > 1
            for c in columns:
                assert b in (a, c) or any(x - y != y - z for x, y, z in zip(a, b, c, strict=True))


# The verdict


def judge(typed, answer="(N, 2 * C, H // 2)", wrong=(), bank=None):
    item = question(answer, symbols={"N": 1, "C": 1, "H": 2}, wrong=wrong, points=4.0)
    return shape.grade(item, shape.read(typed, item), key(bank, item))


@pytest.mark.parametrize("typed", ["(N, 2C, H/2)", "N, C + C, (H + 1)//2", "n x c*2 x h/2"])
def test_an_equal_shape_is_right_however_it_is_written(bank, typed):
    verdict = judge(typed, bank=bank)
    assert (verdict.status, verdict.score, verdict.feedback) == (Status.RIGHT, 4, ())


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("N, 2C", "Your shape has 2 axes, the right one has 3."),
        ("N", "Your shape has 1 axis, the right one has 3."),
        ("2C, N, H/2", "The sizes are right, but not their order."),
        ("N, C, H/2", "Axis 2 is not right, counted from 1; the others are."),
        ("13, 44, H/2", "Axes 1 and 2 are not right, counted from 1."),
        ("2N, C, H", "Axes 1, 2 and 3 are not right, counted from 1."),
    ],
)
def test_another_wrong_shape_is_told_where_it_differs(bank, typed, says):
    verdict = judge(typed, bank=bank)
    assert (verdict.status, verdict.score, verdict.max_score) == (Status.WRONG, 0, 4)
    assert (verdict.feedback, verdict.diagnosis) == ((says,), ())


def test_a_shape_that_a_known_mistake_leads_to_is_told_which(bank):
    wrong = (WrongValue(value="(N, C, H // 2)", says="It doubles.", misconception=None),)
    verdict = judge("N, C, H/2", wrong=wrong, bank=bank)
    assert (verdict.feedback, verdict.diagnosis) == (("It doubles.",), ())
    named = ShapeKey(((1,),), "(1,)", (WrongShape(((2,),), "Taught.", "layer/mistake"),))
    verdict = shape.grade(question(), ((2,),), named)
    assert (verdict.feedback, verdict.diagnosis) == (("Taught.",), ("layer/mistake",))
