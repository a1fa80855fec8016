"""The reference earns full marks on its own question, the starter nothing, and every mistake is named."""

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from quizdl.bank.bank import Bank
from quizdl.bank.folders import Folders
from quizdl.bank.layers import LayerError
from quizdl.bank.starter import of_bank
from quizdl.grading.code.grade import judge_source
from quizdl.grading.code.plan import plan
from quizdl.grading.code.prepared import Prepared, prepare
from quizdl.model.kinds.code import Code
from quizdl.model.verdict import Outcome, Status, Verdict
from quizdl.prove.mistakes import weak_spots
from quizdl.prove.place import Flaw
from quizdl.runner.session import Session

SEED = 1
MANY = 8
"""Questions for which it pays to start more processes."""


@dataclass
class Proof:
    """What came of running everything that a code question promises."""

    flaws: list[Flaw] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    """Mistakes that it sees and names."""
    weak: set[str] = field(default_factory=set)
    """Those about which there is a flaw."""


def prove_all(questions: Sequence[tuple[int, Code]], bank: Bank) -> list[Proof]:
    """Each question; many of them on all cores."""
    if len(questions) < MANY:
        return [prove(i, question, bank) for i, question in questions]
    folders = [str(folder) for folder in bank.folders.banks]
    context = multiprocessing.get_context("spawn")  # a fork would inherit the threads and descriptors of this process
    with ProcessPoolExecutor(os.cpu_count(), context, open_bank, (folders,)) as processes:
        return list(processes.map(prove_elsewhere, *zip(*questions, strict=True)))


banks: list[Bank] = []
"""Of a process that proves for another one: its bank."""


def open_bank(folders: Sequence[str]) -> None:
    """Read the bank once in each process."""
    banks.append(Bank(Folders([Path(folder) for folder in folders]), use_cache=False))


def prove_elsewhere(i: int, question: Code) -> Proof:
    """One question, in a process of its own."""
    return prove(i, question, banks[0])


def prove(i: int, question: Code, bank: Bank) -> Proof:
    """One question, the i-th of its file."""
    found = Proof()
    place = ("questions", i, "functions")
    try:
        layer = bank.layer(question.layer or "")
        plan(question, layer)
        place = ("questions", i, "cases")
        with Session() as session:
            prepared = prepare(question, bank, SEED, session)
    except LayerError as error:
        found.flaws.append(Flaw(place, str(error)))
        return found
    with prepared:
        reference = run(prepared, layer.text)
        if reference.status is not Status.RIGHT:
            failed = next(finding for finding in reference.findings if finding.outcome is not Outcome.PASSED)
            what = f"the reference fails its own question: {failed.name}: {failed.message}"
            found.flaws.append(Flaw(place, what))
        begun = run(prepared, of_bank(question, bank))
        if begun.findings[0].outcome is not Outcome.PASSED:
            found.flaws.append(Flaw(place, f"the starter cannot be used: {begun.findings[0].message}"))
        if begun.score > 0:
            found.flaws.append(Flaw(place, f"the starter earns {begun.score:g} points as it comes"))
        for name, weak in weak_spots(prepared, bank) if reference.status is Status.RIGHT else ():
            if weak:
                found.flaws.append(Flaw(place, weak))
                found.weak.add(name)
            else:
                found.shown.add(name)
    return found


def run(prepared: Prepared, source: str) -> Verdict:
    """Grade a source as if a learner had submitted it."""
    with Session() as student:
        return judge_source(prepared, f"{prepared.question.layer}.py", source.encode(), student, explain=False)
