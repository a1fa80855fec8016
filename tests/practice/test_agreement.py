"""The agreement of learners' ticks with an instructor's marks, and the sentences about files that hold none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizdl.errors import BankError, QuizdlError
from quizdl.practice.agreement import SCALE, agreement, kappa

LETTERS = st.sampled_from("nyp")
ADVICE = "keep the lines that `quizdl export answers` wrote, and add `marks`"
SHAPE = 'is not a list of y, p or n, one for each point of the rubric, such as "marks": ["y", "p", "n"]'


def answer(ticks, marks, number=0, **fields):
    line = {"question": "t/why", "revision": "r1", "at": f"2026-11-{number:02}", "answer": "So.", "ticks": list(ticks)}
    return {**line, "marks": None if marks is None else list(marks), **fields}


def file_of(tmp_path, *lines):
    path = tmp_path / "marked.jsonl"
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return path


def numbered(*pairs):
    return [answer(*pair, number) for number, pair in enumerate(pairs, start=1)]


def by_table(pairs):
    """Weighted kappa as Cohen 1968 writes it: shares in a 3 x 3 table, and the products of its margins."""
    letters, count = sorted(SCALE, key=SCALE.get), len(pairs)
    weight = {(a, b): abs(SCALE[a] - SCALE[b]) / 2 for a in letters for b in letters}
    observed = sum(weight[cell] * pairs.count(cell) / count for cell in weight)
    rows = {a: sum(first == a for first, _ in pairs) / count for a in letters}
    columns = {b: sum(second == b for _, second in pairs) / count for b in letters}
    return 1 - observed / sum(weight[a, b] * rows[a] * columns[b] for a, b in weight)


def test_kappa_of_four_answers_is_the_one_computed_by_hand():
    # disagreement observed: one step of a half in four answers, 1/8; expected: 14 half steps in 16 pairs, 7/16
    assert kappa([("y", "y"), ("y", "p"), ("p", "p"), ("n", "n")]) == pytest.approx(1 - (1 / 8) / (7 / 16))


def test_kappa_is_1_for_the_same_letters_and_below_0_for_opposite_ones():
    assert kappa([("y", "y"), ("p", "p"), ("n", "n")]) == 1
    assert kappa([("y", "n"), ("n", "y")]) == -1


def test_partly_beside_yes_costs_half_of_no_beside_yes():
    rest = [("y", "y"), ("p", "p"), ("n", "n"), ("y", "y")]
    assert kappa([*rest, ("y", "p")]) > kappa([*rest, ("y", "n")])


@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=2))
def test_kappa_is_that_of_the_table(pairs):
    sides = [{pair[side] for pair in pairs} for side in (0, 1)]
    if min(map(len, sides)) == 1:
        assert kappa(pairs) is None
    else:
        assert kappa(pairs) == pytest.approx(by_table(pairs))
        assert kappa(pairs) == pytest.approx(kappa([(b, a) for a, b in pairs]))


def test_every_point_of_a_rubric_has_its_own_agreement(tmp_path):
    found = agreement(file_of(tmp_path, *numbered(("yy", "yn"), ("nn", "ny"), ("py", "py"), ("yn", "yn"))))
    first, second = found.points
    assert (first.question, first.point, first.answers, first.same, first.kappa) == ("t/why", 1, 4, 1.0, 1.0)
    assert (second.point, second.same, second.kappa) == (2, 0.5, 0.0)
    assert (found.answers, found.unmarked) == (4, 0)


def test_where_a_side_gave_one_letter_to_all_kappa_is_undefined_and_the_side_is_named(tmp_path):
    found = agreement(file_of(tmp_path, *numbered(("yny", "yyy"), ("yyy", "yyn"))))
    assert [(point.kappa, point.constant) for point in found.points] == [
        (None, ("learner", "instructor")),
        (None, ("instructor",)),
        (None, ("learner",)),
    ]


def test_answers_without_marks_are_left_out_and_counted(tmp_path):
    lines = numbered(("yn", "yn"), ("nn", None), ("ny", "ny"))
    del lines[1]["marks"]
    found = agreement(file_of(tmp_path, *lines, "", answer("yy", None, 9)))
    assert (found.answers, found.unmarked, found.points[0].answers) == (2, 2, 2)


def test_a_rubric_that_was_changed_is_another_one(tmp_path):
    lines = [*numbered(("yn", "yn")), answer("yny", "yny", 5, revision="r2", rubric=["One.", "Two.", "Three."])]
    found = agreement(file_of(tmp_path, *lines))
    assert [(point.revision, point.point, point.text) for point in found.points] == [
        ("r1", 1, ""),
        ("r1", 2, ""),
        ("r2", 1, "One."),
        ("r2", 2, "Two."),
        ("r2", 3, "Three."),
    ]


def test_a_file_with_a_byte_order_mark_and_line_ends_of_windows_is_read(tmp_path):
    path = tmp_path / "marked.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(answer("yn", "yn")).encode() + b"\r\n")
    assert agreement(path).answers == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "is not JSON (Expecting property name enclosed in double quotes)"),
        ("[" * 100_000, "is not JSON (nested too deep)"),
        ("[1]", "is not a JSON object: each line is an answer as `quizdl export answers` writes it"),
        ({"ticks": ["y"]}, f"has no `question`: {ADVICE}"),
        ({"question": "t/why"}, f"has no `ticks`: {ADVICE}"),
        (answer("yn", "y"), "`marks` has 1 letter, the rubric has 2 points"),
        (answer("yn", "yx"), f"`marks` {SHAPE}"),
        (answer("yn", [1, 0]), f"`marks` {SHAPE}"),
        ({**answer("yn", None), "marks": "yn"}, f"`marks` {SHAPE}"),
        (answer("", "yn"), f"`ticks` {SHAPE}"),
        (answer("yy", "yn", 1), "is the same answer as line 1: leave one of them out"),
        (answer("yyy", "yyy", 2), "has 3 ticks, line 1 of the same question has 2"),
    ],
)
def test_a_bad_line_is_a_sentence_with_its_number(tmp_path, line, said):
    path = file_of(tmp_path, answer("yy", "yn", 1), line)
    with pytest.raises(BankError) as error:
        agreement(path)
    assert str(error.value) == f"{path}:2:1: {said}"


def test_all_bad_lines_are_said_at_once(tmp_path):
    with pytest.raises(BankError) as error:
        agreement(file_of(tmp_path, "{", answer("y", "y"), "[]"))
    assert [problem.line for problem in error.value.problems] == [1, 3]


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path):
    with pytest.raises(QuizdlError, match="nope cannot be read: No such file or directory"):
        agreement(tmp_path / "nope")
    path = tmp_path / "latin"
    path.write_bytes(b"\xe4")
    with pytest.raises(QuizdlError, match="is not UTF-8: save it in UTF-8"):
        agreement(path)
