"""Long short-term memory: gates decide what a cell forgets, what it takes in and what it shows as the state.

    i, f, o = sigmoid(...)    input, forget and output gate: switches between 0 and 1
    g       = tanh(...)       candidate values, signed        ... = its block of x_t @ w_x + h_{t-1} @ w_h + b
    c_t     = f * c_{t-1} + i * g
    h_t     = o * tanh(c_t)

Along the cell the gradient is multiplied by f alone, by no weights: with f near 1 it survives many steps.

Axes: x is [N, T, D], T steps of N sequences; h is [N, T, H], the state after every step; h0, c0 and c, the last cell,
    are [N, H]. One step takes x [N, D], h and c [N, H].
Conventions: weights are (in, out), w_x [D, 4H] and w_h [H, 4H], with one bias [4H]; the blocks stand in the order
    i, f, g, o, as in PyTorch and Keras (other courses: i, f, o, g). PyTorch stores the transposes, adds two biases and
    has time first unless batch_first is set. Nothing is added to the forget bias here (Keras starts it at 1).
Source: Hochreiter & Schmidhuber 1997; Gers, Schmidhuber & Cummins 2000 (forget gate).
"""

import math

import numpy as np


def inputs(rng, N, D, H, T=None):
    """Random arguments of the step, or of the sequence of T steps if T is given."""
    h, c, shape = ("h", "c", (N, D)) if T is None else ("h0", "c0", (N, T, D))
    return {
        "x": rng.standard_normal(shape),
        h: 0.5 * rng.standard_normal((N, H)),
        c: rng.standard_normal((N, H)),
        "w_x": rng.standard_normal((D, 4 * H)) / math.sqrt(D),
        "w_h": rng.standard_normal((H, 4 * H)) / math.sqrt(H),
        "b": 0.5 * rng.standard_normal(4 * H),
    }


def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Run the step over all the inputs of every sequence, beginning at the state h0 and the cell c0.

    x: [N, T, D], T >= 1. h0, c0: [N, H]. w_x: [D, 4H]. w_h: [H, 4H]. b: [4H].
    Returns h [N, T, H], the state after every step, c [N, H], the last cell, and the cache.

    >>> zero = np.zeros((1, 4))                     # all gates half open, candidate 0: the cell halves at every step
    >>> h, c, _ = lstm_forward(np.ones((1, 2, 1)), np.ones((1, 1)), np.array([[4.0]]), zero, zero, np.zeros(4))
    >>> c.tolist(), h.ravel().round(3).tolist()     # 4 / 2 / 2, tanh(2) / 2 and tanh(1) / 2
    ([[1.0]], [0.482, 0.381])
    """
    h_t, c_t, states, steps = h0, c0, [], []
    for t in range(x.shape[1]):
        h_t, c_t, step = lstm_step_forward(x[:, t], h_t, c_t, w_x, w_h, b)
        states.append(h_t)
        steps.append(step)
    h = np.stack(states, axis=1)  # [N, T, H]
    c = c_t
    cache = steps
    return h, c, cache


def lstm_backward(dh, dc, cache):
    """Gradients of the loss from dh [N, T, H] and dc [N, H], its gradients with respect to h and to the last cell.

    Returns dx [N, T, D], dh0 [N, H], dc0 [N, H], dw_x [D, 4H], dw_h [H, 4H], db [4H].
    """
    steps = cache
    dx_steps = [None] * len(steps)
    dh_next = dw_x = dw_h = db = 0
    dc_next = dc
    for t in reversed(range(len(steps))):
        dh_t = dh[:, t] + dh_next
        dx_steps[t], dh_next, dc_next, dw_x_t, dw_h_t, db_t = lstm_step_backward(dh_t, dc_next, steps[t])
        dw_x += dw_x_t
        dw_h += dw_h_t
        db += db_t
    dx = np.stack(dx_steps, axis=1)  # [N, T, D]
    dh0, dc0 = dh_next, dc_next
    return dx, dh0, dc0, dw_x, dw_h, db


def lstm_step_forward(x, h, c, w_x, w_h, b):
    """Compute the next state and the next cell from one input and the ones before.

    x: [N, D]. h, c: [N, H]. w_x: [D, 4H]. w_h: [H, 4H]. b: [4H].
    Returns h_new [N, H], between -1 and 1, c_new [N, H] and the cache.

    >>> x, w_x, w_h = np.zeros((1, 1)), np.zeros((1, 4)), np.zeros((1, 4))
    >>> b = np.array([99.0, -99.0, 99.0, 0.0])      # take in all, forget all, candidate 1, half open
    >>> h_new, c_new, _ = lstm_step_forward(x, np.ones((1, 1)), np.array([[5.0]]), w_x, w_h, b)
    >>> c_new.tolist(), h_new.round(3).tolist()     # 0 * 5 + 1 * 1, and tanh(1) / 2
    ([[1.0]], [[0.381]])
    """
    z = x @ w_x + h @ w_h + b  # [N, 4H]
    z_i, z_f, z_g, z_o = np.split(z, 4, axis=1)  # [N, H] each
    i = sigmoid(z_i)
    f = sigmoid(z_f)
    g = np.tanh(z_g)
    o = sigmoid(z_o)
    c_new = f * c + i * g
    h_new = o * np.tanh(c_new)
    cache = x, h, c, c_new, i, f, g, o, w_x, w_h
    return h_new, c_new, cache


def lstm_step_backward(dh_new, dc_new, cache):
    """Gradients of the loss from dh_new and dc_new [N, H].

    dc_new is what reaches the new cell from later steps; what reaches it through h_new is added here.
    Returns dx [N, D], dh [N, H], dc [N, H], dw_x [D, 4H], dw_h [H, 4H], db [4H].
    """
    x, h, c, c_new, i, f, g, o, w_x, w_h = cache
    tanh_c = np.tanh(c_new)
    do = dh_new * tanh_c
    dc_new = dc_new + dh_new * o * (1 - tanh_c**2)
    di = dc_new * g
    df = dc_new * c
    dg = dc_new * i
    dc = dc_new * f
    dz_i, dz_f, dz_g, dz_o = di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)
    dz = np.concatenate([dz_i, dz_f, dz_g, dz_o], axis=1)  # [N, 4H]
    dx = dz @ w_x.T  # [N, D]
    dh = dz @ w_h.T  # [N, H]
    dw_x = x.T @ dz  # [D, 4H]
    dw_h = h.T @ dz  # [H, 4H]
    db = dz.sum(axis=0)  # [4H]
    return dx, dh, dc, dw_x, dw_h, db


def sigmoid(z):
    """1 / (1 + exp(-z)); where exp(-z) overflows to inf the value is 0, as it should be."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))
