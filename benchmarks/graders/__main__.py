"""Grades the same 20 submissions with quizdl and with other graders: python -m benchmarks.graders [--venv PATH]

All graders run one after the other in one run of this script, each once before the clock starts, and `import numpy` is
timed before and after each of them, so that a machine that is busy for a while is busy for both. The others live in a
venv of their own, which is made if it is not there; they check the cases of the bank against the reference, the forward
and the backward of each case as a test of its own.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from quizdl.bank.bank import Bank

ROOT = Path(__file__).parent.parent.parent
LAYER = ROOT / "reference" / "batchnorm.py"
QUESTION = "batchnorm/implement"
PACKAGES = {"pytest": "pytest", "gradescope_utils": "gradescope-utils", "otter": "otter-grader ipykernel"}
"""Module -> what pip installs for it; `otter run` starts a Jupyter kernel, which otter-grader does not bring along."""
HARMLESS = [
    ("mean = x.sum(axis=axes) / n  #", "mean = np.mean(x, axis=axes)  #"),
    (
        "running_mean = (1 - momentum) * running_mean + momentum * mean",
        "running_mean = running_mean + momentum * (mean - running_mean)",
    ),
    ("dbeta = dy.sum(axis=axes)", "dbeta = np.sum(dy, axis=axes)"),
    ("per_feature(gamma, x) * x_hat + per_feature(beta, x)", "per_feature(beta, x) + x_hat * per_feature(gamma, x)"),
    (
        "values.reshape((1, -1) + (1,) * (x.ndim - 2))",
        "values[(None, slice(None)) + (None,) * (x.ndim - 2)]",
    ),
]
"""Edits (old, new) that leave a submission right."""
FLAWS = {
    "ddof": ("var = total / n\n", "var = x.var(axis=axes, ddof=1)\n"),
    "constants": ("(dx_hat - through_mean - through_var)", "dx_hat"),
    "eps": ("np.sqrt(var + eps)", "(np.sqrt(var) + eps)"),
    "gamma": ("dx_hat = dy * per_feature(gamma, dy)", "dx_hat = dy"),
    "running": ("    std = np.sqrt", "    mean, var = running_mean, running_var\n    std = np.sqrt"),
}
"""Edits (old, new) that make it wrong."""

CHECKS = """
import json
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases.json").read_text())
REFERENCE = {}
exec(compile((HERE / "reference.py").read_text(), "reference.py", "exec"), REFERENCE)


def drawn(index):
    case = CASES[index]
    rng = np.random.default_rng(index)
    inputs = REFERENCE["inputs"](rng, **case["sizes"])
    for name, (scale, offset) in case["inputs"].items():
        inputs[name] = inputs[name] * scale + offset
    return inputs, rng.standard_normal(inputs["x"].shape), case["options"]


def forward(index, names):
    inputs, _, options = drawn(index)
    return names["batchnorm_forward"](**{name: value.copy() for name, value in inputs.items()}, **options)


def backward(index, names):
    return names["batchnorm_backward"](drawn(index)[1], forward(index, names)[-1])


def compare(found, right):
    assert len(found) == len(right)
    for one, other in zip(found, right):
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-6 * max(1.0, np.abs(other).max()))


def check_forward(index, names):
    compare(forward(index, names)[:3], forward(index, REFERENCE)[:3])


def check_backward(index, names):
    compare(backward(index, names), backward(index, REFERENCE))
"""
PYTEST = """
import checks
import pytest
import submission

names = vars(submission)


@pytest.mark.parametrize("index", range(len(checks.CASES)))
def test_forward(index):
    checks.check_forward(index, names)


@pytest.mark.parametrize("index", range(len(checks.CASES)))
def test_backward(index):
    checks.check_backward(index, names)
"""
GRADESCOPE = """
import unittest

import checks
import submission
from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner


class TestBatchnorm(unittest.TestCase):
    pass


def add(direction, index):
    @weight(1)
    def test(self):
        getattr(checks, "check_" + direction)(index, vars(submission))

    setattr(TestBatchnorm, f"test_{direction}_{index}", test)


for index in range(len(checks.CASES)):
    add("forward", index)
    add("backward", index)
