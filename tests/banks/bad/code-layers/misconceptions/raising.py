"""A layer that cannot be loaded."""


def inputs(rng, N):
    """One argument."""
    return {"x": rng.standard_normal(N)}


def raising_forward(x):
    """Nothing."""
    return x, None


raise RuntimeError("this layer is not finished")
