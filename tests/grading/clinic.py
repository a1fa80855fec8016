"""A layer small enough to compute in one's head, mistakes of one's choice in it, and learners who make them."""

import json
import textwrap

from quizdl.bank.bank import Bank
from quizdl.bank.folders import Folders
from quizdl.grading.code.grade import grade
from quizdl.grading.code.prepared import prepare
from quizdl.model.kinds.code import Case, Code
from quizdl.runner.session import Session

AFFINE = textwrap.dedent("""
    import numpy as np


    def inputs(rng, N, D):
        return {"x": rng.standard_normal((N, D)), "a": 3 + rng.random(D), "b": 3 + rng.random(D)}


    def affine_forward(x, a, b, *, gain=1.0):
        z = a * x
        y = gain * z + b
        cache = x, a, gain
        return y, cache


    def affine_backward(dy, cache):
        x, a, gain = cache
        dz = gain * dy
        dx = dz * a
        da = (dz * x).sum(axis=0)
        db = dy.sum(axis=0)
        return dx, da, db
""")
BOTH = ("affine_forward", "affine_backward")
FORWARD, BACKWARD = BOTH
PLAIN = Case(name="plain", sizes={"N": 4, "D": 3})
GAIN = Case(name="gain", sizes={"N": 5, "D": 2}, options={"gain": 0.5})

NO_SHIFT = "y = gain * z + b", "y = gain * z"
GAIN_ON_SHIFT = "gain * z + b", "gain * (z + b)"
FORGETS_A = "dx = dz * a", "dx = dz"
FORGETS_GAIN = "dz = gain * dy", "dz = dy"
MEAN_DA = "(dz * x).sum(axis=0)", "(dz * x).mean(axis=0)"
MEAN_DB = "db = dy.sum(axis=0)", "db = dy.mean(axis=0)"
EDITS = {
    "no-shift": NO_SHIFT,
    "gain-on-shift": GAIN_ON_SHIFT,
    "forgets-a": FORGETS_A,
    "forgets-gain": FORGETS_GAIN,
    "mean-da": MEAN_DA,
    "mean-db": MEAN_DB,
}
"""Name of a mistake -> what it replaces, and by what."""


def mistake(name, *edits, **fields):
    """A mistake as it stands in a bank; what it says and teaches can be told from its name."""
    change = [{"from": old, "to": new} for old, new in edits]
    return {"id": name, "says": f"Says {name}.", "teaches": f"Teaches {name}.", "change": change, **fields}


MISTAKES = tuple(mistake(name, edit) for name, edit in EDITS.items())


def changed(*replacements, source=AFFINE):
    """The layer with changes: what a learner has written."""
    for old, new in replacements:
        assert source.count(old) == 1
        source = source.replace(old, new)
    return source


def bank_of(folder, mistakes=MISTAKES, layer=AFFINE, **topics):
    """A bank with the layer, its mistakes, and topics in a folder."""
    bank = folder / "bank"
    (bank / "misconceptions").mkdir(parents=True)
    (bank / "misconceptions" / "affine.py").write_text(layer, encoding="utf-8")
    if mistakes:
        text = json.dumps({"layer": "affine", "misconceptions": list(mistakes)}, indent=2)
        (bank / "misconceptions" / "affine.yaml").write_text(text, encoding="utf-8")
    for name, questions in topics.items():
        content = {"topic": name, "title": name, "layer": "affine", "questions": questions}
        (bank / f"{name}.yaml").write_text(json.dumps(content, indent=2), encoding="utf-8")
    return Bank(Folders((bank,)), use_cache=False)


def question(cases=(PLAIN, GAIN), functions=BOTH, **fields):
    """A code question about the layer."""
    about = {"id": "t/q", "type": "code", "prompt": "?", "source": "derivation", "layer": "affine"}
    return Code(**{**about, **fields}, functions=functions, cases=cases)


def graded(bank, source, cases=(PLAIN, GAIN), functions=BOTH, **fields):
    """The verdict on a source."""
    with Session() as reference, Session() as student:
        asked = question(cases, functions, **fields)
        return grade(asked, "affine.py", source.encode(), bank, 0, (reference, student))


def prepared_for(bank, cases=(PLAIN, GAIN), functions=BOTH, **fields):
    """A question as a class is graded with it; close it."""
    with Session() as reference:
        return prepare(question(cases, functions, **fields), bank, 0, reference)


def outcome(verdict, name):
    """The outcome and the points of the finding with this name."""
    (finding,) = [finding for finding in verdict.findings if finding.name == name]
    return finding.outcome, finding.points
