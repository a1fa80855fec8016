"""Measures the diagnosis: python -m benchmarks.diagnosis [--seeds N] [--only mistakes|pairs|variants|time]"""

import argparse
import itertools
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from quizdl.bank.bank import Bank
from quizdl.grading.code.diagnose import composed
from quizdl.grading.code.grade import judge_source
from quizdl.grading.code.prepared import prepare
from quizdl.grading.submission import MARKED
from quizdl.model.kinds.code import Code
from quizdl.model.verdict import Status
from quizdl.prove.mistakes import asks_for_all
from quizdl.runner.session import Session

HERE = Path(__file__).parent
PAIRS_OF = "batchnorm/implement"
SECTIONS = ("mistakes", "pairs", "variants", "time")


def code_questions(bank):
    for name in bank.topics():
        yield from (question for question in bank.topic(name).questions if isinstance(question, Code))


def prepared_for(question, bank, seed=1):
    with Session() as reference:
        found = prepare(question, bank, seed, reference)
    found.mistakes.eager = True
    return found


def verdict_on(prepared, source):
    with Session() as student:
        return judge_source(prepared, "submission.py", source.encode(), student, explain=False)


@dataclass
class Record:
    """What became of one mistake, over all questions that it can be made in."""

    convention: bool
    like: frozenset = frozenset()
    loses: bool = False
    costs: bool = False
    named: bool = False
    taken: set = field(default_factory=set)


def of_question(question, bank):
    """(mistake, verdict) for all mistakes of a question."""
    with prepared_for(question, bank) as prepared:
        return question, [
            (mistake, verdict_on(prepared, prepared.mistakes.sources[name]))
            for name, mistake in prepared.mistakes.all.items()
        ]


def mistakes(bank):
    """Every mistake as a submission to every question in which it can be made."""
    records = {}
    begun = time.perf_counter()
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        results = list(threads.map(lambda question: of_question(question, bank), code_questions(bank)))
    judged = 0
    for question, verdicts in results:
        for mistake, verdict in verdicts:
            judged += 1
            like = frozenset(f"{mistake.layer}/{other}" for other in mistake.like)
            record = records.setdefault(mistake.id, Record(mistake.convention, like))
            record.costs |= verdict.score < verdict.max_score
            record.loses |= verdict.status is not Status.RIGHT
            if mistake.convention:
                record.named |= any(mistake.says in note for note in verdict.notes)
            else:
                record.named |= verdict.diagnosis == (mistake.id,) or set(verdict.diagnosis) <= like != frozenset()
                if asks_for_all(question, bank):
                    record.taken |= set(verdict.diagnosis) - {mistake.id} - like
    report_mistakes(records, judged, time.perf_counter() - begun)


def report_mistakes(records, judged, seconds):
    wrong = {name: record for name, record in records.items() if not record.convention}
    variants = {name: record for name, record in records.items() if record.convention}
    print(f"{judged} submissions of {len(records)} mistakes in {seconds:.0f} s")
    for what, count in (
        ("lose points", sum(record.loses for record in wrong.values())),
        ("named exactly", sum(record.named for record in wrong.values())),
    ):
        print(f"  {what:<28} {count:4} of {len(wrong)}  ({100 * count / len(wrong):.1f} %)")
    for name, record in wrong.items():
        if not (record.loses and record.named) or record.taken:
            print(f"    {name}: loses {record.loses}, named {record.named}, taken for {sorted(record.taken) or 'none'}")
    named, costing = (sum(getattr(record, key) for record in variants.values()) for key in ("named", "costs"))
    print(f"  conventions: {len(variants)}, named {named}, costing points {costing}")
    rows = Bank.open()
    covered = {
        row for layer in rows.folders.mistakes() for one in rows.misconceptions(layer).values() for row in one.row
    }
    print(f"  rows of misconceptions.md covered: {len(covered)}")


