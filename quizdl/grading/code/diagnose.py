"""Finds the named mistake whose numbers an answer has: exactly, two at once, or nearly.

An answer has the numbers of a mistake if both agree in every case: where the mistake shows and where it does not. So a
name is said only where nothing speaks against it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from quizdl.bank.layers import code_of, merged
from quizdl.grading.code import own
from quizdl.grading.code.answers import Answers, alike
from quizdl.grading.code.mistakes import Mistakes
from quizdl.grading.code.plans.pair import Pair
from quizdl.model.layer import Misconception
from quizdl.variants import derive

Place = tuple[int, str]
"""Number of a case, and a label in it."""
LEAST_SHARE = 0.6
"""Of the wrong results, for a mistake to be worth a mention."""
MOST_PAIRS = 1000
"""Pairs of mistakes that are tried."""


@dataclass
class Diagnosis:
    """What is known of a wrong answer."""

    named: tuple[str, ...] = ()
    """Mistakes that together make exactly these numbers."""
    near: str = ""
    """A mistake that makes many of them."""
    conventions: tuple[str, ...] = ()
    """Legitimate variants, ..."""
    excused: frozenset[Place] = frozenset()
    """... and what is right by them."""
    consistent: frozenset[Place] = frozenset()
    """Gradients that are right for the forward of the mistake that was named."""


@dataclass
class Patient:
    """Answers with something wrong in them."""

    mistakes: Mistakes
    answers: Sequence[Answers | None]
    wrong: frozenset[Place]
    seed: int
    ignored: frozenset[Place] = field(default_factory=frozenset)
    """Explained already."""

    def agrees(self, place: Place, other: Answers | None) -> bool:
        """Whether the answer at one place is that of a mistake."""
        number, label = place
        mine = self.answers[number]
        if mine is None or other is None:
            return False
        expected = self.mistakes.cases[number]
        return alike(mine[label], other[label], expected.condition, expected.within.get(label))

    def order(self) -> list[int]:
        """Cases, those with something wrong first: there a mistake that is not the one is soon seen."""
        bad = {number for number, _ in self.wrong}
        return sorted(range(len(self.answers)), key=lambda number: number not in bad)

    def has_numbers_of(self, name: str, labels: frozenset[str] | None = None) -> bool:
        """Whether all answers, or those under some labels, are those of a mistake."""
        for number in self.order():
            other = self.mistakes.answers(name, number)
            for label in self.mistakes.cases[number].right:
                place = number, label
                if (labels is None or label in labels) and place not in self.ignored and not self.agrees(place, other):
                    return False
        return True


def diagnose(patient: Patient) -> Diagnosis:
    """What can be said."""
    found = Diagnosis()
    candidates = [name for name, mistake in patient.mistakes.all.items() if not mistake.convention]
    if all(patient.answers[number] is None for number, _ in patient.wrong):
        return found
    single = next((name for name in candidates if patient.has_numbers_of(name)), "")
    if single:
        found.named = (single,)
        return found
    found.conventions, found.excused = conventions(patient, candidates)
    patient.ignored = found.excused
    left = patient.wrong - found.excused
    if not left:
        return found
    single = next((name for name in candidates if found.excused and patient.has_numbers_of(name)), "")
    found.named = (single,) if single else ()
    if not found.named:
        found.named, found.consistent = by_forward(patient, candidates)
    found.named = found.named or two(patient, candidates)
    found.near = "" if found.named else nearest(patient, candidates, left)
    return found


def conventions(patient: Patient, candidates: Sequence[str]) -> tuple[tuple[str, ...], frozenset[Place]]:
    """The legitimate variants that explain something that is wrong, those that explain most first; and what it is."""
    explained = {
        name: explained_by(patient, name, candidates)
        for name, mistake in patient.mistakes.all.items()
        if mistake.convention
    }
    named: list[str] = []
    excused = frozenset[Place]()
    for name in sorted(explained, key=lambda name: -len(explained[name])):
        if explained[name] - excused:
            named.append(name)
            excused |= explained[name]
    return tuple(named), excused


def explained_by(patient: Patient, name: str, candidates: Sequence[str]) -> frozenset[Place]:
    """What is wrong as a legitimate variant makes it.

    Not under a label for which it does so in some cases only, while a mistake does so in all: then it is the mistake.
    """
    hits = frozenset(
        place for place in patient.wrong if patient.agrees(place, patient.mistakes.answers(name, place[0]))
    )
    mistaken = {
        label
        for label in {label for _, label in hits}
        if not patient.has_numbers_of(name, frozenset({label}))
        and any(patient.has_numbers_of(other, frozenset({label})) for other in candidates)
    }
    return frozenset(place for place in hits if place[1] not in mistaken)


def by_forward(patient: Patient, candidates: Sequence[str]) -> tuple[tuple[str, ...], frozenset[Place]]:
    """The mistake whose outputs these are, where the gradients are right for that forward; and these gradients."""
    plan = patient.mistakes.plan
    if not isinstance(plan, Pair) or plan.backward is None:
        return (), frozenset()
    outputs = frozenset(plan.outputs)
    if not any(label in outputs for _, label in patient.wrong):
        return (), frozenset()
    for name in candidates:
        if patient.has_numbers_of(name, outputs):
            places = frozenset(place for place in patient.wrong - patient.ignored if place[1] not in outputs)
            if all(belongs(patient, plan, name, number) for number in {number for number, _ in places}):
                return (name,), places
    return (), frozenset()


def belongs(patient: Patient, plan: Pair, name: str, number: int) -> bool:
    """Whether the gradients of a case are the derivative of a mistaken forward."""
    expected, answers = patient.mistakes.cases[number], patient.answers[number] or {}
    gradients = {label: answers.get(label) for label in plan.gradients}
    if not all(isinstance(value, np.ndarray) for value in gradients.values()):
        return False

    def forward(inputs: own.Inputs) -> own.Outputs | None:
        return patient.mistakes.forward(name, plan.run_forward(inputs, expected.case))

    seed = derive(patient.seed, "belongs", expected.case.name)
    return (
        own.agrees(expected, {k: v for k, v in gradients.items() if isinstance(v, np.ndarray)}, forward, seed) is True
    )


def two(patient: Patient, candidates: Sequence[str]) -> tuple[str, ...]:
    """Two mistakes in one source, composed from edits that do not overlap."""
    mistakes = patient.mistakes
    for one, other in pairs(patient, candidates):
        name = f"{one} + {other}"
        if name not in mistakes.sources:
            source = composed(mistakes, mistakes.all[one], mistakes.all[other])
            if source is None:
                continue
            mistakes.add(name, source)
        if patient.has_numbers_of(name):
            return one, other
    return ()


def pairs(patient: Patient, candidates: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs worth trying: those in which one explains something first."""
    editable = [name for name in candidates if patient.mistakes.all[name].edits]
    explains = {
        name: any(patient.agrees(place, patient.mistakes.answers(name, place[0])) for place in patient.wrong)
        for name in editable
    }
    both = sorted(combinations(editable, 2), key=lambda pair: -(explains[pair[0]] + explains[pair[1]]))
    yield from both[:MOST_PAIRS]


def composed(mistakes: Mistakes, one: Misconception, other: Misconception) -> str | None:
    """The layer with both mistakes; None where they touch the same place."""
    return merged(code_of(mistakes.plan.layer.text), (*one.edits, *other.edits))


def nearest(patient: Patient, candidates: Sequence[str], left: frozenset[Place]) -> str:
    """The mistake that makes most of the wrong results, if that is most of them."""
    best, most = "", 0
    for name in candidates:
        hits = sum(patient.agrees(place, patient.mistakes.answers(name, place[0])) for place in left)
        if hits > most:
            best, most = name, hits
    return best if most >= LEAST_SHARE * len(left) else ""
