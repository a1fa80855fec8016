"""Every named mistake of a layer loses points on a question about it, and is named."""

from collections.abc import Iterator

from quizdl.bank.bank import Bank
from quizdl.grading.code.grade import judge_source
from quizdl.grading.code.prepared import Prepared
from quizdl.model.layer import Misconception
from quizdl.model.question import Code
from quizdl.model.verdict import Status, Verdict
from quizdl.runner.session import Session


def weak_spots(prepared: Prepared, bank: Bank) -> Iterator[str]:
    """What a question does not see, or does not tell apart."""
    question = prepared.question
    whole = asks_for_all(question, bank)
    for name, mistake in prepared.mistakes.all.items():
        with Session() as session:
            source = prepared.mistakes.sources[name].encode()
            verdict = judge_source(prepared, f"{question.layer}.py", source, session)
        if mistake.convention:
            yield from of_convention(mistake, verdict)
        elif verdict.status is Status.RIGHT:
            if whole:
                yield f"the mistake {name} earns full marks: add a case in which it shows"
        elif not is_named(mistake, verdict) and (whole or not verdict.diagnosis):
            taken = f"is taken for {' and '.join(verdict.diagnosis)}" if verdict.diagnosis else "is not recognized"
            yield f"the mistake {name} {taken}: add a case that tells it apart, or declare it with `like`"


def is_named(mistake: Misconception, verdict: Verdict) -> bool:
    """Whether the diagnosis is this mistake, or one that nothing tells apart from it."""
    same = {mistake.id, *(f"{mistake.layer}/{other}" for other in mistake.like)}
    return len(verdict.diagnosis) == 1 and verdict.diagnosis[0] in same


def of_convention(mistake: Misconception, verdict: Verdict) -> Iterator[str]:
    """A legitimate variant costs nothing, and is named where it shows."""
    if verdict.score < verdict.max_score:
        yield f"the variant {mistake.id} costs points, though it is declared as a convention"


def asks_for_all(question: Code, bank: Bank) -> bool:
    """Whether all functions that go together are asked for, so that every mistake in them has to show."""
    functions = bank.layer(question.layer or "").functions
    wanted = {name.replace("_forward", "_backward") for name in question.functions}
    return all(name in question.functions for name in wanted if name in functions)
