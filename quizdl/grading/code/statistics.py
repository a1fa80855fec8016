"""What is said about a statistic of random answers."""

import math
from collections.abc import Callable

from quizdl.compare import Array
from quizdl.grading.code.plans import masks, minibatches, weights


def sentence(label: str, found: Array, right: Array) -> str:
    """Why a statistic is not what it should be."""
    name = label.partition(":")[0]
    return SENTENCES[label](name, found, right)


def share(name: str, found: Array, right: Array) -> str:
    """Of kept units."""
    found_share, right_share = (f"{100 * float(value):.0f} %" for value in (found, right))
    return f"{found_share} of {name} come through, expected {right_share}: p is the share that is dropped"


def factor(name: str, found: Array, right: Array) -> str:
    """Of kept units."""
    if math.isnan(float(found)):
        return f"the kept entries of {name} are not all multiplied by the same number, expected {float(right):.4g}"
    return f"the kept entries of {name} are multiplied by {float(found):.4g}, expected {float(right):.4g}"


def belongs(name: str, found: Array, right: Array) -> str:  # noqa: ARG001  one signature for all
    """Of a gradient to the outputs."""
    if math.isnan(float(found)):
        return f"{name} is not the gradient of what the forward has computed with its mask"
    return f"{name} is {float(found):.4g} times the gradient of what the forward has computed"


def sharing(name: str, found: Array, right: Array) -> str:
    """Of a mask along axes."""
    axis = next(i for i, (a, b) in enumerate(zip(found.ravel(), right.ravel(), strict=True)) if a != b)
    if right.ravel()[axis] == 1.0:
        return f"along axis {axis} of {name} all entries should be kept or dropped together"
    how = "is the same" if found.ravel()[axis] == 1.0 else "is not independent"
    return f"the mask of {name} {how} along axis {axis}, where every entry should have a draw of its own"


def spread(name: str, found: Array, right: Array) -> str:
    """Of the variance of weights."""
    if math.isnan(float(found)):
        return f"{name} holds numbers that are not finite"
    ratio = math.exp(min(700.0, float(found) - float(right)))
    return f"the variance of {name} is {ratio:.3g} times the right one"


def mean(name: str, found: Array, right: Array) -> str:
    """Of weights."""
    return (
        f"the mean of {name} is {float(found):.3g} standard deviations, expected about {round(float(right), 1) + 0:g}"
    )


def kurtosis(name: str, found: Array, right: Array) -> str:
    """Of weights."""
    return (
        f"{name} has a kurtosis of {float(found):.2f}, expected {float(right):.2f} "
        "(a normal distribution has 3, a uniform one 1.8): another distribution"
    )


def distinct(name: str, found: Array, right: Array) -> str:
    """Of weights."""
    return f"{100 * float(found):.1f} % of the numbers in {name} are distinct, expected {100 * float(right):.0f} %"


def visited(name: str, found: Array, right: Array) -> str:  # noqa: ARG001  one signature for all
    """Of examples in an epoch."""
    if math.isnan(float(found)):
        return "in an epoch some examples are used twice or with the target of another example, and some not at all"
    return f"{100 * float(found):.0f} % of the examples are used in an epoch, expected {100 * float(right):.0f} %"


def step_sizes(name: str, found: Array, right: Array) -> str:  # noqa: ARG001  one signature for all
    """Of examples."""
    return f"the steps that the examples make {name} take do not have the right lengths: what is averaged over what?"


def same_again(name: str, found: Array, right: Array) -> str:  # noqa: ARG001  one signature for all
    """Where every call should draw anew."""
    return f"another generator gives the same {name}: draw from `rng` at every call"


SENTENCES: dict[str, Callable[[str, Array, Array], str]] = {
    masks.SHARE: share, masks.DX_SHARE: share, masks.FACTOR: factor, masks.DX_FACTOR: factor, masks.SHARING: sharing,
    masks.NEW: lambda name, *_: f"two forward passes drop the same entries of {name}: draw a new mask each time",
    masks.DX_MASK: lambda *_: "the backward does not drop exactly the entries that its forward has dropped",
    **dict.fromkeys(masks.GRADIENTS, belongs),
    weights.MEAN: mean, weights.VARIANCE: spread, weights.KURTOSIS: kurtosis, weights.DISTINCT: distinct,
    weights.NEW: same_again,
    minibatches.VISITED: visited, minibatches.SHRINKAGE: step_sizes,
    minibatches.ORDER: lambda *_: "the minibatches are the same with other generators: shuffle in every epoch",
}  # fmt: skip
"""Label -> sentence."""
