"""Measures the commands against their budgets: python -m benchmarks.commands [--rounds N]

Every round runs all commands one after the other, so that a busy machine is busy for all of them; a ratio is taken
within a round, and the median of the rounds is reported.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from quizdl.bank.bank import Bank

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
QUIZDL = Path(sys.executable).with_name("quizdl")
TOPICS, QUESTIONS = 50, 100


def large_bank(folder):
    """5,000 questions in 50 topics."""
    for topic in range(TOPICS):
        questions = [
            {
                "id": f"q{i}", "type": "choice", "prompt": f"Question {i} of topic {topic}: " + "what is true? " * 10,
                "choices": [{"text": f"option {k} " * 5, "correct": k == 0, "says": "no " * 20} for k in range(4)],
                "explanation": "because " * 30, "source": "derivation",
            }
            for i in range(QUESTIONS)
        ]  # fmt: skip
        data = {"topic": f"topic-{topic}", "title": f"Topic {topic}", "questions": questions}
        (folder / f"topic-{topic}.yaml").write_text(json.dumps(data))  # JSON is YAML


def cases():
    """The cases of batchnorm/implement, for the unprotected run."""
    bank = Bank.open()
    question = bank.question("batchnorm/implement")
    return [
        {
            "sizes": case.sizes,
            "options": case.options,
            "inputs": {name: (change.scale, change.offset) for name, change in case.inputs.items()},
        }
        for case in question.cases
    ]


def commands(folder):
    """Name -> command line."""
    layer = str(ROOT / "reference" / "batchnorm.py")
    return {
        "python -c 'import click'": [sys.executable, "-c", "import click"],
        "quizdl --help": [QUIZDL, "--help"],
        "first question": [QUIZDL, "practice", "topic-7", "--bank", str(folder)],
        "first question, quizdl's own bank": [QUIZDL, "practice", "batchnorm"],
        "python -c 'import numpy'": [sys.executable, "-c", "import numpy"],
        "the checks unprotected": [sys.executable, str(HERE / "unprotected.py"), layer, layer, json.dumps(cases())],
        "quizdl submit": [QUIZDL, "submit", layer, "--question", "batchnorm/implement"],
    }  # fmt: skip


RATIOS = [
    ("quizdl --help", "python -c 'import click'", 1.5),
    ("first question", "python -c 'import click'", 2.0),
    ("first question, quizdl's own bank", "python -c 'import click'", 2.0),
    ("quizdl submit", "the checks unprotected", 1.5),
]


def seconds(command, environment):
    """Until the command ends; for a practice session, until it waits for the first answer."""
    begun = time.perf_counter()
    if "practice" not in command:
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begun
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        seen = b""
        while not seen.endswith(b"\n> "):
            chunk = os.read(process.stdout.fileno(), 4096)
            assert chunk, "the session ended before its first question"
            seen += chunk
        taken = time.perf_counter() - begun
        process.stdin.close()
        process.stdout.read()
    return taken


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large_bank(folder)
        environment = {**os.environ, "QUIZDL_HOME": str(folder / "home"), "OPENBLAS_NUM_THREADS": "1"}
        table = commands(folder)
        for command in table.values():  # fills the caches
            seconds(command, environment)
        times = [{label: seconds(command, environment) for label, command in table.items()} for _ in range(rounds)]
    for label in table:
        print(f"{1000 * statistics.median(row[label] for row in times):7.0f} ms  {label}")
    print()
    for label, base, budget in RATIOS:
        ratio = statistics.median(row[label] / row[base] for row in times)
        verdict = "met" if ratio <= budget else f"MISSED by {100 * (ratio / budget - 1):.0f} %"
        print(f"{ratio:5.2f} x {base:<26} {label:<34} budget {budget}: {verdict}")


main()
