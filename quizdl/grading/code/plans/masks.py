"""A layer that drops at random: judged by what defines it, never by a seed.

In training the outputs are reduced to statistics: how many units are kept, by which factor they grow, along which axes
a mask is shared, whether the next forward has a new one, and whether the backward uses the mask of its forward. Without
chance, as at inference, the values themselves are compared. What is known without dropping (`base`) comes from the
reference at inference; each example gets one nonzero input, so that a dropped weight shows in the output, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from quizdl.compare import Array
from quizdl.grading.code.answers import Answer, Answers, misshapen
from quizdl.grading.code.plans.base import Ask, Expected, Reply, arrays, draw, under
from quizdl.grading.code.plans.chance import sharing, snapped
from quizdl.grading.code.plans.pair import Pair
from quizdl.model.kinds.code import Case
from quizdl.model.layer import Function, Layer
from quizdl.runner.session import Call, Generator
from quizdl.variants import derive

SHARE, FACTOR, SHARING, NEW = "y: share kept", "y: factor", "y: sharing", "y: new mask"
DX_SHARE, DX_FACTOR, DX_MASK = "dx: share kept", "dx: factor", "dx: mask"
GRADIENTS = {"dx: by its outputs": "dx", "dw: by its outputs": "dw", "db: by its outputs": "db"}
"""Where weights are dropped: label -> gradient."""
ZERO = 1e-3
"""Relative: what is left of a dropped entry in single precision is far below that, and no factor is as small."""
CLOSE, WITHIN = 1e-5, 1e-4
"""Relative, of values that are equal but for rounding in single precision; absolute, of a right statistic."""


@dataclass(frozen=True, slots=True)
class Masks:
    """A pair whose forward takes p, training and rng."""

    pair: Pair

    @property
    def layer(self) -> Layer:
        """The layer of the pair."""
        return self.pair.layer

    @property
    def functions(self) -> tuple[Function, ...]:
        """The forward first."""
        return self.pair.functions

    def function(self, label: str) -> Function:
        """The function whose result this is."""
        return self.pair.function(label.partition(":")[0])

    def forward(self, inputs: Mapping[str, Any], case: Case, seed: int, **changes: object) -> Call:
        """A forward with a generator of its own."""
        call = self.pair.run_forward(inputs, case)
        options = {**call.options, **changes, "rng": Generator(derive(seed, case.name))}
        return Call(call.function, call.arguments, options, call.results, call.keep)

    def expect(self, case: Case, seed: int, ask: Ask) -> Expected:
        """Draw, and see what the reference does without dropping."""
        inputs = draw(self.layer, case, seed, ask)
        training = bool(case.options.get("training", True))
        if training:
            inputs["x"] = probes(inputs["x"], self.pair)
        forward = self.pair.forward
        replies = ask(
            [
                self.forward(inputs, case, 0, training=False),
                self.forward({**inputs, "x": 0 * inputs["x"]}, case, 0, training=False),
            ]
        )
        plain, offset = (arrays(reply, forward, self.layer, case)["y"] for reply in replies)
        generator = np.random.default_rng(derive(seed, "upstream"))
        upstream = {"y": 1 + np.abs(generator.standard_normal(plain.shape))} if self.pair.backward else {}
        kept = {"base": plain - offset, "offset": offset}
        found = Expected(case, inputs, upstream, {}, kept=kept)
        return Expected(
            case, inputs, upstream, self.known(found, ask(self.calls(found))), kept=kept, **chance(training)
        )

    def known(self, found: Expected, replies: Sequence[Reply]) -> dict[str, Array]:
        """What is right, by the reference."""
        for function, reply in zip((self.pair.forward, *self.functions), replies, strict=True):
            arrays(reply, function, self.layer, found.case)
        answers = self.answers(found, replies)
        return {label: answer for label, answer in answers.items() if isinstance(answer, np.ndarray)}

    def calls(self, expected: Expected) -> list[Call]:
        """A forward, and another one with another generator, followed by its backward."""
        inputs, case = expected.inputs, expected.case
        calls = [self.forward(inputs, case, 1), self.forward(inputs, case, 2)]
        return [*calls, *([self.pair.run_backward(expected.upstream)] if self.pair.backward else [])]

    def answers(self, expected: Expected, replies: Sequence[Reply]) -> Answers:
        """Values where nothing is dropped, else statistics."""
        found = dict(self.pair.answers(expected, replies[1:]))
        if not expected.case.options.get("training", True):
            return found
        first = under(("y",), self.pair.forward, replies[0])["y"]
        return self.statistics(expected, first, found)

    def statistics(self, expected: Expected, first: Answer, found: Mapping[str, Answer]) -> Answers:
        """Both outputs and the gradient, reduced."""
        p = float(expected.case.options["p"])  # type: ignore[arg-type]
        base, offset = expected.kept["base"], expected.kept["offset"]
        y = found["y"]
        for value in (first, y):
            if wrong := misshapen("y", value, base.shape):
                return dict.fromkeys((SHARE, FACTOR, SHARING, NEW, *self.gradient_labels()), wrong)
        assert isinstance(first, np.ndarray) and isinstance(y, np.ndarray)  # noqa: S101, PT018  for the type checker
        masks = [kept_by(value - offset, base) for value in (first, y)]
        about: dict[str, Answer] = of_mask(masks[1], p) | {
            FACTOR: factor(y - offset, base, masks[1]),
            NEW: np.array(float((masks[0] != masks[1]).any())),
        }
        if self.pair.backward is None:
            return about
        if self.drops_weights:
            return about | belonging(expected, y - offset, {name: found[name] for name in self.pair.gradients})
        dx, dy = found["dx"], expected.upstream["y"]
        if wrong := misshapen("dx", dx, base.shape):
            return about | dict.fromkeys(self.gradient_labels(), wrong)
        assert isinstance(dx, np.ndarray)  # noqa: S101  for the type checker
        mask = kept_by(dx, dy)
        return about | {
            DX_SHARE: of_mask(mask, p)[SHARE], DX_FACTOR: factor(dx, dy, mask),
            DX_MASK: np.array(float((mask == masks[1]).all())),
        }  # fmt: skip

    @property
    def drops_weights(self) -> bool:
        """Whether it is the weights that are dropped: x alone does not make y."""
        return len(self.pair.forward.arguments) > 1

    def gradient_labels(self) -> tuple[str, ...]:
        """The labels about the backward."""
        if self.pair.backward is None:
            return ()
        return tuple(GRADIENTS) if self.drops_weights else (DX_SHARE, DX_FACTOR, DX_MASK)


def belonging(expected: Expected, z: Array, gradients: Mapping[str, Answer]) -> dict[str, Answer]:
    """By what the gradients differ from those that belong to the outputs, where weights are dropped.

    z, the output without the bias, is linear in x and in w, whatever the mask: sum(dy * z) over an example is x * dx of
    its one input that is not 0, and over the examples with the same input w * dw.
    """
    x, w, dy = expected.inputs["x"], expected.inputs["w"], expected.upstream["y"]
    used = x != 0
    with np.errstate(all="ignore"):
        right = {"dx": (dy * z).sum(axis=1) / x[used], "dw": used.T.astype(float) @ (dy * z) / w, "db": dy.sum(axis=0)}
    found: dict[str, Answer] = {}
    for label, name in GRADIENTS.items():
        value = gradients[name]
        found[label] = misshapen(name, value, expected.inputs[name.removeprefix("d")].shape) or value
        if isinstance(found[label], np.ndarray):
            assert isinstance(value, np.ndarray)  # noqa: S101  for the type checker
            found[label] = multiple(value[used] if name == "dx" else value, right[name])
    return found


def multiple(value: Array, right: Array) -> Array:
    """The number by which `right` gives a value; NaN where none does."""
    with np.errstate(all="ignore"):
        number = float(np.sum(value * right)) / float(np.sum(right * right))
        fits = float(np.linalg.norm(value - number * right)) <= CLOSE * float(np.linalg.norm(value))
    return np.array(number if fits else np.nan)


def chance(training: bool) -> dict[str, Any]:
    """Statistics are compared as they are: chance is settled where they are made."""
    labels = (SHARE, FACTOR, SHARING, NEW, DX_SHARE, DX_FACTOR, DX_MASK, *GRADIENTS)
    return {"within": dict.fromkeys(labels, WITHIN)} if training else {}


def probes(x: Array, pair: Pair) -> Array:
    """Inputs away from zero; where weights are dropped, one for each example."""
    away: Array = np.where(x < 0, -1.0, 1.0) * (1 + np.abs(x))
    if len(pair.forward.arguments) == 1:
        return away
    one: Array = np.arange(x.shape[1]) == np.arange(len(x))[:, None] % x.shape[1]
    return np.asarray(away * one)


def kept_by(value: Array, base: Array) -> Array:
    """Where something came through."""
    with np.errstate(all="ignore"):
        return ~(np.abs(value) <= ZERO * np.abs(base))


def factor(value: Array, base: Array, mask: Array) -> Array:
    """By what the kept entries have grown; NaN where not all by the same."""
    return multiple(value[mask], base[mask]) if mask.any() else np.array(np.nan)


def of_mask(mask: Array, p: float) -> dict[str, Answer]:
    """The share of kept entries, and along which axes the mask is shared."""
    constant = [axis for axis in range(mask.ndim) if sharing(mask, axis, p) == 1.0]
    drawn = mask[tuple(slice(0, 1) if axis in constant else slice(None) for axis in range(mask.ndim))]
    rate = float(drawn.mean())
    shared = [1.0 if axis in constant else sharing(drawn, axis, rate) for axis in range(mask.ndim)]
    some = mask.any() and not mask.all()
    share = snapped(int(drawn.sum()), drawn.size, (1 - p, p)) if some else float(mask.all())
    return {SHARE: np.array(share), SHARING: np.array(shared)}
