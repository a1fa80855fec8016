"""Initializers against PyTorch, against exact bounds on what random draws can do, and against their definition.

A right initializer fails a statistical test here with a probability of at most ALPHA per drawn weight matrix. There
are fewer than 200 of them in a run, so a false alarm has a probability below 1e-9 per run, whatever the seeds are.
The bounds are exact, not asymptotic: Laurent & Massart 2000 for the chi-squared distribution, Massart 1990
(Dvoretzky-Kiefer-Wolfowitz) for the distribution function, and (1 - d)^n for the largest of n uniform draws.
"""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference import initialization as init
from tests.reference.derivatives import normwise

ALPHA = 5e-12
SHAPES = [(300, 200), (60, 25, 5, 7)]  # dense (in, out); filters (F, C, kh, kw)
FANS = {(300, 200): (300, 200), (60, 25, 5, 7): (25 * 35, 60 * 35)}
ORTHOGONAL = [(5, 3), (3, 5), (4, 4), (1, 6), (6, 2, 3, 2), (20, 2, 3, 2)]
SEED = st.integers(0, 2**32 - 1)
few = settings(max_examples=5, deadline=None)


def variance_of(name, shape):
    """The definitions, written once more."""
    fan_in, fan_out = FANS[shape]
    return {"lecun": 1 / fan_in, "xavier": 2 / (fan_in + fan_out), "he": 2 / fan_in}[name]


def assert_normal(w, mean, std):
    """Sum of squares and distribution function are those of n independent normal draws."""
    z = (w.ravel() - mean) / std
    n, t = z.size, math.log(4 / ALPHA)
    squares = np.sum(z**2) - n
    assert -2 * math.sqrt(n * t) <= squares <= 2 * math.sqrt(n * t) + 2 * t, "variance"
    assert_distribution(z, np.array([0.5 * (1 + math.erf(value / math.sqrt(2))) for value in np.sort(z)]))


def assert_uniform(w, low, high):
    """No draw is outside, the outermost ones are near the bounds, and the distribution function is a straight line."""
    share = (np.sort(w.ravel()) - low) / (high - low)
    gap = -math.log(ALPHA / 4) / share.size  # (1 - gap)^n <= exp(-gap n) = ALPHA / 4
    assert 0 <= share[0] <= gap, "lower bound"
    assert 1 - gap <= share[-1] <= 1, "upper bound"
    assert_distribution(share, share)


def assert_distribution(draws, cdf):
    """cdf: the wanted distribution function at the sorted draws. P(largest distance > d) <= 2 exp(-2 n d^2)."""
    n = draws.size
    step = np.arange(n) / n
    distance = max(np.max(cdf - step), np.max(step + 1 / n - cdf))
    assert distance <= math.sqrt(math.log(4 / ALPHA) / (2 * n)), "distribution"


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["lecun", "xavier", "he"])
@few
@given(seed=SEED)
def test_the_normal_form_is_normal_with_the_variance_of_its_rule(name, shape, seed):
    w = getattr(init, f"{name}_normal")(shape, rng=np.random.default_rng(seed))
    assert w.shape == shape
    assert_normal(w, 0, math.sqrt(variance_of(name, shape)))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["lecun", "xavier", "he"])
@few
@given(seed=SEED)
def test_the_uniform_form_is_uniform_within_the_bound_of_its_rule(name, shape, seed):
    w = getattr(init, f"{name}_uniform")(shape, rng=np.random.default_rng(seed))
    bound = math.sqrt(3 * variance_of(name, shape))
    assert w.shape == shape
    assert_uniform(w, -bound, bound)


@few
@given(seed=SEED)
def test_normal_and_uniform_have_the_parameters_asked_for(seed):
    rng = np.random.default_rng(seed)
    assert_normal(init.normal((200, 300), rng=rng, mean=2.0, std=0.1), 2.0, 0.1)
    assert_uniform(init.uniform((200, 300), rng=rng, low=-3.0, high=1.0), -3.0, 1.0)


def test_constant_fills_the_shape():
    np.testing.assert_array_equal(init.constant((2, 3), rng=np.random.default_rng(0), value=0.7), np.full((2, 3), 0.7))