def pairs(bank):
    """Two mistakes of batch norm in one source, for all pairs whose edits do not overlap."""
    question = bank.question(PAIRS_OF)
    begun = time.perf_counter()
    right = single = wrong = silent = none = 0
    with prepared_for(question, bank) as prepared:
        names = [name for name, one in prepared.mistakes.all.items() if one.edits and not one.convention]
        for one, other in itertools.combinations(names, 2):
            source = composed(prepared.mistakes, prepared.mistakes.all[one], prepared.mistakes.all[other])
            if source is None:
                none += 1
                continue
            diagnosis = set(verdict_on(prepared, source).diagnosis)
            right += diagnosis == {one, other}
            single += len(diagnosis) == 1 and diagnosis < {one, other}
            silent += not diagnosis
            wrong += bool(diagnosis) and not diagnosis <= {one, other}
    total = right + single + silent + wrong
    seconds = time.perf_counter() - begun
    print(f"{total} pairs of {len(names)} mistakes of batch norm ({none} more overlap) in {seconds:.0f} s")
    print(f"  both named                   {right:4}  ({100 * right / total:.1f} %)")
    print(f"  one hides the other, named   {single:4}")
    print(f"  same numbers as others       {wrong:4}")
    print(f"  not recognized               {silent:4}")


def variants(bank, seeds):
    """Correct implementations, each on many seeds: every mark that one loses is a false alarm."""
    groups = {}
    for file in sorted((HERE / "variants").glob("*/*.py")):
        source = file.read_text()
        groups.setdefault(MARKED.search(source)[1], []).append((file, source))
    begun = time.perf_counter()
    jobs = [(name, seed) for name in groups for seed in range(1, seeds + 1)]

    def alarms(job):
        name, seed = job
        found = []
        with prepared_for(bank.question(name), bank, seed) as prepared:
            for file, source in groups[name]:
                verdict = verdict_on(prepared, source)
                if verdict.status is not Status.RIGHT:
                    found.append((file.relative_to(HERE), seed, verdict))
        return found

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        found = [alarm for batch in threads.map(alarms, jobs) for alarm in batch]
    count = sum(len(files) for files in groups.values())
    print(f"{count} correct variants of {len(groups)} questions x {seeds} seeds in {time.perf_counter() - begun:.0f} s")
    print(f"  false alarms                 {len(found)} of {count * seeds}")
    for file, seed, verdict in found[:20]:
        bad = next(finding for finding in verdict.findings if finding.message)
        print(f"    {file}, seed {seed}: {verdict.score:g}: {bad.name}: {bad.message}")


def times(bank, folder, rounds):
    """`submit` of a right and of a wrong file: the wrong one pays for the diagnosis and the smallest input."""
    layer = bank.layer("batchnorm").text
    right, wrong = folder / "right.py", folder / "wrong.py"
    right.write_text(layer)
    wrong.write_text(layer.replace("var = total / n\n", "var = total / (n - 1)\n"))
    assert right.read_text() != wrong.read_text()
    found = {right: [], wrong: []}
    for _ in range(rounds + 1):
        for file, taken in found.items():
            begun = time.perf_counter()
            command = [sys.executable, "-m", "quizdl", "submit", str(file), "--question", PAIRS_OF]
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            taken.append(time.perf_counter() - begun)
    a, b = (1000 * statistics.median(taken[1:]) for taken in found.values())
    print(f"submit, nothing to diagnose {a:.0f} ms; diagnosed, with the smallest input {b:.0f} ms: {b / a:.2f} x")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", choices=SECTIONS)
    arguments = parser.parse_args()
    asked = (arguments.only,) if arguments.only else SECTIONS
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        os.environ["QUIZDL_HOME"] = name
        bank = Bank.open()
        if "mistakes" in asked:
            mistakes(bank)
        if "pairs" in asked:
            pairs(bank)
        if "variants" in asked:
            variants(bank, arguments.seeds)
        if "time" in asked:
            times(bank, Path(name), arguments.rounds)


main()
