"""The named mistakes of a layer, run on the cases of a question: once, when the first wrong answer needs them."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from quizdl.compare import Array
from quizdl.grading.code.answers import Answers
from quizdl.grading.code.plans.base import Expected, Plan, Reply
from quizdl.model.kinds.code import Limits
from quizdl.model.layer import Misconception
from quizdl.runner.replies import Failure, Oddity
from quizdl.runner.session import Call, Results, Session

SECONDS = 120.0
"""For the mistakes that one worker runs; each takes some milliseconds."""


class Mistakes:
    """Sources with a mistake in them, and their answers. Close it: it keeps a worker."""

    def __init__(
        self, plan: Plan, cases: Sequence[Expected], find: Callable[[], Iterable[tuple[Misconception, str]]]
    ):  # fmt: skip
        self.plan = plan
        self.cases = cases
        self.find = find
        """Gives each mistake with its source: called when the first one is asked for."""
        self.eager = False
        """Run a mistake on all cases as soon as one of them is asked for: pays where many answers are diagnosed."""
        self.known: dict[tuple[str, int], Answers | None] = {}
        self.session: Session | None = None
        self.loaded: set[str] = set()

    @functools.cached_property
    def found(self) -> list[tuple[Misconception, str]]:
        """The mistakes with their sources."""
        return list(self.find())

    @functools.cached_property
    def all(self) -> dict[str, Misconception]:
        """The mistakes by id."""
        return {mistake.id: mistake for mistake, _ in self.found}

    @functools.cached_property
    def sources(self) -> dict[str, str]:
        """Code by id; that of two mistakes in one is added to it."""
        return {mistake.id: source for mistake, source in self.found}

    def close(self) -> None:
        """End the worker; the answers outlive it."""
        if self.session is not None:
            self.session.close()
        self.session, self.loaded = None, set()

    def worker(self) -> Session:
        """A worker that is alive: a mistake may have ended the one before, or used up its time."""
        if self.session is not None and self.session.over is not None:
            self.close()
        if self.session is None:
            self.session = Session(Limits(seconds=SECONDS))
        return self.session

    def add(self, name: str, source: str) -> None:
        """One more source, such as two mistakes in one."""
        self.sources[name] = source

    def answers(self, name: str, case: int) -> Answers | None:
        """What a mistake answers in a case; None where it does not run at all."""
        if (name, case) not in self.known:
            cases = range(len(self.cases)) if self.eager else [case]
            calls = {number: self.plan.calls(self.cases[number]) for number in cases}
            replies = iter(self.replies(name, [call for group in calls.values() for call in group]))
            for number, group in calls.items():
                mine = list(islice(replies, len(group)))
                self.known[name, number] = self.plan.answers(self.cases[number], mine) if mine else None
        return self.known[name, case]

    def elsewhere(self, name: str, case: Expected) -> Answers | None:
        """What a mistake answers in a case that is not one of the question, such as a rung of its ladder."""
        replies = self.replies(name, self.plan.calls(case))
        return self.plan.answers(case, replies) if replies else None

    def replies(self, name: str, calls: Sequence[Call]) -> list[Reply]:
        """Call functions of a mistake; nothing where it cannot be loaded, or ends its worker."""
        session = self.worker()
        worn = bool(self.loaded - {name})
        found: list[Reply] = []
        if name in self.loaded or not isinstance(
            session.load(name, f"{name}.py", self.sources[name].encode()), Failure
        ):
            self.loaded.add(name)
            found = list(session.stream(name, calls))
        if session.over is None:
            return found
        self.close()
        return self.replies(name, calls) if worn else []  # those before it may have worn the worker out

    def forward(self, name: str, call: Call) -> Mapping[str, Array] | None:
        """The outputs of one forward of a mistake."""
        for reply in self.replies(name, [call]):
            if isinstance(reply, Results):
                return {label: value for label, value in reply.values.items() if not isinstance(value, Oddity)}
        return None
