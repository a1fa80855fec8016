"""Runs a submission on every case of a code question and turns what comes back into a verdict."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from quizdl import compare
from quizdl.bank.bank import Bank
from quizdl.compare import Array
from quizdl.grading.code import expected as expectation
from quizdl.grading.code import own, sentences
from quizdl.grading.code.expected import Expected
from quizdl.grading.code.plan import Plan, plan
from quizdl.grading.code.points import Check, is_trivial, share_out
from quizdl.model.question import Code
from quizdl.model.topic import Function
from quizdl.model.verdict import Outcome, Status, Verdict
from quizdl.runner.replies import Failure, Oddity, Reason
from quizdl.runner.session import Call, Results, Session
from quizdl.variants import derive

STUDENT = "submission"
MOST_NOTE = 500
"""Characters of printed text that are shown."""


@dataclass
class Run:
    """A submission while it is graded."""

    question: Code
    plan: Plan
    file: str
    source: bytes
    session: Session
    seed: int
    usable: dict[str, bool] = field(default_factory=dict)
    """Function -> whether it can be called as asked."""
    checks: list[Check] = field(default_factory=list)
    looked_at_own: bool = False
    """The backward was held against the student's own forward: once is enough to tell."""
    ran: bool = False
    """Some forward came to its end."""
    changed: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The source, for sentences that quote a line."""
        return self.source.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")

    def note(self, name: str, outcome: Outcome, message: str = "") -> None:
        """A check without points."""
        self.checks.append(Check(name, outcome, message))

    def judge(self, result: str, case: Expected, outcome: Outcome, message: str = "") -> None:
        """A check of one result in one case."""
        sizes = ", ".join(str(size) for size in case.case.sizes.values())
        weight = case.case.weight * self.question.weights.get(result, 1.0)
        where = f"{case.case.name} ({sizes})"
        self.checks.append(
            Check(f"{result}, {where}", outcome, message, weight, result, where, is_trivial(result, case))
        )


def grade(
    question: Code, file: str, source: bytes, bank: Bank, seed: int, sessions: tuple[Session, Session]
) -> Verdict:
    """Grade one submission. The sessions are fresh workers: one for the reference, one for the submission."""
    begun = time.monotonic()
    steps = plan(question, bank.layer(question.layer or ""))
    reference, student = sessions
    expected = expectation.compute(question, steps, seed, reference)
    student.allow(question.limits)
    run = Run(question, steps, file, source, student, seed)
    if load(run):
        for case in expected:
            grade_case(run, case)
    else:
        for case in expected:
            skip(run, case, everything(run), "the file could not be run")
    return verdict(run, time.monotonic() - begun)


def load(run: Run) -> bool:
    """Run the file and look at its functions; a finding for each, worth nothing."""
    functions = [run.plan.forward] + ([run.plan.backward] if run.plan.backward else [])
    reply = run.session.load(STUDENT, run.file, run.source, [function.name for function in functions])
    if isinstance(reply, Failure):
        message = sentences.about_loading(reply, run.text, run.question.limits)
        run.note(f"{run.file} runs", Outcome.FAILED, message)
        return False
    for function in functions:
        message = sentences.about_signature(function, reply.get(function.name), run.text)
        run.usable[function.name] = not message
        outcome = Outcome.FAILED if message else Outcome.PASSED
        run.note(f"{function.name} is there and takes the arguments asked for", outcome, message)
    return True


def grade_case(run: Run, case: Expected) -> None:
    """The values and the gradients of one case."""
    forward = run.plan.forward
    if not run.usable[forward.name]:
        return skip(run, case, everything(run), f"needs {forward.name}")
    results = call(run, run.plan.run_forward(case.inputs, case.case))
    right = compared(run, case, forward, run.plan.outputs, results, case.outputs)
    backward = run.plan.backward
    if backward is None:
        return None
    if isinstance(results, Failure) or results.count is not None or not run.usable[backward.name]:
        reason = f"needs {forward.name if run.usable[backward.name] else backward.name}"
        return skip(run, case, run.plan.gradients, reason)
    run.ran = True
    gradients = call(run, run.plan.run_backward(case.upstream))
    passed = compared(run, case, backward, run.plan.gradients, gradients, case.gradients)
    if not right and not run.looked_at_own and not isinstance(gradients, Failure):
        own_forward(run, case, gradients, passed)
    return None


def call(run: Run, step: Call) -> Results | Failure:
    """Call a function of the submission."""
    results = run.session.call(STUDENT, step)
    if isinstance(results, Results) and results.changed:
        run.changed.add(step.function)
    return results


def compared(
    run: Run,
    case: Expected,
    function: Function,
    names: Iterable[str],
    results: Results | Failure,
    right: Mapping[str, Array],
) -> bool:
    """A finding for each result of a function; whether all are right."""
    names = list(names)
    if isinstance(results, Failure) or results.count is not None:
        message = (
            sentences.about_failure(function.name, results, run.text, run.question.limits)
            if isinstance(results, Failure)
            else sentences.about_count(function, results.count)
        )
        for name in names:
            run.judge(name, case, Outcome.FAILED, message)
        return False
    messages = {
        name: judge(name, results.values.get(name, Oddity("none")), right[name], case.condition) for name in names
    }
    for name in names:
        run.judge(name, case, Outcome.FAILED if messages[name] else Outcome.PASSED, messages[name])
    return not any(messages.values())


def judge(name: str, value: Array | Oddity, right: Array, condition: float) -> str:
    """Why a result is wrong; empty where it is right."""
    if isinstance(value, Oddity):
        return sentences.about_value(name, value, right, None)
    difference = compare.difference(value, right, condition)
    return "" if difference.right else sentences.about_value(name, value, right, difference)


def own_forward(run: Run, case: Expected, gradients: Results, passed: bool) -> None:
    """Where the forward is wrong: whether the backward is at least right for it."""
    arrays = {name: value for name, value in gradients.values.items() if not isinstance(value, Oddity)}
    if passed or len(arrays) < len(run.plan.gradients) or gradients.count is not None:
        return

    def forward(arguments: Mapping[str, Array]) -> Mapping[str, Array] | None:
        results = run.session.call(STUDENT, run.plan.run_forward(arguments, case.case))
        if isinstance(results, Failure):
            return None
        return {name: value for name, value in results.values.items() if not isinstance(value, Oddity)}

    answer = own.agrees(case, arrays, forward, derive(run.seed, "own", case.case.name))
    if answer is not None:
        run.looked_at_own = True
        says = (
            "it is the derivative of your forward; mend the forward first"
            if answer
            else "it is not the derivative of your forward either"
        )
        outcome = Outcome.PASSED if answer else Outcome.FAILED
        run.note(f"the backward against your own forward, {case.case.name}", outcome, says)


def everything(run: Run) -> tuple[str, ...]:
    """All results that are compared in a case."""
    return (*run.plan.outputs, *run.plan.gradients)


def skip(run: Run, case: Expected, names: Iterable[str], reason: str) -> None:
    """Checks that could not run."""
    for name in names:
        run.judge(name, case, Outcome.SKIPPED, reason)


def verdict(run: Run, seconds: float) -> Verdict:
    """Weights into points, findings into a status."""
    points = run.question.points
    findings = share_out(run.checks, points)
    score = sum(finding.points for finding in findings)
    right = all(finding.outcome is Outcome.PASSED for finding in findings)
    over = run.session.over
    if right:
        status = Status.RIGHT
    elif over and over.reason is Reason.TIMED_OUT:
        status = Status.TIMED_OUT
    else:
        status = Status.WRONG if run.ran and over is None else Status.FAILED
    return Verdict(status, points if right else round(score, 2), points, findings, notes=notes(run), seconds=seconds)


def notes(run: Run) -> tuple[str, ...]:
    """Information without points."""
    said = [f"{name} changes its arguments in place: callers will be surprised" for name in sorted(run.changed)]
    printed = run.session.printed().strip()
    if printed:
        said.append(
            "your code printed or warned:\n" + (printed if len(printed) <= MOST_NOTE else printed[:MOST_NOTE] + " ...")
        )
    return tuple(said)
