"""A layer whose reference is not the same twice, and whose starter lacks a constant."""

SCALE = 2.0


def inputs(rng, N):
    """One argument."""
    return {"x": rng.standard_normal(N)}


def noisy_forward(x, *, scale=SCALE):
    """Return scale times x in the process of the reference, and half as much again elsewhere."""
    y = scale * x * (1 if __name__ == "reference" else 1.5)
    cache = scale
    return y, cache


def noisy_backward(gradient, cache):
    """Return dx."""
    dx = gradient * cache
    return dx
