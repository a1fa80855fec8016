"""A class of a few students, and graders that need no process where the way to them is what is tested."""

import contextlib
import sys
import zipfile
from dataclasses import dataclass

import pytest

from quizdl import cli
from quizdl.classroom import run as run_module
from quizdl.classroom.grader import Graded
from quizdl.classroom.likeness import fingerprints, shape, tokens
from quizdl.model.verdict import Finding, Outcome, Status, Verdict
from tests.submissions.conftest import BANK

QUESTION = "linear/forward"
RIGHT = "def dense_forward(x, w, b):\n    return x @ w + b, None\n"
WRONG = "def dense_forward(x, w, b):\n    return x @ w - b, None\n"
NOTES = "seed"


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


class Quick:
    """Grades by reading: `+ b` is right. Remembers what it was asked."""

    def __init__(self):
        self.tasks = []
        self.setup = None
        self.stop_after = None
        self.trouble = {}

    @contextlib.contextmanager
    def pool(self, order, setup):
        self.setup = setup
        yield self

    def run(self, tasks):
        for task in tasks:
            if self.stop_after is not None and len(self.tasks) == self.stop_after:
                raise KeyboardInterrupt
            self.tasks.append(task)
            if task.student in self.trouble:
                yield Graded(task, trouble=self.trouble[task.student])
                continue
            points = self.setup.questions[task.question].points
            right = "+ b" in task.source
            case = "a minibatch (4, 3, 2)"
            message = "" if right else "y is off by 43 % (normwise), most at [0, 1]"
            outcome = Outcome.PASSED if right else Outcome.FAILED
            finding = Finding(f"y, {case}", outcome, points * right, points, message, "y", case)
            status = Status.RIGHT if right else Status.WRONG
            verdict = Verdict(status, points * right, points, (finding,), seconds=0.01)
            expected = ("y should be [[1.0]]",) if self.setup.values else ()
            yield Graded(task, verdict, expected, tuple(fingerprints(tokens(task.source))), shape(tokens(task.source)))

    @property
    def students(self):
        """Whose submissions were graded since this was asked last."""
        found, self.tasks = [task.student for task in self.tasks], []
        return found


@pytest.fixture
def quick(monkeypatch):
    """No process is started, and the sandbox is not asked for."""
    graders = Quick()
    monkeypatch.setattr(run_module, "pool", graders.pool)
    monkeypatch.setattr(run_module, "require_confinement", lambda accept: None)
    return graders


@pytest.fixture
def folder(tmp_path):
    """Anna is right, ben is wrong, carl handed in nothing."""
    root = tmp_path / "class"
    for name, text in {"anna": RIGHT, "ben": WRONG, "carl": None}.items():
        (root / name).mkdir(parents=True)
        if text is not None:
            (root / name / "dense.py").write_text(text)
    return root


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def command(monkeypatch, capsys):
    """`quizdl ...` in this process, on the bank of the tests' own."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["quizdl", *map(str, arguments), "--bank", str(BANK)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            cli.run()
        printed = capsys.readouterr()
        return Ran(stop.value.code, printed.out, printed.err)

    return run


@pytest.fixture
def grade(command, folder, out):
    """`quizdl grade` over the class."""
    return lambda *arguments: command("grade", folder, "--out", out, "--question", QUESTION, *arguments)


@pytest.fixture
def packed(tmp_path):
    """A zip with these members."""

    def make(members, name="class.zip", **options):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", **options) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return path

    return make
