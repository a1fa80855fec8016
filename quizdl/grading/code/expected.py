"""Asks the reference, in a worker of its own, what is right in every case of a question."""

from collections.abc import Sequence

from quizdl.bank.layers import LayerError
from quizdl.grading.code.plans.base import Expected, Plan, Reply, said
from quizdl.model.kinds.code import Case, Code
from quizdl.runner.replies import Failure
from quizdl.runner.session import Call, Session
from quizdl.variants import derive

REFERENCE = "reference"


def compute(question: Code, plan: Plan, seed: int, session: Session) -> list[Expected]:
    """What is right, for every case."""
    load(plan, session)
    return [of_case(question, plan, case, seed, session) for case in question.cases]


def load(plan: Plan, session: Session) -> None:
    """Run the layer file."""
    reply = session.load(REFERENCE, plan.layer.file, plan.layer.text.encode())
    if isinstance(reply, Failure):
        raise LayerError(f"{plan.layer.file}: {said(reply)}")


def of_case(question: Code, plan: Plan, case: Case, seed: int, session: Session) -> Expected:
    """What is right for one case, of a layer that is loaded."""

    def ask(calls: Sequence[Call]) -> list[Reply]:
        return list(session.stream(REFERENCE, calls))

    return plan.expect(case, derive(seed, question.id, case.name), ask)