@pytest.mark.parametrize("shape", [(4, 7), (5, 3, 2, 3), (6, 1, 4)])
def test_the_fans_agree_with_pytorch(shape):
    from tests.reference.oracle import torch

    weight = torch.empty(shape).T if len(shape) == 2 else torch.empty(shape)  # PyTorch's dense weights are (out, in)
    assert init.fans(shape) == torch.nn.init._calculate_fan_in_and_fan_out(weight)


SCALED = {
    "xavier_normal": ({"gain": 5 / 3}, "xavier_normal_", {"gain": "tanh"}),
    "xavier_uniform": ({"gain": 5 / 3}, "xavier_uniform_", {"gain": "tanh"}),
    "he_normal": ({}, "kaiming_normal_", {"nonlinearity": "relu"}),
    "he_uniform": ({}, "kaiming_uniform_", {"nonlinearity": "relu"}),
    "lecun_normal": ({}, "kaiming_normal_", {"nonlinearity": "linear"}),
    "lecun_uniform": ({}, "kaiming_uniform_", {"nonlinearity": "linear"}),
}


@pytest.mark.parametrize("shape", [(4, 7), (5, 3, 2, 3)])
@pytest.mark.parametrize("name", SCALED)
@pytest.mark.parametrize("slope", [0.0, 0.2])
def test_the_scale_agrees_with_pytorch(name, shape, slope):
    """Draws divided by unscaled draws of the same seed are the scale itself, without any chance."""
    from tests.reference.oracle import TOLERANCE, torch

    options, function, torch_options = SCALED[name]
    if name.startswith("he"):
        options = {"negative_slope": slope}
        torch_options = {"nonlinearity": "leaky_relu", "a": slope} if slope else torch_options
    if "gain" in torch_options:
        torch_options = {"gain": torch.nn.init.calculate_gain(torch_options["gain"])}

    def unscaled(rng):
        return rng.uniform(-1, 1, shape) if name.endswith("uniform") else rng.standard_normal(shape)

    ours = getattr(init, name)(shape, rng=np.random.default_rng(0), **options) / unscaled(np.random.default_rng(0))
    weight = torch.empty(shape[::-1] if len(shape) == 2 else shape, dtype=torch.float64)
    generator = torch.Generator().manual_seed(0)
    theirs = getattr(torch.nn.init, function)(weight, generator=generator, **torch_options).clone()
    generator.manual_seed(0)
    fill = torch.nn.init.uniform_ if name.endswith("uniform") else torch.nn.init.normal_
    theirs /= fill(weight, *((-1, 1) if name.endswith("uniform") else (0, 1)), generator=generator)
    assert normwise(ours, np.full(shape, float(theirs.median()))) <= TOLERANCE


@pytest.mark.parametrize("shape", ORTHOGONAL)
def test_orthogonal_agrees_with_pytorch_on_the_same_normal_draws(shape):
    from tests.reference.oracle import assert_agrees, torch

    rows, columns = shape[0], math.prod(shape[1:])
    drawn = torch.empty((rows, columns), dtype=torch.float64).normal_(generator=torch.Generator().manual_seed(0))

    class SameDraws:
        def standard_normal(self, _):
            return (drawn if rows >= columns else drawn.T).numpy()

    weight = torch.empty(shape, dtype=torch.float64)
    expected = torch.nn.init.orthogonal_(weight, gain=1.5, generator=torch.Generator().manual_seed(0))
    assert_agrees({"w": init.orthogonal(shape, rng=SameDraws(), gain=1.5)}, {"w": expected})


@pytest.mark.parametrize("shape", ORTHOGONAL)
@given(seed=SEED, gain=st.sampled_from([1.0, 0.5, math.sqrt(2)]))
def test_orthogonal_columns_or_rows_are_orthogonal_and_as_long_as_the_gain(shape, seed, gain):
    w = init.orthogonal(shape, rng=np.random.default_rng(seed), gain=gain)
    assert w.shape == shape
    matrix = w.reshape(shape[0], -1)
    gram = matrix.T @ matrix if matrix.shape[0] >= matrix.shape[1] else matrix @ matrix.T
    np.testing.assert_allclose(gram, gain**2 * np.eye(len(gram)), atol=1e-13)


def test_orthogonal_draws_both_signs_of_a_single_weight():
    """Without the signs of R every q[0, 0] would be negative. A fair coin misses with probability 2^-40 < 1e-11."""
    rng = np.random.default_rng()
    signs = {float(init.orthogonal((1, 1), rng=rng)[0, 0]) for _ in range(41)}
    assert signs == {-1.0, 1.0}
