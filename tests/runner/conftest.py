"""A session that runs a few lines of Python."""

import contextlib
import textwrap
from pathlib import Path

import pytest

from quizdl.model.kinds.code import Limits
from quizdl.runner import launch
from quizdl.runner.session import Call, Session

SOURCE = "source"


def load(session, code, *functions, name=SOURCE):
    """Run indented lines as a source."""
    return session.load(name, f"{name}.py", textwrap.dedent(code).encode(), functions)


def call(session, function, *arguments, results=("value",), keep=(), name=SOURCE, **options):
    """Call a function of a loaded source; names in `keep` stay in the worker under the same name."""
    return session.call(name, Call(function, arguments, options, results, {kept: kept for kept in keep}))


def value(session, function, *arguments, **options):
    """The only result of a call, as Python numbers."""
    return call(session, function, *arguments, **options).values["value"].tolist()


@pytest.fixture
def session():
    """A worker with ordinary limits."""
    with Session() as running:
        yield running


@pytest.fixture
def hurried():
    """A worker with half a second of time."""
    with Session(Limits(seconds=0.5)) as running:
        yield running


@pytest.fixture
def fresh(monkeypatch):
    """Makes workers that are not forked from a server and not confined, as on macOS."""
    monkeypatch.setattr(launch, "FORKS", False)
    with contextlib.ExitStack() as stack:
        yield lambda limits=Limits(): stack.enter_context(Session(limits))  # noqa: B008  frozen


@pytest.fixture
def worker(tmp_path, monkeypatch):
    """Puts a program of the test's in the place of the worker."""

    def replace(code):
        (tmp_path / "__main__.py").write_text(textwrap.dedent(code), encoding="utf-8")
        monkeypatch.setattr(launch, "WORKER", tmp_path)

    assert Path(launch.WORKER).is_dir()
    return replace
