"""The reference earns full marks on its own question, the starter nothing, and every mistake is named."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

from quizdl.bank.bank import Bank
from quizdl.bank.layers import LayerError
from quizdl.bank.starter import of_bank
from quizdl.grading.code.grade import judge_source
from quizdl.grading.code.plan import plan
from quizdl.grading.code.prepared import Prepared, prepare
from quizdl.model.question import Code
from quizdl.model.verdict import Outcome, Status, Verdict
from quizdl.prove.mistakes import weak_spots
from quizdl.prove.place import Flaw
from quizdl.runner.session import Session

SEED = 1


def prove_code(questions: Sequence[tuple[int, Code]], bank: Bank) -> Iterator[Flaw]:
    """Each question, several at a time: the workers that run them are processes."""
    with ThreadPoolExecutor(cpu_count()) as threads:
        for flaws in threads.map(lambda item: list(prove(item[0], item[1], bank)), questions):
            yield from flaws


def prove(i: int, question: Code, bank: Bank) -> Iterator[Flaw]:
    """One question."""
    place = ("questions", i, "functions")
    try:
        layer = bank.layer(question.layer or "")
        plan(question, layer)
        place = ("questions", i, "cases")
        with Session() as session:
            prepared = prepare(question, bank, SEED, session)
        reference = run(prepared, layer.text)
        begun = run(prepared, of_bank(question, bank))
    except LayerError as error:
        yield Flaw(place, str(error))
        return
    if reference.status is not Status.RIGHT:
        failed = next(finding for finding in reference.findings if finding.outcome is not Outcome.PASSED)
        yield Flaw(place, f"the reference fails its own question: {failed.name}: {failed.message}")
        return
    if begun.findings[0].outcome is not Outcome.PASSED:
        yield Flaw(place, f"the starter cannot be used: {begun.findings[0].message}")
    if begun.score > 0:
        yield Flaw(place, f"the starter earns {begun.score:g} points as it comes")
    for weak in weak_spots(prepared, bank):
        yield Flaw(place, weak)


def run(prepared: Prepared, source: str) -> Verdict:
    """Grade a source as if a learner had submitted it."""
    with Session() as student:
        return judge_source(prepared, f"{prepared.question.layer}.py", source.encode(), student)
