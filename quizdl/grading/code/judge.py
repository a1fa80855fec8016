"""Holds one answer against what is right, and says why it is wrong."""

import numpy as np

from quizdl import compare
from quizdl.grading.code import sentences, statistics
from quizdl.grading.code.answers import Answer, Failed, Miscounted, Mislisted, Misshapen, Needs, Untold
from quizdl.grading.code.plans import steps
from quizdl.grading.code.plans.base import Expected, Plan
from quizdl.model.kinds.code import Limits
from quizdl.model.verdict import Outcome

Judgment = tuple[Outcome, str]
NAMES = dict.fromkeys((steps.FIRST, steps.LATER), f"the update of {steps.WEIGHTS}")
"""Labels of values that are not the result itself -> what they are called."""


def judge(label: str, answer: Answer, expected: Expected, plan: Plan, source: str, limits: Limits) -> Judgment:
    """Passed, or what is wrong. `source` is the text of the submission, for sentences that quote a line."""
    if isinstance(answer, Needs):
        return Outcome.SKIPPED, f"needs {answer.function}"
    if isinstance(answer, Untold):
        return Outcome.SKIPPED, answer.why
    if isinstance(answer, Failed):
        return Outcome.FAILED, sentences.about_failure(answer.function, answer.failure, source, limits)
    if isinstance(answer, Miscounted):
        return Outcome.FAILED, sentences.about_count(plan.function(label), answer.count)
    if isinstance(answer, Misshapen):
        return Outcome.FAILED, sentences.about_shape(answer.name, answer.found, answer.expected)
    if isinstance(answer, Mislisted):
        return Outcome.FAILED, sentences.about_list(answer.name, answer.found, answer.expected)
    right, name = expected.right[label], NAMES.get(label, label.partition(":")[0])
    if not isinstance(answer, np.ndarray):
        return Outcome.FAILED, sentences.about_value(name, answer, right, None)
    if label in expected.within:
        if compare.same(answer, right, within=expected.within[label]):
            return Outcome.PASSED, ""
        return Outcome.FAILED, statistics.sentence(label, answer, right)
    difference = compare.difference(answer, right, expected.condition)
    if difference.right:
        return Outcome.PASSED, ""
    return Outcome.FAILED, sentences.about_value(name, answer, right, difference)
