"""A repair question pays for what its starter gets wrong; the starter does not say what that is."""

import ast
import textwrap

import numpy as np
import pytest

from quizdl.bank.bank import Bank
from quizdl.bank.folders import QUESTIONS, Folders
from quizdl.bank.layers import code_of
from quizdl.bank.starter import of_bank
from quizdl.model.kinds.code import Code
from quizdl.model.verdict import Outcome, Status
from tests.grading.clinic import (
    AFFINE,
    BOTH,
    FORGETS_A,
    FORGETS_GAIN,
    FORWARD,
    MEAN_DA,
    MEAN_DB,
    MISTAKES,
    NO_SHIFT,
    bank_of,
    changed,
    graded,
    mistake,
    outcome,
    prepared_for,
    question,
)

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
HIDDEN = ("The mistake that the file came with is still there, or one that does the same.",)
OURS = Bank(Folders((QUESTIONS,)), use_cache=False)
REPAIRS = [
    one for topic in OURS.readable()[0] for one in topic.questions if isinstance(one, Code) and one.repair is not None
]
HELPED = changed(("z = a * x", "z = times(a, x)")) + textwrap.dedent('''

    LIMIT = 3


    @np.errstate(all="ignore")
    def times(a, x):
        """Multiply."""
        # a comment
        return a * x


    def unused(x):
        """Nothing uses it."""
        return x
''')


@pytest.fixture
def bank(tmp_path):
    """The layer and its mistakes."""
    return bank_of(tmp_path)


def started(bank, repair, **fields):
    return of_bank(question(repair=repair, **fields), bank)


def mended(bank, repair, edit):
    """The starter with its mistake mended."""
    source = started(bank, repair)
    assert source.count(edit[1]) == 1
    return source.replace(edit[1], edit[0])


# Points


@pytest.mark.parametrize("one", MISTAKES, ids=lambda one: one["id"])
def test_the_file_as_it_comes_earns_nothing(bank, one):
    repair = f"affine/{one['id']}"
    verdict = graded(bank, started(bank, repair), repair=repair)
    assert (verdict.status, verdict.score, verdict.max_score) == (Status.WRONG, 0, 10)
    assert sum(finding.max_points for finding in verdict.findings) == pytest.approx(10)


@pytest.mark.parametrize("one", MISTAKES, ids=lambda one: one["id"])
def test_the_mended_file_earns_all(bank, one):
    repair, (change,) = f"affine/{one['id']}", one["change"]
    verdict = graded(bank, mended(bank, repair, (change["from"], change["to"])), repair=repair)
    assert (verdict.status, verdict.score, verdict.feedback) == (Status.RIGHT, 10, ())


def test_the_points_are_for_what_the_starter_gets_wrong(bank):
    verdict = graded(bank, AFFINE, repair="affine/forgets-gain", weights={"dx": 3, "da": 2})
    worth = {finding.name: finding.max_points for finding in verdict.findings if finding.max_points}
    assert worth == {"dx, gain (5, 2)": 6, "da, gain (5, 2)": 4}
    assert outcome(verdict, "dx, plain (4, 3)") == (PASSED, 0)


def test_without_a_repair_everything_is_paid(bank):
    with prepared_for(bank) as prepared:
        assert prepared.done == frozenset()
    with prepared_for(bank, repair="affine/mean-da") as prepared:
        assert prepared.done == {(number, label) for number in (0, 1) for label in ("y", "dx", "db")}


def test_half_mended_is_half_paid(bank):
    half = changed(("dx = dz * a", "dx = dz * a if len(dy) == 4 else dz"))
    verdict = graded(bank, half, repair="affine/forgets-a")
    assert (verdict.status, verdict.score) == (Status.WRONG, 5)


def test_whoever_breaks_what_was_right_is_not_right(bank):
    verdict = graded(bank, changed(MEAN_DB), repair="affine/forgets-a")
    assert verdict.status is Status.WRONG
    assert outcome(verdict, "db, plain (4, 3)")[0] is FAILED


