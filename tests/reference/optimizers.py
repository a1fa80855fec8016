"""Runs an optimizer for ten steps on gradients whose sizes span seven decades, beside PyTorch's or on its own.

Small gradients and a large eps make visible where eps stands; one gradient that is always 0 makes visible 0 / 0.
"""

import numpy as np

STEPS = 10


def problem(shape, seed):
    """Starting weights [shape] and one gradient [shape] per step."""
    rng = np.random.default_rng(seed)
    sizes = 10 ** rng.uniform(-6, 1, (STEPS, *shape))
    gradients = sizes * rng.standard_normal((STEPS, *shape))
    gradients.reshape(STEPS, -1)[:, 0] = 0
    return rng.standard_normal(shape), gradients


def weights_after_each_step(step, w, gradients, **options):
    state, weights = None, []
    for dw in gradients:
        w, state = step(w, dw, state, **options)
        weights.append(w)
    return np.stack(weights)


def assert_it_agrees_with_pytorch(step, make, **options):
    """Hold the weights after each step against those of make(parameters), an optimizer of PyTorch."""
    from tests.reference.oracle import assert_agrees, torch

    for shape in [(1,), (2,), (3, 4), (2, 3, 2, 2)]:
        w, gradients = problem(shape, seed=0)
        actual = weights_after_each_step(step, w, gradients, **options)
        parameter = torch.tensor(w, requires_grad=True)
        optimizer = make(torch.optim)([parameter], **torch_names(options))
        for number, dw in enumerate(gradients):
            parameter.grad = torch.tensor(dw)
            optimizer.step()
            assert_agrees({"w": actual[number]}, {"w": parameter})


def torch_names(options):
    """PyTorch takes both betas as one pair."""
    rest = {name: value for name, value in options.items() if name not in ("beta1", "beta2")}
    return rest | ({"betas": (options["beta1"], options["beta2"])} if "beta1" in options else {})


def assert_it_is_pure(step, **options):
    """Every call with the same arguments gives the same weights and leaves weights, gradient and state alone."""
    w, (dw, *_) = problem((3, 4), seed=1)
    kept = w.copy(), dw.copy()
    _, state = step(w, dw, None, **options)
    first, second = step(w, dw, state, **options)[0], step(w, dw, state, **options)[0]
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal((w, dw), kept)


def assert_float32_stays_float32(step, **options):
    w, gradients = problem((3,), seed=2)
    weights = weights_after_each_step(step, w.astype(np.float32), gradients.astype(np.float32), **options)
    assert weights.dtype == np.float32


def assert_every_weight_is_on_its_own(step, seed, **options):
    """The weights of one half move as if the other half did not exist."""
    w, gradients = problem((6,), seed)
    whole = weights_after_each_step(step, w, gradients, **options)
    half = weights_after_each_step(step, w[:3], gradients[:, :3], **options)
    np.testing.assert_allclose(whole[:, :3], half, rtol=1e-14)
