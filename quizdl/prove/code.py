"""The reference earns full marks on its own question, and the starter earns nothing."""

from collections.abc import Iterator, Sequence

from quizdl.bank.bank import Bank
from quizdl.bank.layers import LayerError
from quizdl.bank.starter import starter
from quizdl.grading.code.grade import grade
from quizdl.grading.code.plan import plan
from quizdl.model.question import Code
from quizdl.model.verdict import Outcome, Status, Verdict
from quizdl.prove.place import Flaw
from quizdl.runner.session import Session

SEED = 1


def prove_code(questions: Sequence[tuple[int, Code]], bank: Bank) -> Iterator[Flaw]:
    """Run both for each question."""
    for i, question in questions:
        place = ("questions", i, "functions")
        try:
            layer = bank.layer(question.layer or "")
            plan(question, layer)
            place = ("questions", i, "cases")
            reference = run(question, layer.text, bank)
            begun = run(question, starter(question, layer), bank)
        except LayerError as error:
            yield Flaw(place, str(error))
            continue
        if reference.status is not Status.RIGHT:
            failed = next(finding for finding in reference.findings if finding.outcome is not Outcome.PASSED)
            yield Flaw(place, f"the reference fails its own question: {failed.name}: {failed.message}")
        if begun.findings[0].outcome is not Outcome.PASSED:
            yield Flaw(place, f"the starter cannot be used: {begun.findings[0].message}")
        if begun.score > 0:
            yield Flaw(place, f"the starter earns {begun.score:g} points without a line of work")


def run(question: Code, source: str, bank: Bank) -> Verdict:
    """Grade a source as if a learner had submitted it."""
    with Session() as reference, Session() as student:
        return grade(question, f"{question.layer}.py", source.encode(), bank, SEED, (reference, student))