with open("results.json", "w") as file:
    JSONTestRunner(stream=file, visibility="visible").run(
        unittest.defaultTestLoader.loadTestsFromTestCase(TestBatchnorm)
    )
"""
OTTER_HEAD = """
import sys

from otter.test_files import test_case

sys.path.insert(0, {support!r})
import checks

OK_FORMAT = False
name = "batchnorm"
points = {points}
"""
OTTER_CASE = """

@test_case()
def test_{direction}_{index}(env):
    checks.check_{direction}({index}, env)
"""


class GraderError(Exception):
    """A grader did not get as far as a verdict."""


def edited(source, *edits):
    for old, new in edits:
        assert source.count(old) == 1, f"{old!r} is not in {LAYER.name} exactly once"
        source = source.replace(old, new)
    return source


def submissions():
    """Name -> (source, whether it is right)."""
    layer = LAYER.read_text()
    made = {}
    for i, edit in enumerate(HARMLESS):
        made[f"right-{i}"] = edited(layer, edit), True
        made[f"right-{i}-and-more"] = edited(layer, edit, HARMLESS[(i + 1) % len(HARMLESS)]), True
    for name, flaw in FLAWS.items():
        made[f"{name}-a"] = edited(layer, flaw), False
        made[f"{name}-b"] = edited(layer, flaw, HARMLESS[2]), False
    return made


def cases():
    """The cases of the question, for the other graders."""
    return [
        {
            "sizes": case.sizes,
            "options": case.options,
            "inputs": {name: (change.scale, change.offset) for name, change in case.inputs.items()},
        }
        for case in Bank.open().question(QUESTION).cases
    ]


def run(command, folder, accepted=(0,)):
    """Exit code; what the command printed is shown only if it fails."""
    ran = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ran.returncode not in accepted:
        raise GraderError(f"exit code {ran.returncode}: {' '.join(ran.stdout.split())[-300:]}")
    return ran.returncode


class Quizdl:
    """The whole class in one command."""

    def __init__(self, jobs):
        self.python = sys.executable
        self.jobs = jobs
        self.name = f"quizdl grade --jobs {jobs}"

    def prepare(self, folder, sources):
        (folder / "class").mkdir(parents=True)
        for name, source in sources.items():
            (folder / "class" / f"{name}.py").write_text(source)

    def grade(self, folder, names):
        """Name -> whether it was found right."""
        run(
            [
                self.python, "-m", "quizdl", "grade", str(folder / "class"), "--question", QUESTION,
                "--out", str(folder / "out"), "--jobs", str(self.jobs),
            ],
            ROOT,
        )  # fmt: skip
        with (folder / "out" / "grades.csv").open(newline="") as file:
            states = {row["student"]: row["states"] for row in csv.DictReader(file)}
        return {name: states.get(name) == "right" for name in names}


class OneByOne:
    """A process for each submission, which has a folder to itself."""

    def __init__(self, name, python, module):
        self.name = name
        self.python = python
        self.module = module

    def prepare(self, folder, sources):
        text = {"pytest": PYTEST, "gradescope_utils": GRADESCOPE}[self.module]
        for name, source in sources.items():
            own = folder / name
            support(own)
            (own / "submission.py").write_text(source)
            (own / "test_batchnorm.py").write_text(text)

    def grade(self, folder, names):
        return {name: self.passes(folder / name) for name in names}

    def passes(self, own):
        if self.module == "pytest":
            return run([self.python, "-m", "pytest"], own, accepted=(0, 1)) == 0
        run([self.python, "test_batchnorm.py"], own)
        return passed(own / "results.json")


class Otter(OneByOne):
    """`otter run`, without a container, on an autograder zip of `otter generate`."""

    def prepare(self, folder, sources):
        tests = folder / "tests"
        tests.mkdir(parents=True)
        support(folder / "support")
        count = len(cases())
        pairs = [(direction, index) for direction in ("forward", "backward") for index in range(count)]
        text = OTTER_HEAD.format(support=str(folder / "support"), points=len(pairs))
        text += "".join(OTTER_CASE.format(direction=direction, index=index) for direction, index in pairs)
        (tests / "batchnorm.py").write_text(text)
        for name, source in sources.items():
            (folder / name).mkdir()
            (folder / name / "submission.py").write_text(source)
        run([self.python, "-m", "otter", "generate", "-t", "tests", "-o", "autograder.zip"], folder)

    def passes(self, own):
        run([self.python, "-m", "otter", "run", "-a", "../autograder.zip", "-o", ".", "submission.py"], own)
        return passed(own / "results.json")


def support(folder):
    """The cases, the reference and the comparison, for the test files."""
    folder.mkdir(parents=True)
    (folder / "cases.json").write_text(json.dumps(cases()))
    (folder / "checks.py").write_text(CHECKS)
    shutil.copy(LAYER, folder / "reference.py")


def passed(results):
    """Whether a results file as Gradescope reads it has full marks; it has to have tests."""
    tests = [test for test in json.loads(results.read_text())["tests"] if test.get("max_score")]
    if not tests:
        raise GraderError("no test has points")
    return all(test["score"] >= test["max_score"] for test in tests)


def others(venv):
    """The python of the venv, which is made on demand."""
    python = venv / "bin" / "python"
    if not python.exists():
        print(f"making {venv}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        for package in ("numpy", *PACKAGES.values()):  # one by one, so that one that fails costs the others nothing
            subprocess.run([str(python), "-m", "pip", "install", "-q", *package.split()], check=False)
    return str(python)


def importable(python, module):
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def seconds_of_numpy(python, count):
    """Seconds of `import numpy`, count times."""
    begun = time.perf_counter()
    for _ in range(count):
        subprocess.run([python, "-c", "import numpy"], check=True)
    return time.perf_counter() - begun


def measured(grader, folder, made):
    """Seconds of grading all, those of as many `import numpy`, and the submissions with a wrong verdict."""
    first = next(iter(made))
    grader.prepare(folder / "first", {first: made[first][0]})
    grader.grade(folder / "first", [first])  # fills the caches
    grader.prepare(folder / "all", {name: source for name, (source, _) in made.items()})
    numpy = seconds_of_numpy(grader.python, len(made) // 2)
    begun = time.perf_counter()
    found = grader.grade(folder / "all", list(made))
    taken = time.perf_counter() - begun
    numpy += seconds_of_numpy(grader.python, len(made) - len(made) // 2)
    return taken, numpy, [name for name, (_, right) in made.items() if found[name] != right]


def report(grader, folder, made):
    """Measure one grader and print its line."""
    if isinstance(grader, OneByOne) and not importable(grader.python, grader.module):
        print(f"{grader.name:<22}not installed: pip install {PACKAGES[grader.module]}", flush=True)
        return
    try:
        taken, numpy, mistaken = measured(grader, folder, made)
    except (GraderError, OSError, ValueError, KeyError) as error:
        print(f"{grader.name:<22}failed: {error}", flush=True)
        return
    count = len(made)
    times = f"{taken:>9.2f}{taken / count:>9.3f}{numpy / count:>9.3f}{taken / numpy:>8.2f}{os.getloadavg()[0]:>7.1f}"
    verdicts = f"{count - len(mistaken)} of {count}  {' '.join(mistaken)}".rstrip()
    print(f"{grader.name:<22}{times}   {verdicts}", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.graders", description=__doc__.partition("\n")[0])
    parser.add_argument("--venv", type=Path, default=Path("/tmp/graders-venv"), help="where the other graders live")
    python = others(parser.parse_args().venv.absolute())
    made = submissions()
    graders = [
        Quizdl(1),
        Quizdl(2),
        OneByOne("pytest", python, "pytest"),
        OneByOne("gradescope-utils", python, "gradescope_utils"),
        Otter("otter run", python, "otter"),
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.update(QUIZDL_HOME=str(folder / "home"), OPENBLAS_NUM_THREADS="1")
        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {len(made)} submissions")
        head = f"{'s in all':>9}{'s each':>9}{'numpy s':>9}{'ratio':>8}{'load':>7}"
        print(f"{'grader':<22}{head}   right verdicts", flush=True)
        for i, grader in enumerate(graders):
            report(grader, folder / str(i), made)


if __name__ == "__main__":
    main()
