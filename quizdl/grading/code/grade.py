"""Runs a submission on every case of a code question and turns what comes back into a verdict."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from quizdl.bank.bank import Bank
from quizdl.grading.code import own, sentences
from quizdl.grading.code.answers import Answer, Answers, Needs, alike
from quizdl.grading.code.diagnose import Diagnosis, Patient, diagnose
from quizdl.grading.code.judge import Judgment, judge
from quizdl.grading.code.ladder import smallest
from quizdl.grading.code.observe import Observed, observe
from quizdl.grading.code.plans.base import Expected
from quizdl.grading.code.plans.pair import Pair
from quizdl.grading.code.points import Check, share_out
from quizdl.grading.code.prepared import Prepared, prepare
from quizdl.grading.code.tell import feedback, notes, remarks
from quizdl.model.kinds.code import Code
from quizdl.model.printable import printable
from quizdl.model.verdict import Outcome, Status, Verdict
from quizdl.runner.replies import Failure, Reason
from quizdl.runner.session import Results, Session
from quizdl.variants import derive

STUDENT = "submission"
Place = tuple[int, str]


@dataclass
class Run:
    """A submission while it is graded."""

    prepared: Prepared
    file: str
    source: bytes
    session: Session
    usable: dict[str, bool] = field(default_factory=dict)
    """Function -> whether it can be called as asked."""
    checks: list[Check] = field(default_factory=list)
    observed: Observed = field(default_factory=Observed)
    judged: dict[Place, Judgment] = field(default_factory=dict)
    """Number of a case and label -> judgment."""
    diagnosis: Diagnosis = field(default_factory=Diagnosis)

    @property
    def text(self) -> str:
        """The source, for sentences that quote a line."""
        return self.source.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")

    @property
    def question(self) -> Code:
        """What was asked."""
        return self.prepared.question

    def note(self, name: str, outcome: Outcome, message: str = "") -> None:
        """A check without points."""
        self.checks.append(Check(name, outcome, message))

    def judge(self, label: str, answer: Answer, expected: Expected) -> Judgment:
        """Whether an answer is right."""
        return judge(label, answer, expected, self.prepared.plan, self.text, self.question.limits)


def judge_source(prepared: Prepared, file: str, source: bytes, student: Session, explain: bool = True) -> Verdict:
    """Grade one submission in a fresh worker. explain: show the smallest input that fails, too."""
    begun = time.monotonic()
    student.allow(prepared.question.limits)
    run = Run(prepared, printable(file), source, student)
    if load(run):
        run_cases(run)
        wrong = frozenset(place for place, (outcome, _) in run.judged.items() if outcome is Outcome.FAILED)
        if wrong:
            find_mistake(run, wrong)
        count(run)
        if not run.diagnosis.named:
            own_forward(run)
    else:
        run.observed.over = student.over
        run.judged = skipped(run, "the file could not be run")
        count(run)
    return verdict(run, begun, explain)


def grade(
    question: Code, file: str, source: bytes, bank: Bank, seed: int, sessions: tuple[Session, Session]
) -> Verdict:
    """Grade one submission. The sessions are fresh workers: one for the reference, one for the submission."""
    reference, student = sessions
    with prepare(question, bank, seed, reference) as prepared:
        return judge_source(prepared, file, source, student)


def load(run: Run) -> bool:
    """Run the file and look at its functions; a finding for each, worth nothing."""
    functions = run.prepared.plan.functions
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


def skipped(run: Run, reason: str) -> dict[Place, Judgment]:
    """Judgments where nothing could run."""
    cases = enumerate(run.prepared.expected)
    return {(number, label): (Outcome.SKIPPED, reason) for number, case in cases for label in case.right}


def run_cases(run: Run) -> None:
    """All cases, and a judgment of each result."""
    main = run.prepared.plan.functions[0]
    if not run.usable[main.name]:
        run.judged = skipped(run, f"needs {main.name}")
        return
    run.observed = observe(STUDENT, run.prepared.plan, run.prepared.expected, run.session)
    for number, (case, answers) in enumerate(zip(run.prepared.expected, run.observed.answers, strict=True)):
        usable = None if answers is None else {label: only_usable(run, label, answers[label]) for label in case.right}
        run.observed.answers[number] = usable
        for label in case.right:
            if usable is None:
                assert run.observed.over is not None  # noqa: S101  for the type checker
                run.judged[number, label] = Outcome.SKIPPED, sentences.about_end(run.observed.over)
            else:
                run.judged[number, label] = run.judge(label, usable[label], case)


def only_usable(run: Run, label: str, answer: Answer) -> Answer:
    """An answer, unless the function is not there to give one."""
    name = run.prepared.plan.function(label).name
    return answer if run.usable[name] else Needs(name)


def find_mistake(run: Run, wrong: frozenset[Place]) -> None:
    """Name the mistake; excuse what a legitimate variant or a named forward explains."""
    mistakes = run.prepared.mistakes
    run.diagnosis = diagnose(Patient(mistakes, run.observed.answers, wrong, run.prepared.seed))
    for place in run.diagnosis.excused | run.diagnosis.consistent:
        run.judged[place] = Outcome.PASSED, ""


def fails(run: Run, label: str, answer: Answer, rung: Expected) -> bool:
    """Whether an answer on the ladder is wrong, by the legitimate variants that were found in the cases, too."""
    if run.judge(label, answer, rung)[0] is not Outcome.FAILED:
        return False
    variants = (run.prepared.mistakes.elsewhere(name, rung) for name in run.diagnosis.conventions)
    return not any(
        found is not None and alike(answer, found[label], rung.condition, rung.within.get(label)) for found in variants
    )


def count(run: Run) -> None:
    """Judgments into checks with weights."""
    for number, case in enumerate(run.prepared.expected):
        sizes = ", ".join(str(size) for size in case.case.sizes.values())
        where = f"{case.case.name} ({sizes})"
        results = [label.partition(":")[0] for label in case.right]
        weighed = [result.partition("[")[0] for result in results]  # the arrays of a list share its weight
        for label, result, name in zip(case.right, results, weighed, strict=True):
            outcome, message = run.judged[number, label]
            weight = case.case.weight * run.question.weights.get(name, 1.0) / weighed.count(name)
            weight = 0.0 if (number, label) in run.prepared.done else weight
            trivial = label in case.trivial
            run.checks.append(Check(f"{label}, {where}", outcome, message, weight, result, where, trivial))


def own_forward(run: Run) -> None:
    """Whether the backward is at least right for a wrong forward: told once, when every case has its points."""
    plan = run.prepared.plan
    if not isinstance(plan, Pair) or plan.backward is None:
        return
    for number, expected in enumerate(run.prepared.expected):
        gradients = doubtful(run, plan, number)
        if not gradients:
            continue

        def forward(inputs: own.Inputs, case: Expected = expected, plan: Pair = plan) -> own.Outputs | None:
            results = run.session.call(STUDENT, plan.run_forward(inputs, case.case))
            return arrays(results.values) if isinstance(results, Results) else None

        seed = derive(run.prepared.seed, "own", expected.case.name)
        answer = own.agrees(expected, gradients, forward, seed)
        if answer is not None:
            name = f"the backward against your own forward, {expected.case.name}"
            outcome = Outcome.PASSED if answer else Outcome.FAILED
            run.note(name, outcome, sentences.about_own_forward(answer))
            return


def doubtful(run: Run, plan: Pair, number: int) -> own.Outputs:
    """The gradients of a case in which forward and backward are wrong."""
    answers: Answers | None = run.observed.answers[number] if run.observed.answers else None

    def fails(labels: Sequence[str]) -> bool:
        return any(run.judged[number, label][0] is Outcome.FAILED for label in labels)

    if answers is None or not (fails(plan.outputs) and fails(plan.gradients)):
        return {}
    gradients = arrays({label: answers[label] for label in plan.gradients})
    return gradients if len(gradients) == len(plan.gradients) else {}


def arrays(values: Answers) -> own.Outputs:
    """Those that are arrays of real numbers."""
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray)}


def still_right(run: Run) -> float:
    """The share of what was right in the starter of a repair question that is right yet; 1 for other questions."""
    done = run.prepared.done
    kept = sum(run.judged[place][0] is Outcome.PASSED for place in done)
    return kept / len(done) if done else 1.0


def verdict(run: Run, begun: float, explain: bool) -> Verdict:
    """Weights into points, findings into a status."""
    points = run.question.points
    findings = tuple(
        replace(finding, points=finding.points * still_right(run)) for finding in share_out(run.checks, points)
    )
    score = sum(finding.points for finding in findings)
    right = all(finding.outcome is Outcome.PASSED for finding in findings)
    over = run.observed.over
    if right:
        status = Status.RIGHT
    elif over is not None and over.reason is Reason.TIMED_OUT:
        status = Status.TIMED_OUT
    else:
        status = Status.WRONG if run.observed.ran and over is None else Status.FAILED
    example: tuple[str, ...] = ()
    if explain and status is Status.WRONG:
        example = smallest(
            run.prepared.ladder(), run.prepared.plan, STUDENT, run.session, run.question.reveal,
            lambda *answer: fails(run, *answer),
        )  # fmt: skip
    found = run.diagnosis
    mistakes = run.prepared.mistakes.all if found != Diagnosis() else {}  # not looked for where nothing is wrong
    return Verdict(
        status, points if right else round(score, 2), points, findings,
        feedback=feedback(found, mistakes, run.question.repair),
        notes=notes(run.observed, run.session.printed(), found, mistakes),
        remarks=remarks(run.observed, run.prepared.plan), diagnosis=found.named, smallest=example,
        seconds=time.monotonic() - begun,
    )  # fmt: skip
