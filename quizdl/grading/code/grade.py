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
from quizdl.grading.code.points import Check, share_out
from quizdl.grading.permission import require_permission
from quizdl.model.layer import Function
from quizdl.model.printable import printable
from quizdl.model.question import Code
from quizdl.model.verdict import Outcome, Status, Verdict
from quizdl.runner.replies import Failure, Oddity, Reason
from quizdl.runner.session import Call, Results, Session
from quizdl.variants import derive

STUDENT = "submission"
SLOW, LEAST_SECONDS = 20.0, 0.02
"""A backward that takes so many times its forward, and so many seconds, is remarked upon."""
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
    doubtful: list[tuple[Expected, Mapping[str, Array]]] = field(default_factory=list)
    """Cases in which forward and backward are wrong, with the gradients that came back."""
    ran: bool = False
    """Some forward came to its end."""
    over: Failure | None = None
    """Why the worker could not be asked to the end."""
    changed: set[str] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=dict)
    """Function -> how long its calls took, messages included."""

    @property
    def text(self) -> str:
        """The source, for sentences that quote a line."""
        return self.source.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")

    def note(self, name: str, outcome: Outcome, message: str = "") -> None:
        """A check without points."""
        self.checks.append(Check(name, outcome, message))

    def judge(self, result: str, case: Expected, outcome: Outcome, message: str = "") -> None:
        """A check of one result in one case."""
        sizes = ", ".join(str(size) for size in case.case.sizes.values())
        weight = case.case.weight * self.question.weights.get(result, 1.0)
        where = f"{case.case.name} ({sizes})"
        self.checks.append(Check(f"{result}, {where}", outcome, message, weight, result, where, result in case.trivial))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question with everything that is the same for all who answer it: a class pays for it once."""

    question: Code
    plan: Plan
    seed: int
    expected: tuple[Expected, ...]


def prepare(question: Code, bank: Bank, seed: int, reference: Session) -> Prepared:
    """Draw the inputs and compute what is right for them, in a fresh worker."""
    require_permission(bank)
    steps = plan(question, bank.layer(question.layer or ""))
    return Prepared(question, steps, seed, tuple(expectation.compute(question, steps, seed, reference)))


def judge_source(prepared: Prepared, file: str, source: bytes, student: Session) -> Verdict:
    """Grade one submission in a fresh worker."""
    begun = time.monotonic()
    student.allow(prepared.question.limits)
    run = Run(prepared.question, prepared.plan, printable(file), source, student, prepared.seed)
    if load(run):
        for case in prepared.expected:
            grade_case(run, case)
        run.over = student.over
        own_forward(run)
    else:
        for case in prepared.expected:
            skip(run, case, everything(run), "the file could not be run")
        run.over = student.over
    return verdict(run, time.monotonic() - begun)


def grade(
    question: Code, file: str, source: bytes, bank: Bank, seed: int, sessions: tuple[Session, Session]
) -> Verdict:
    """Grade one submission. The sessions are fresh workers: one for the reference, one for the submission."""
    reference, student = sessions
    return judge_source(prepare(question, bank, seed, reference), file, source, student)


def load(run: Run) -> bool:
    """Run the file and look at its functions; a finding for each, worth nothing."""
    functions = [run.plan.forward] + ([run.plan.backward] if run.plan.backward else [])
    reply = run.session.load(STUDENT, run.file, run.source, [function.name for function in functions])
    if isinstance(reply, Failure):
        message = sentences.about_loading(reply, run.text, run.question.limits)
        run.note(f"{run.file} runs", Outcome.FAILED, message)
        return False
    for function in functions:
        message = sentences.about_signature(function, reply.get(function.name), run.text, run.question.functions)
        run.usable[function.name] = not message
        outcome = Outcome.FAILED if message else Outcome.PASSED
        run.note(f"{function.name} is there and takes the arguments asked for", outcome, message)
    return True


def grade_case(run: Run, case: Expected) -> None:
    """The values and the gradients of one case."""
    forward, backward = run.plan.forward, run.plan.backward
    if run.session.over is not None:
        return skip(run, case, everything(run), sentences.about_end(run.session.over))
    if not run.usable[forward.name]:
        return skip(run, case, everything(run), f"needs {forward.name}")
    results = call(run, run.plan.run_forward(case.inputs, case.case))
    right = compared(run, case, forward, run.plan.outputs, results, case.outputs)
    run.ran = run.ran or not isinstance(results, Failure)
    if backward is None:
        return None
    if isinstance(results, Failure) or results.count is not None or not run.usable[backward.name]:
        reason = f"needs {forward.name if run.usable[backward.name] else backward.name}"
        return skip(run, case, run.plan.gradients, reason)
    gradients = call(run, run.plan.run_backward(case.upstream))
    passed = compared(run, case, backward, run.plan.gradients, gradients, case.gradients)
    if isinstance(gradients, Results) and not (right or passed):
        run.doubtful.append((case, arrays(gradients)))
    return None


def call(run: Run, step: Call) -> Results | Failure:
    """Call a function of the submission."""
    begun = time.monotonic()
    results = run.session.call(STUDENT, step)
    run.seconds[step.function] = run.seconds.get(step.function, 0.0) + time.monotonic() - begun
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
    message = ""
    if isinstance(results, Failure):
        message = sentences.about_failure(function.name, results, run.text, run.question.limits)
    elif results.count is not None:
        message = sentences.about_count(function, results.count)
    if isinstance(results, Failure) or message:
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


def own_forward(run: Run) -> None:
    """Whether the backward is at least right for a wrong forward: told once, when every case has its points."""
    for case, gradients in run.doubtful:
        if len(gradients) < len(run.plan.gradients):
            continue

        def forward(arguments: Mapping[str, Array], case: Expected = case) -> Mapping[str, Array] | None:
            results = run.session.call(STUDENT, run.plan.run_forward(arguments, case.case))
            return None if isinstance(results, Failure) else arrays(results)

        answer = own.agrees(case, gradients, forward, derive(run.seed, "own", case.case.name))
        if answer is not None:
            name = f"the backward against your own forward, {case.case.name}"
            return run.note(name, Outcome.PASSED if answer else Outcome.FAILED, sentences.about_own_forward(answer))
    return None


def arrays(results: Results) -> dict[str, Array]:
    """The results that are arrays of real numbers."""
    return {name: value for name, value in results.values.items() if not isinstance(value, Oddity)}


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
    if right:
        status = Status.RIGHT
    elif run.over is not None and run.over.reason is Reason.TIMED_OUT:
        status = Status.TIMED_OUT
    else:
        status = Status.WRONG if run.ran and run.over is None else Status.FAILED
    return Verdict(
        status,
        points if right else round(score, 2),
        points,
        findings,
        notes=notes(run),
        remarks=remarks(run),
        seconds=seconds,
    )


def remarks(run: Run) -> tuple[str, ...]:
    """What only the instructor is told: a backward so slow that it may run the forward for every element of x."""
    if run.plan.backward is None:
        return ()
    forward, backward = (run.seconds.get(function.name, 0.0) for function in (run.plan.forward, run.plan.backward))
    if backward < max(SLOW * forward, LEAST_SECONDS):
        return ()
    ratio = backward / forward
    return (f"{run.plan.backward.name} takes {ratio:.0f} x its forward ({backward:.2g} s): differences in a loop?",)


def notes(run: Run) -> tuple[str, ...]:
    """Information without points."""
    said = [f"{name} changes its arguments in place: callers will be surprised" for name in sorted(run.changed)]
    printed = run.session.printed().strip()
    if printed:
        said.append(
            "your code printed or warned:\n" + (printed if len(printed) <= MOST_NOTE else printed[:MOST_NOTE] + " ...")
        )
    return tuple(said)
