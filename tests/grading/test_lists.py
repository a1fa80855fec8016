"""A function that takes and returns lists of arrays is graded array by array."""

import numpy as np
import pytest

from quizdl.model.kinds.code import Case, Change
from quizdl.model.verdict import Status
from tests.grading.asking import asked, changed, failed, graded, passed, right

SHORTEN = """
    import numpy as np


    def inputs(rng, D, M):
        return {"arrays": [rng.standard_normal((D, M)), rng.standard_normal(M), rng.standard_normal((M, D, 1))]}


    def shorten(arrays, *, most):
        total = sum((one**2).sum() for one in arrays)
        length = np.sqrt(total)
        factor = most / length if length > most else 1.0
        short = [factor * one for one in arrays]
        return short, length
"""
MISTAKES = """
    layer: shorten
    misconceptions:
      - id: by-value
        says: Clips values.
        teaches: One factor for all.
        change:
          - {from: "[factor * one for one in arrays]", to: "[np.clip(one, -most, most) for one in arrays]"}
"""
ALL = {"short[0]", "short[1]", "short[2]", "length"}
CASE = Case(name="a case", sizes={"D": 4, "M": 3}, options={"most": 1.5})
MANY = "short = [factor * one for one in arrays]"
RETURN = "return short, length"


def judged(make_bank, *replacements, case=CASE, **fields):
    question = asked("shorten", ["shorten"], [case], **fields)
    return graded(make_bank(shorten=SHORTEN), changed(SHORTEN, *replacements), question)


def expected(make_bank, case=CASE):
    return right(make_bank(shorten=SHORTEN), asked("shorten", ["shorten"], [case]))


def test_every_array_of_a_list_is_a_check(make_bank):
    verdict = judged(make_bank)
    assert verdict.status is Status.RIGHT
    assert [finding.name for finding in verdict.findings[1:]] == [
        "short[0], a case (4, 3)", "short[1], a case (4, 3)", "short[2], a case (4, 3)", "length, a case (4, 3)",
    ]  # fmt: skip


def test_a_list_is_drawn_and_answered_array_by_array(make_bank):
    found, _ = expected(make_bank)
    arrays = found.inputs["arrays"]
    assert [one.shape for one in arrays] == [(4, 3), (3,), (3, 4, 1)]
    length = np.sqrt(sum((one**2).sum() for one in arrays))
    np.testing.assert_allclose(found.right["length"], length)
    for number, one in enumerate(arrays):
        np.testing.assert_allclose(found.right[f"short[{number}]"], one * 1.5 / length)


def test_a_case_changes_every_array_of_a_list(make_bank):
    plain, _ = expected(make_bank)
    moved, _ = expected(
        make_bank,
        Case(name="a case", sizes=CASE.sizes, options=CASE.options, inputs={"arrays": Change(scale=2, offset=1)}),
    )
    for one, other in zip(plain.inputs["arrays"], moved.inputs["arrays"], strict=True):
        np.testing.assert_allclose(other, 2 * one + 1)


def test_the_condition_of_a_case_is_that_of_its_worst_array(make_bank):
    changes = {"arrays": Change(offset=1e6)}
    found, _ = expected(make_bank, Case(name="a case", sizes=CASE.sizes, options=CASE.options, inputs=changes))
    assert found.condition > 1e5


def test_an_array_that_comes_back_as_it_was_takes_no_work(make_bank):
    found, _ = expected(make_bank, Case(name="a case", sizes=CASE.sizes, options={"most": 100.0}))
    assert found.trivial == ALL - {"length"}
    assert expected(make_bank)[0].trivial == frozenset()


@pytest.mark.parametrize(
    "replacements",
    [
        [(MANY, "short = tuple(factor * one for one in arrays)")],
        [(MANY, "assert type(arrays) is list; short = [factor * one for one in arrays]")],
        [(MANY, "short = [(factor * one).astype('f4') for one in arrays]")],
        [(MANY, "for one in arrays: one *= factor"), (RETURN, "return arrays, length")],
        [(RETURN, "return [short, length]")],
        [("length = np.sqrt(total)", "length = float(np.linalg.norm(np.concatenate([a.ravel() for a in arrays])))")],
    ],
    ids=["tuple", "gets-a-list", "single", "in-place", "both-in-a-list", "norm"],
)
def test_an_honest_function_of_lists_is_right(make_bank, replacements):
    assert judged(make_bank, *replacements).status is Status.RIGHT


def test_arrays_of_a_list_that_are_changed_in_place_are_told_at_no_cost(make_bank):
    verdict = judged(make_bank, (MANY, "for one in arrays: one *= factor"), (RETURN, "return arrays, length"))
    assert verdict.notes == ("shorten changes its arguments in place: callers will be surprised",)


