"""Checks a backward against the derivative of its own forward, by complex steps along Gaussian directions.

A complex step has no subtraction, so its error is that of the forward itself (about 1e-15); the price is that
the forward must keep complex numbers complex. Directions are Gaussian: with +-1 directions errors cancel exactly
(see shared/content/numerics.md, section 2). Upstream gradients are random for the same reason.
"""

import numpy as np

STEP = 1e-30
TOLERANCE = 1e-9


def normwise(actual, expected):
    """max|actual - expected| / max|expected|, or max|actual| where everything expected is 0."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape, f"shape {actual.shape} instead of {expected.shape}"
    if expected.size == 0:
        return 0.0
    scale = np.max(np.abs(expected))
    return float(np.max(np.abs(actual - expected)) / (scale if scale > 0 else 1.0))


def assert_gradients_match(forward, backward, arguments, wrt, rng, *, upstream=1, directions=3, **options):
    """Hold every gradient of `backward` against the directional derivatives of `forward`.

    arguments: name -> array, in the order of forward's positional arguments. wrt: the names of the arguments
    that have a gradient, in the order in which backward returns them. upstream: how many of forward's first outputs
    have an upstream gradient (`backward(d<first>, ..., cache)`). options: keyword arguments of forward.
    """
    *outputs, cache = forward(*arguments.values(), **options)
    cotangents = [rng.standard_normal(np.shape(output)) for output in outputs[:upstream]]
    gradients = backward(*cotangents, cache)
    gradients = gradients if isinstance(gradients, tuple) else (gradients,)
    assert len(gradients) == len(wrt), f"backward returns {len(gradients)} gradients, expected {len(wrt)}"
    for name, gradient in zip(wrt, gradients, strict=True):
        assert np.shape(gradient) == np.shape(arguments[name]), f"d{name} has shape {np.shape(gradient)}"
        for _ in range(directions):
            direction = rng.standard_normal(np.shape(arguments[name]))
            moved = {**arguments, name: arguments[name] + 1j * STEP * direction}
            *moved_outputs, _ = forward(*moved.values(), **options)
            loss = sum(np.sum(cotangent * output) for cotangent, output in zip(cotangents, moved_outputs, strict=False))
            along = np.imag(loss) / STEP
            error = abs(along - np.sum(gradient * direction))
            norm = np.linalg.norm(gradient)
            assert error <= TOLERANCE * max(norm, 1e-3), (
                f"d{name} is off by {error:.2e} along a direction (norm {norm:.2e})"
            )
