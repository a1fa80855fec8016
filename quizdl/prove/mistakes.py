"""Every named mistake of a layer loses points on a question about it, and is named."""

from collections.abc import Iterator

from quizdl.bank.bank import Bank
from quizdl.bank.layers import code_of, touched
from quizdl.grading.code.grade import judge_source
from quizdl.grading.code.prepared import Prepared
from quizdl.model.kinds.code import Code
from quizdl.model.layer import Misconception
from quizdl.model.verdict import Status, Verdict
from quizdl.runner.session import Session

Seen = tuple[str, str]
"""The id of a mistake, and why the question is weak; empty where it sees the mistake and names it."""


def weak_spots(prepared: Prepared, bank: Bank) -> Iterator[Seen]:
    """Every mistake that can be made in the functions of a question, as far as it shows."""
    question = prepared.question
    code = code_of(prepared.plan.layer.text)
    whole = asks_for_all(question, bank)
    prepared.mistakes.eager = True
    for name, mistake in prepared.mistakes.all.items():
        source = prepared.mistakes.sources[name]
        with Session() as session:
            verdict = judge_source(prepared, f"{question.layer}.py", source.encode(), session, explain=False)
        # A mistake in a helper need not show in every function that uses the helper.
        direct = bool(touched(code, source) & set(question.functions))
        if mistake.convention:
            if verdict.score < verdict.max_score:
                yield name, f"the variant {name} costs points, though it is declared as a convention"
            elif any(known.says in note for known in same(mistake, prepared) for note in verdict.notes):
                yield name, ""
        elif verdict.status is Status.RIGHT:
            if whole and direct:
                yield name, f"the mistake {name} earns full marks: add a case in which it shows"
        elif is_named(mistake, verdict):
            yield name, ""
        elif whole or not verdict.diagnosis:
            taken = f"is taken for {' and '.join(verdict.diagnosis)}" if verdict.diagnosis else "is not recognized"
            yield name, f"the mistake {name} {taken}: add a case that tells it apart, or declare it with `like`"


def same(mistake: Misconception, prepared: Prepared) -> list[Misconception]:
    """The mistake, and those that nothing tells apart from it."""
    names = {mistake.id, *(f"{mistake.layer}/{other}" for other in mistake.like)}
    return [known for name, known in prepared.mistakes.all.items() if name in names]


def is_named(mistake: Misconception, verdict: Verdict) -> bool:
    """Whether the diagnosis is this mistake, or one that nothing tells apart from it."""
    same = {mistake.id, *(f"{mistake.layer}/{other}" for other in mistake.like)}
    return len(verdict.diagnosis) == 1 and verdict.diagnosis[0] in same


def asks_for_all(question: Code, bank: Bank) -> bool:
    """Whether all functions that go together are asked for, so that every mistake in them has to show."""
    functions = bank.layer(question.layer or "").functions
    wanted = {name.replace("_forward", "_backward") for name in question.functions}
    return all(name in question.functions for name in wanted if name in functions)
