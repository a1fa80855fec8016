"""Small layers and sources that answer them: what the tests of the plans have in common."""

import textwrap

import numpy as np

from quizdl.grading.code.expected import compute
from quizdl.grading.code.grade import grade
from quizdl.grading.code.plan import plan
from quizdl.model.kinds.code import Code
from quizdl.model.verdict import Outcome
from quizdl.runner.session import Session


def asked(layer, functions, cases, **fields):
    """A question about a layer."""
    about = {"id": "t/q", "type": "code", "prompt": "?", "source": "derivation", "layer": layer}
    return Code(**about, functions=tuple(functions), cases=tuple(cases), **fields)


def graded(bank, source, question, seed=0):
    """The verdict on a source."""
    with Session() as reference, Session() as student:
        return grade(question, "answer.py", textwrap.dedent(source).encode(), bank, seed, (reference, student))


def right(bank, question, seed=0):
    """What is right in the only case of a question, and the plan that says so."""
    found = plan(question, bank.layer(question.layer))
    with Session() as session:
        (expected,) = compute(question, found, seed, session)
    return expected, found


def changed(source, *replacements):
    """A source with changes, each at the only place where it fits."""
    for old, new in replacements:
        assert source.count(old) == 1, f"{old} occurs {source.count(old)} times"
        source = source.replace(old, new)
    return source


def labels(verdict, outcome):
    """Label -> message of the checks with this outcome that are worth points; those of all cases together."""
    return {
        finding.name.removesuffix(f", {finding.case}"): finding.message
        for finding in verdict.findings
        if finding.outcome is outcome and finding.max_points > 0
    }


def passed(verdict):
    """The labels that are right somewhere."""
    return set(labels(verdict, Outcome.PASSED))


def failed(verdict):
    """Label -> what is said."""
    return labels(verdict, Outcome.FAILED)


def skipped(verdict):
    """Label -> what is said."""
    return labels(verdict, Outcome.SKIPPED)


def plain(values):
    """Arrays as lists, so that a failing comparison shows them."""
    return {label: np.asarray(value).tolist() for label, value in values.items()}
