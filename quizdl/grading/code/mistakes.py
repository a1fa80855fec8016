"""The named mistakes of a layer, run on the cases of a question: once, when the first wrong answer needs them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from quizdl.compare import Array
from quizdl.grading.code.answers import Answers
from quizdl.grading.code.plans.base import Expected, Plan
from quizdl.model.layer import Misconception
from quizdl.model.question import Limits
from quizdl.runner.replies import Failure, Oddity
from quizdl.runner.session import Call, Results, Session

SECONDS = 120.0
"""For the mistakes of one diagnosis; each takes some milliseconds."""


class Mistakes:
    """Sources with a mistake in them, and their answers."""

    def __init__(self, plan: Plan, cases: Sequence[Expected], sources: Mapping[Misconception, str]):
        self.plan = plan
        self.cases = cases
        self.sources = {mistake.id: source for mistake, source in sources.items()}
        self.all = {mistake.id: mistake for mistake in sources}
        self.known: dict[tuple[str, int], Answers | None] = {}
        self.session: Session | None = None
        self.loaded: set[str] = set()

    @contextmanager
    def running(self) -> Iterator[None]:
        """A worker for as long as it takes; the answers outlive it."""
        with Session(Limits(seconds=SECONDS)) as session:
            self.session = session
            try:
                yield
            finally:
                self.session, self.loaded = None, set()

    def add(self, name: str, source: str) -> None:
        """One more source, such as two mistakes in one."""
        self.sources[name] = source

    def answers(self, name: str, case: int) -> Answers | None:
        """What a mistake answers in a case; None where it does not run at all."""
        if (name, case) not in self.known:
            expected = self.cases[case]
            replies = self.replies(name, self.plan.calls(expected))
            self.known[name, case] = self.plan.answers(expected, replies) if replies else None
        return self.known[name, case]

    def replies(self, name: str, calls: Sequence[Call]) -> list[Results | Failure]:
        """Call functions of a mistake; nothing where it cannot be loaded, or the worker is gone."""
        session = self.session
        assert session is not None, "use it in `with mistakes.running():`"  # noqa: S101  an error of ours
        if name not in self.loaded:
            if isinstance(session.load(name, f"{name}.py", self.sources[name].encode()), Failure):
                return []
            self.loaded.add(name)
        found = list(session.stream(name, calls))
        return found if session.over is None else []

    def forward(self, name: str, call: Call) -> Mapping[str, Array] | None:
        """The outputs of one forward of a mistake."""
        for reply in self.replies(name, [call]):
            if isinstance(reply, Results):
                return {label: value for label, value in reply.values.items() if not isinstance(value, Oddity)}
        return None
