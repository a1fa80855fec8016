"""The square of every element: y = x * x."""  # y = x * x in a comment, too

from __future__ import annotations


def inputs(rng, N):
    """Draw x [N]."""
    return {"x": rng.standard_normal(N)}


def power_forward(x):
    r"""Square x [N]; y = x * x.

    Docstrings may hold "quotes", $\frac{1}{2}$ and {braces}.
    """
    y = x * x  # [N]
    cache = x
    return y, cache


def power_backward(dy, cache):
    """Return dx [N]."""
    dx = 2 * cache * dy
    return dx


class Unused:
    """A class of which nothing is left without its docstring."""
