"""Stochastic gradient descent: step against the gradient, as far as the learning rate says.

    g = dw + weight_decay * w
    w = w - lr * g

Axes: none; w and dw have any shape, every entry is on its own.
Conventions: those of PyTorch. weight_decay is the weight of an L2 penalty, weight_decay / 2 * sum(w^2), in the loss;
    for this rule it does the same as shrinking w by the share lr * weight_decay (decoupled decay). If dw is to be
    an average over the minibatch, the loss averages, not this step. The rule has no memory: state stays None.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 8.3.1; section 7.1.1 for the penalty.
"""


def inputs(rng, D, M):
    """Random arguments of a first step: w and dw [D, M], state None."""
    return {"w": rng.standard_normal((D, M)), "dw": rng.standard_normal((D, M)), "state": None}


def sgd_step(w, dw, state, *, lr=1e-3, weight_decay=0.0):
    """Update the weights w by one step.

    w: any shape. dw: the gradient, shape of w. state: what the step before returned, None at the first step.
    lr: > 0, the share of the gradient to step. weight_decay: >= 0, weight of the L2 penalty.
    Returns the new w and the new state (None: there is none).

    >>> sgd_step(2.0, 4.0, None, lr=0.25, weight_decay=0.5)
    (0.75, None)
    >>> 2 - 0.25 * (4 + 0.5 * 2)
    0.75
    """
    g = dw + weight_decay * w
    w = w - lr * g
    return w, state