@pytest.mark.parametrize(
    ("broken", "score"),
    [
        (MEAN_DB, 6.67),
        (NO_SHIFT, 6.67),
        (("return dx, da, db", "return dx, None, None"), 3.33),
        (FORGETS_GAIN, 5 * 5 / 6),
    ],
    ids=["a-gradient", "an-output", "two-gradients", "a-gradient-in-one-case-and-half-of-the-mending"],
)
def test_breaking_what_was_right_costs_its_share_of_the_points(bank, broken, score):
    """6 results were right in the starter: y, da and db in two cases."""
    verdict = graded(bank, changed(broken), repair="affine/forgets-a")
    assert (verdict.status, verdict.score) == (Status.WRONG, round(score, 2))
    assert sum(finding.points for finding in verdict.findings) == pytest.approx(score, abs=0.01)


@pytest.mark.parametrize(
    "source",
    ["def affine_forward(x, a, b, *, gain=1.0):\n    raise NotImplementedError\n", "raise ValueError", "x = 1"],
    ids=["a-stub", "raises", "nothing"],
)
def test_a_file_that_does_not_run_earns_nothing(bank, source):
    assert graded(bank, source, repair="affine/forgets-a").score == 0


def test_a_repair_whose_mistake_does_not_run_pays_for_everything(tmp_path):
    bank = bank_of(tmp_path, [mistake("fails", ("dx = dz * a", "raise ValueError"))])
    verdict = graded(bank, started(bank, "affine/fails"), repair="affine/fails")
    assert (verdict.score, outcome(verdict, "y, plain (4, 3)")) == (0, (PASSED, 0))
    ends = bank_of(tmp_path / "ends", [mistake("ends", ("dx = dz * a", "__import__('os')._exit(1)"))])
    verdict = graded(ends, AFFINE, repair="affine/ends")
    assert (verdict.status, verdict.score) == (Status.RIGHT, 10)


# Feedback


def test_the_mistake_that_is_still_there_is_not_named(bank):
    verdict = graded(bank, started(bank, "affine/forgets-a"), repair="affine/forgets-a")
    assert (verdict.feedback, verdict.notes) == (HIDDEN, ())


def test_beside_another_mistake_it_is_not_named_either(bank):
    verdict = graded(bank, changed(FORGETS_A, MEAN_DB), repair="affine/forgets-a")
    assert verdict.feedback == HIDDEN


def test_a_mistake_made_while_mending_is_named(bank):
    verdict = graded(bank, changed(MEAN_DB), repair="affine/forgets-a")
    assert verdict.feedback == ("These are the numbers of code with this mistake: Says mean-db.", "Teaches mean-db.")


def test_a_mistake_that_nothing_tells_apart_is_not_named_either(tmp_path):
    like = mistake("like", ("dx = dz * a", "dx = 1 * dz"), like="forgets-a")
    bank = bank_of(tmp_path, [mistake("forgets-a", FORGETS_A), like])
    assert graded(bank, started(bank, "affine/like"), repair="affine/like").feedback == HIDDEN


# The starter


@pytest.mark.parametrize("one", MISTAKES, ids=lambda one: one["id"])
def test_the_starter_does_not_name_its_mistake(bank, one):
    text = started(bank, f"affine/{one['id']}")
    assert text.startswith('# quizdl: t/q\n"""?"""\n\nimport numpy as np\n\n\ndef affine_forward(')
    for told in (one["id"], one["says"], one["teaches"], "#", '"""'):
        assert told not in text.removeprefix('# quizdl: t/q\n"""?"""')


def test_the_starter_is_the_code_with_the_mistake_and_nothing_else(bank):
    expected = changed(FORGETS_A)
    functions = expected[expected.index("def affine_forward") :].replace("\n\n\n\n", "\n\n\n")
    assert started(bank, "affine/forgets-a") == f'# quizdl: t/q\n"""?"""\n\nimport numpy as np\n\n\n{functions}'


