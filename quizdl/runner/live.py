"""Functions of this very process in place of a worker: for a self-check only, since nothing is confined here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

from quizdl.model.kinds.code import Limits
from quizdl.runner.replies import Failure, GarbledError, Oddity, Reason, outputs, read_count
from quizdl.runner.session import Call, Results, Session, request


class LiveSession(Session):
    """Answers like a worker that has loaded these functions. Inputs are copies: arguments may be changed in place."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]]):
        self.functions = functions
        self.name = ""
        self.allow(Limits())
        self.opened = None

    def load(self, name: str, file: str, source: bytes, functions: Sequence[str] = ()) -> dict[str, Any] | Failure:  # noqa: ARG002  as a worker
        """Nothing is run: the functions are here."""
        from quizdl.worker import execute

        module = ModuleType(name)
        module.__dict__.update(self.functions)
        execute.modules[name] = module
        return {wanted: execute.signature(self.functions.get(wanted)) for wanted in functions}

    def stream(self, source: str, calls: Sequence[Call]) -> Iterator[Results | Failure]:
        """Call them one after the other; whatever they raise is a result."""
        from quizdl.worker import execute

        for call in calls:
            found: Results | Failure
            try:
                reply, payload = execute.call(*request(source, call))
                found = Results(self.values(reply, payload), read_count(reply), reply.get("changed") is True)
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001, RUF100  a function may raise anything, SystemExit as well
                found = Failure(Reason.RAISED, type(error).__name__, str(error))
            yield found

    def values(self, reply: dict[str, Any], payload: bytes) -> "dict[str, Any]":
        """The results of a reply."""
        try:
            return dict(outputs(reply, payload))
        except GarbledError:  # such as a name of a type beyond all measure
            return {item["name"]: Oddity("other") for item in reply["outputs"]}

    def printed(self) -> str:
        """What is printed is on the learner's screen already."""
        return ""

    def close(self) -> None:
        """The functions stay where they are."""
