"""Runs a source on every case and collects its answers."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizdl.grading.code.answers import Answers
from quizdl.grading.code.plans.base import Expected, Plan, Reply
from quizdl.runner.replies import Failure
from quizdl.runner.session import Results, Session


@dataclass
class Observed:
    """What a source has answered, and what was seen on the way."""

    answers: list[Answers | None] = field(default_factory=list)
    """For each case; None where the worker was gone before it."""
    ran: bool = False
    """Some call came to its end."""
    over: Failure | None = None
    """Why the worker could not be asked to the end."""
    changed: set[str] = field(default_factory=set)
    """Functions that have changed their arguments."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Function -> how long was waited for it."""


def observe(source: str, plan: Plan, cases: Sequence[Expected], session: Session) -> Observed:
    """Every case of a source that is loaded under this name."""
    found = Observed()
    calls = [plan.calls(case) for case in cases]
    stream = session.stream(source, [call for group in calls for call in group])
    for case, group in zip(cases, calls, strict=True):
        if session.over is not None:
            found.answers.append(None)
            continue
        replies: list[Reply] = []
        for call in group:
            begun = time.monotonic()
            reply = next(stream)
            replies.append(reply)
            found.seconds[call.function] = found.seconds.get(call.function, 0.0) + time.monotonic() - begun
            if isinstance(reply, Results):
                found.ran = True
                if reply.changed:
                    found.changed.add(call.function)
        found.answers.append(plan.answers(case, replies))
    found.over = session.over
    return found