def test_the_starter_holds_what_its_functions_use(tmp_path):
    bank = bank_of(tmp_path, [mistake("adds", ("return a * x", "return a + x"))], HELPED)
    tree = ast.parse(started(bank, "affine/adds"))
    assert [node.name for node in tree.body if isinstance(node, ast.FunctionDef)] == [*BOTH, "times"]
    forward_only = of_bank(question(functions=(FORWARD,), repair="affine/adds"), bank)
    names = [node.name for node in ast.parse(forward_only).body if isinstance(node, ast.FunctionDef)]
    assert names == [FORWARD, "times"]


def test_the_starter_has_imports_first_and_no_prose(tmp_path):
    bank = bank_of(tmp_path, [mistake("adds", ("return a * x", "return a + x"))], HELPED)
    lines = started(bank, "affine/adds").splitlines()[2:]
    assert lines[:6] == ["", "import numpy as np", "LIMIT = 3", "", "", "def affine_forward(x, a, b, *, gain=1.0):"]
    assert [line for line in lines if ('"' in line and "errstate" not in line) or "comment" in line] == []


def test_the_starter_keeps_decorators(tmp_path):
    bank = bank_of(tmp_path, [mistake("adds", ("return a * x", "return a + x"))], HELPED)
    assert "@np.errstate" in started(bank, "affine/adds")


def test_a_definition_with_nothing_but_a_docstring_is_no_obstacle(tmp_path):
    empty = AFFINE + '\n\nclass Nothing:\n    """Only prose."""\n'
    bank = bank_of(tmp_path, [mistake("forgets-a", FORGETS_A)], empty)
    assert "dx = dz\n" in started(bank, "affine/forgets-a")


def test_a_starter_made_of_whole_functions_does_not_hold_the_right_ones(tmp_path):
    code = (
        "def affine_backward(dy, cache):\n    x, a, gain = cache\n    return dy, (dy * x).sum(axis=0), dy.sum(axis=0)\n"
    )
    text = started(bank_of(tmp_path, [mistake("whole", code=code)]), "affine/whole")
    assert text.count("def affine_backward") == 1


def test_the_starter_gives_the_numbers_of_its_mistake(bank):
    space = {}
    exec(started(bank, "affine/mean-da"), space)
    *_, cache = space[FORWARD](np.array([[1.0], [3.0]]), np.array([2.0]), np.array([5.0]))
    assert [value.tolist() for value in space[BOTH[1]](np.ones((2, 1)), cache)] == [[[2.0], [2.0]], [2.0], [2.0]]


def test_a_question_that_is_no_repair_starts_with_empty_functions(bank):
    text = of_bank(question(), bank)
    assert text.count("raise NotImplementedError") == 2
    assert "dz" not in text


def test_a_repair_of_what_is_not_asked_for_is_graded_like_any_question(bank):
    """Its starter has nothing to mend: `bank check` tells."""
    verdict = graded(bank, AFFINE, functions=(FORWARD,), repair="affine/forgets-gain")
    assert (verdict.status, verdict.score) == (Status.RIGHT, 10)
    worth = [finding.max_points for finding in verdict.findings if finding.max_points]
    assert worth == [5, 5]


def test_the_mistake_of_a_repair_is_reached_by_the_functions_asked_for(bank):
    verdict = graded(bank, changed(FORGETS_GAIN), repair="affine/forgets-gain")
    assert (verdict.score, verdict.diagnosis) == (0, ("affine/forgets-gain",))
    assert graded(bank, changed(MEAN_DA), repair="affine/mean-da").score == 0


# Those of quizdl


def test_there_are_repair_questions():
    assert len(REPAIRS) >= 9


@pytest.mark.parametrize("asked", REPAIRS, ids=lambda asked: asked.id)
def test_the_starter_of_every_repair_question_is_silent_about_its_mistake(asked):
    found = OURS.misconception(asked.repair)
    text = of_bank(asked, OURS)
    code = text.partition('"""')[2].partition('"""')[2]
    assert "#" not in code
    assert '"""' not in code
    for told in (found.id, found.id.partition("/")[2], found.says, found.teaches):
        assert told not in text
    layer = OURS.layer(asked.layer)
    names = [node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
    assert set(asked.functions) <= set(names) == set(names) & set(layer.functions)
    assert len(names) == len(set(names))
    assert code_of(text) != code_of(layer.text)
