"""Vanilla recurrent layer: the new state is a tanh of a weighted sum of the input and the state before it.

    h_t = tanh(x_t @ w_x + h_{t-1} @ w_h + b)      the same weights at every step t = 1 .. T

Back-propagation through time walks the steps in reverse. The state h_t acts on the loss twice, directly and through
h_{t+1}, so its gradient is the sum of both; the weights collect a gradient from every step.

Axes: x is [N, T, D], T steps of N sequences; h is [N, T, H], the state after every step; h0 is [N, H].
    One step takes x [N, D] and h [N, H].
Conventions: weights are (in, out), w_x [D, H] and w_h [H, H], with one bias [H]. PyTorch's RNN stores the transposes,
    adds two biases and has time first unless batch_first is set.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 10.2.
"""

import math

import numpy as np


def inputs(rng, N, D, H, T=None):
    """Random arguments of the step, or of the sequence of T steps if T is given."""
    start, shape = ("h", (N, D)) if T is None else ("h0", (N, T, D))
    return {
        "x": rng.standard_normal(shape),
        start: 0.5 * rng.standard_normal((N, H)),
        "w_x": rng.standard_normal((D, H)) / math.sqrt(D),
        "w_h": rng.standard_normal((H, H)) / math.sqrt(H),
        "b": 0.3 * rng.standard_normal(H),
    }


def rnn_forward(x, h0, w_x, w_h, b):
    """Run the step over all the inputs of every sequence, beginning at the state h0.

    x: [N, T, D], T >= 1. h0: [N, H]. w_x: [D, H]. w_h: [H, H]. b: [H].
    Returns h [N, T, H], the state after every step, between -1 and 1, and the cache.

    >>> one, zero = np.ones((1, 1)), np.zeros((1, 1))
    >>> h, _ = rnn_forward(np.array([[[1.0], [0.0]]]), zero, one, one, np.zeros(1))
    >>> h.ravel().round(3).tolist()                 # tanh(1 + 0), then tanh(0 + 0.762)
    [0.762, 0.642]
    """
    h_t, states, steps = h0, [], []
    for t in range(x.shape[1]):
        h_t, step = rnn_step_forward(x[:, t], h_t, w_x, w_h, b)
        states.append(h_t)
        steps.append(step)
    h = np.stack(states, axis=1)  # [N, T, H]
    cache = steps
    return h, cache


def rnn_backward(dh, cache):
    """Gradients of the loss from dh [N, T, H], its gradient with respect to every state in h.

    Returns dx [N, T, D], dh0 [N, H], dw_x [D, H], dw_h [H, H], db [H].
    """
    steps = cache
    dx_steps = [None] * len(steps)
    dh_next = dw_x = dw_h = db = 0
    for t in reversed(range(len(steps))):
        dh_t = dh[:, t] + dh_next
        dx_steps[t], dh_next, dw_x_t, dw_h_t, db_t = rnn_step_backward(dh_t, steps[t])
        dw_x += dw_x_t
        dw_h += dw_h_t
        db += db_t
    dx = np.stack(dx_steps, axis=1)  # [N, T, D]
    dh0 = dh_next
    return dx, dh0, dw_x, dw_h, db


def rnn_step_forward(x, h, w_x, w_h, b):
    """Compute the next state from one input and the state before it.

    x: [N, D]. h: [N, H]. w_x: [D, H]. w_h: [H, H]. b: [H].
    Returns h_new [N, H], between -1 and 1, and the cache.

    >>> h_new, _ = rnn_step_forward(np.array([[3.0]]), np.array([[0.5]]), np.eye(1), 2 * np.eye(1), np.array([-4.0]))
    >>> h_new.tolist()                              # tanh(3 * 1 + 0.5 * 2 - 4)
    [[0.0]]
    """
    z = x @ w_x + h @ w_h + b  # [N, H]
    h_new = np.tanh(z)
    cache = x, h, h_new, w_x, w_h
    return h_new, cache


def rnn_step_backward(dh_new, cache):
    """Gradients of the loss from dh_new [N, H], its whole gradient with respect to h_new.

    Returns dx [N, D], dh [N, H], dw_x [D, H], dw_h [H, H], db [H].
    """
    x, h, h_new, w_x, w_h = cache
    dz = dh_new * (1 - h_new**2)
    dx = dz @ w_x.T  # [N, D]
    dh = dz @ w_h.T
    dw_x = x.T @ dz  # [D, H]
    dw_h = h.T @ dz  # [H, H]
    db = dz.sum(axis=0)  # [H]
    return dx, dh, dw_x, dw_h, db
