"""Measures `quizdl grade` against its budgets: python -m benchmarks.classroom [--submissions N]

All submissions are right and differ in a comment. What a further submission costs is the difference of two runs that
differ in the number of submissions only, so that start-up and the reference are in neither.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from quizdl.bank.bank import Bank
from quizdl.grading.code.prepared import prepare
from quizdl.runner.session import Session

ROOT = Path(__file__).parent.parent.parent
LAYER = ROOT / "reference" / "batchnorm.py"
QUESTION = "batchnorm/implement"
FEW, MANY = 20, 120
SAMPLE = 0.05
"""Seconds between two looks at the coordinating process."""


def own_milliseconds(rounds):
    """One submission by itself in a process that has numpy: loading it, and all calls of all cases."""
    bank = Bank.open()
    with Session() as session:
        prepared = prepare(bank.question(QUESTION), bank, 1, session)
    source = LAYER.read_text()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        names = {}
        exec(compile(source, "batchnorm.py", "exec"), names)
        for case in prepared.expected:
            *_, cache = names["batchnorm_forward"](*(a.copy() for a in case.inputs.values()), **case.case.options)
            names["batchnorm_backward"](*(a.copy() for a in case.upstream.values()), cache)
        times.append(time.perf_counter() - begun)
    return 1000 * statistics.median(times)


def of_class(folder, count):
    root = folder / f"class-{count}"
    if not root.exists():
        root.mkdir()
        text = LAYER.read_text()
        for i in range(count):
            (root / f"s{i:05}.py").write_text(f"{text}\n# {i}\n")
    return root


def command(root, out, jobs):
    return [
        sys.executable, "-m", "quizdl", "grade", str(root), "--question", QUESTION, "--out", str(out), "--jobs",
        str(jobs), "--json", "--accept-incomplete-sandbox",
    ]  # fmt: skip


def seconds(folder, count, jobs):
    """Wall-clock seconds of a whole run."""
    with tempfile.TemporaryDirectory(dir=folder) as out:
        begun = time.perf_counter()
        ran = subprocess.run(command(of_class(folder, count), out, jobs), stdout=subprocess.PIPE, check=True)
        taken = time.perf_counter() - begun
    assert json.loads(ran.stdout)["graded"] == count
    return taken


def per_submission(folder, rounds):
    """Jobs -> milliseconds that a further submission takes, in each round: one and two jobs take turns."""
    found = {1: [], 2: []}
    for _ in range(rounds):
        for jobs, times in found.items():
            few, many = seconds(folder, FEW, jobs), seconds(folder, MANY, jobs)
            times.append(1000 * (many - few) / (MANY - FEW))
    return found


def kept(out):
    """How many results the database holds."""
    try:
        database = sqlite3.connect(f"file:{out / 'results.db'}?mode=ro", uri=True)
    except sqlite3.OperationalError:
        return 0
    try:
        return database.execute("SELECT max(number) FROM result").fetchone()[0] or 0
    except sqlite3.OperationalError:
        return 0
    finally:
        database.close()


def memory(pid):
    """Resident MiB of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def zombies(ancestor):
    """Dead descendants of a process that nobody has waited for."""
    parents, dead = {}, set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            parents[int(entry.name)] = int(parent)
            if state == "Z":
                dead.add(int(entry.name))

    def descends(pid):
        while pid in parents and pid != ancestor:
            pid = parents[pid]
        return pid == ancestor

    return {pid for pid in dead if descends(pid)}


def watched(folder, count, jobs):
    """(results so far, MiB, descriptors, zombies) of a run over the whole class, and its seconds."""
    out = folder / "watched"
    begun = time.perf_counter()
    samples = []
    with subprocess.Popen(command(of_class(folder, count), out, jobs), stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            done = kept(out)
            try:
                if done:
                    samples.append(
                        (done, memory(process.pid), len(os.listdir(f"/proc/{process.pid}/fd")), zombies(process.pid))
                    )
            except OSError:
                break
            time.sleep(SAMPLE)
    return samples, time.perf_counter() - begun


def verdict(met):
    return "met" if met else "MISSED"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--submissions", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    versions = f"Python {sys.version.split()[0]}, numpy {np.__version__}"
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {versions}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.update(QUIZDL_HOME=str(folder / "home"), OPENBLAS_NUM_THREADS="1")
        seconds(folder, 1, 1)  # fills the caches
        own = own_milliseconds(200)
        times = per_submission(folder, arguments.rounds)
        one, two = (statistics.median(times[jobs]) for jobs in (1, 2))
        budget = 5 * own + 8
        print(f"{own:7.2f} ms  a submission by itself")
        met = verdict(one <= budget)
        print(f"{one:7.2f} ms  a further submission, 1 job     budget 5 x own + 8 = {budget:.1f}: {met}")
        print(f"           rounds: {', '.join(f'{time:.1f}' for time in times[1])}")
        ratio = statistics.median(a / b for a, b in zip(times[1], times[2], strict=True))
        # Two jobs cannot be more than twice as fast as one: such a ratio tells of other programs, not of quizdl.
        met = verdict(ratio >= 1.7) if 0 < ratio <= 2.1 else "NO MEASUREMENT: the machine was busy, measure again"
        print(f"{two:7.2f} ms  a further submission, 2 jobs    1 job / 2 jobs = {ratio:.2f}, budget 1.7: {met}")
        print(f"           rounds: {', '.join(f'{time:.1f}' for time in times[2])}")
        samples, taken = watched(folder, arguments.submissions, 2)
        report(samples, taken, arguments.submissions)


def report(samples, taken, count):
    """What the coordinating process took at the beginning and at the end of grading."""
    window = min(100, count // 4)
    first = [sample for sample in samples if sample[0] <= window]
    last = [sample for sample in samples if count - window <= sample[0] < count]
    print(f"{taken:7.1f} s   {count} submissions, 2 jobs, with all outputs ({1000 * taken / count:.1f} ms each)")
    if not first or not last:
        print("too few samples: take more submissions")
        return
    early, late = (statistics.median(sample[1] for sample in part) for part in (first, last))
    print(f"{early:7.1f} MiB coordinating process, first {window}")
    print(
        f"{late:7.1f} MiB last {window}: {100 * (late / early - 1):+.1f} %, budget 10 %: {verdict(late <= 1.1 * early)}"
    )
    print(f"{max(sample[1] for sample in samples):7.1f} MiB at most, outputs included")
    opened = [max(sample[2] for sample in part) for part in (first, last)]
    print(f"{opened[0]:7} descriptors, first {window}; last {window}: {opened[1]}: {verdict(opened[1] <= opened[0])}")
    lasting = set.intersection(*(sample[3] for sample in samples[-3:]))
    print(f"{len(lasting):7} zombies that last: {verdict(not lasting)}")


main()