@pytest.mark.parametrize(
    ("returned", "wrong"),
    [
        ("[short[0], short[1] + 1, short[2]], length", {"short[1]"}),
        ("[short[0], short[2], short[1]], length", {"short[1]", "short[2]"}),
        ("short[:2], length", {"short[2]"}),
        ("[short[0].T, *short[1:]], length", {"short[0]"}),
        ("[short[0], short[1], short[2] * np.nan], length", {"short[2]"}),
        ("arrays, length", ALL - {"length"}),
        ("short, total", {"length"}),
        ("short, None", {"length"}),
        ("short[0], length", ALL - {"length"}),
        ("[], length", ALL - {"length"}),
        ("[short[0], None, short[2]], length", ALL - {"length"}),
        ("None, length", ALL - {"length"}),
        ("length, short", ALL),
        ("short", ALL),
    ],
)
def test_a_mistake_costs_the_arrays_in_which_it_is(make_bank, returned, wrong):
    verdict = judged(make_bank, (RETURN, f"return {returned}"))
    assert (set(failed(verdict)), passed(verdict)) == (wrong, ALL - wrong)


def test_wrong_arrays_are_told_by_their_place_in_the_list(make_bank):
    found = failed(judged(make_bank, (RETURN, "return [-short[0], short[1][:2]], length")))
    assert found == {
        "short[0]": found["short[0]"], "short[1]": "short[1] has shape (2,), expected (3,)",
        "short[2]": "short[2] is None, expected an array of real numbers of shape (3, 4, 1)",
    }  # fmt: skip
    assert found["short[0]"].startswith("short[0] is off by 200 % (normwise), most at [")


def test_another_number_of_results_is_told_by_the_names_of_the_lists(make_bank):
    found = failed(judged(make_bank, (RETURN, "return *short, length")))
    assert set(found.values()) == {"shorten returns 4 values, expected 2: short, length"}


def test_a_function_of_lists_that_raises_is_quoted_under_every_label(make_bank):
    found = failed(judged(make_bank, (MANY, "short = arrays[7]")))
    assert found == dict.fromkeys(
        ALL, "shorten raises IndexError: list index out of range (line 13: `short = arrays[7]`)"
    )


def test_the_mistake_that_makes_these_lists_is_named(make_bank, tmp_path):
    bank = make_bank(shorten=SHORTEN)
    (tmp_path / "bank" / "misconceptions" / "shorten.yaml").write_text(MISTAKES, encoding="utf-8")
    source = changed(SHORTEN, (MANY, "short = [np.minimum(np.maximum(one, -most), most) for one in arrays]"))
    assert graded(bank, source, asked("shorten", ["shorten"], [CASE])).diagnosis == ("shorten/by-value",)


def test_the_smallest_input_that_fails_is_written_as_a_list(make_bank):
    rung = Case(name="tiny", sizes={"D": 1, "M": 2}, options={"most": 0.5})
    shown = judged(
        make_bank, (MANY, "short = [2 * factor * one for one in arrays]"), ladder=(rung,), reveal=True
    ).smallest
    assert shown[0].startswith(">>> arrays = [np.array([[")
    assert shown[1] == ">>> short, length = shorten(arrays, most=0.5)"
    assert shown[2].startswith("short[0] comes out as [[")
    assert shown[3].startswith("short[0] should be    [[")


def test_without_weights_a_list_is_worth_as_much_as_a_number(make_bank):
    points = {finding.name.partition(",")[0]: finding.max_points for finding in judged(make_bank).findings}
    assert points["length"] == pytest.approx(5)
    assert points["short[0]"] == points["short[2]"] == pytest.approx(5 / 3)


def test_the_weight_of_a_list_is_shared_by_its_arrays(make_bank):
    verdict = judged(make_bank, weights={"short": 4, "length": 1})
    points = {finding.name.partition(",")[0]: finding.max_points for finding in verdict.findings}
    assert points["length"] == pytest.approx(2)
    assert points["short[0]"] == pytest.approx(8 / 3)


def test_a_list_with_one_array_too_many_is_not_right(make_bank):
    verdict = judged(make_bank, (RETURN, "return [*short, short[0]], length"))
    assert (verdict.status, passed(verdict)) == (Status.WRONG, {"length"})
    assert set(failed(verdict).values()) == {"short holds 4 arrays, expected a list of 3 arrays"}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("short[0]", "has shape (4, 3)"),
        ("[]", "has shape (0,)"),
        ("(one for one in short)", "is of type generator"),
        ("[one.tolist() for one in short]", "holds other things than arrays"),
        ("(short[0], None, short[2])", "holds other things than arrays"),
        ("None", "is None"),
    ],
)
def test_what_is_no_list_of_arrays_is_told_by_what_it_is(make_bank, value, says):
    found = failed(judged(make_bank, (RETURN, f"return {value}, length")))
    assert found == dict.fromkeys(ALL - {"length"}, f"short {says}, expected a list of 3 arrays")
