"""Gated recurrent unit: one gate mixes the old state with a candidate, another lets the candidate ignore the old state.

    r   = sigmoid(x_r + h_r)          reset gate: how much of the old state the candidate sees
    z   = sigmoid(x_z + h_z)          update gate: how much of the old state stays
    n   = tanh(x_n + r * h_n)         candidate
    h_t = (1 - z) * n + z * h_{t-1}

    where x_r, x_z, x_n are the blocks of x_t @ w_x + b_x and h_r, h_z, h_n those of h_{t-1} @ w_h + b_h.

Axes: x is [N, T, D], T steps of N sequences; h is [N, T, H], the state after every step; h0 is [N, H].
    One step takes x [N, D] and h [N, H].
Conventions: those of PyTorch, except that weights are (in, out), w_x [D, 3H] and w_h [H, 3H]; time is the second axis
    (batch_first). The blocks stand in the order r, z, n (Keras: z, r, n). The reset gate acts after the matrix
    product, on the bias b_h too (Cho et al., section 2.3: before the product, on h_{t-1}); hence two biases [3H].
    z keeps the old state (Chung et al.: z lets the new one in, so z and 1 - z are exchanged).
Source: Cho et al. 2014, section 2.3; the variants: Chung et al. 2014, section 3.2, and PyTorch's documentation of GRU.
"""

import math

import numpy as np


def inputs(rng, N, D, H, T=None):
    """Random arguments of the step, or of the sequence of T steps if T is given."""
    start, shape = ("h", (N, D)) if T is None else ("h0", (N, T, D))
    return {
        "x": rng.standard_normal(shape),
        start: 0.5 * rng.standard_normal((N, H)),
        "w_x": rng.standard_normal((D, 3 * H)) / math.sqrt(D),
        "w_h": rng.standard_normal((H, 3 * H)) / math.sqrt(H),
        "b_x": 0.5 * rng.standard_normal(3 * H),
        "b_h": 0.5 * rng.standard_normal(3 * H),
    }


def gru_forward(x, h0, w_x, w_h, b_x, b_h):
    """Run the step over all the inputs of every sequence, beginning at the state h0.

    x: [N, T, D], T >= 1. h0: [N, H]. w_x: [D, 3H]. w_h: [H, 3H]. b_x, b_h: [3H].
    Returns h [N, T, H], the state after every step, and the cache.

    >>> zero, b = np.zeros((1, 3)), np.zeros(3)     # update gate half open, candidate 0: the state halves at every step
    >>> h, _ = gru_forward(np.ones((1, 3, 1)), np.array([[4.0]]), zero, zero, b, b)
    >>> h.ravel().tolist()
    [2.0, 1.0, 0.5]
    """
    h_t, states, steps = h0, [], []
    for t in range(x.shape[1]):
        h_t, step = gru_step_forward(x[:, t], h_t, w_x, w_h, b_x, b_h)
        states.append(h_t)
        steps.append(step)
    h = np.stack(states, axis=1)  # [N, T, H]
    cache = steps
    return h, cache


def gru_backward(dh, cache):
    """Gradients of the loss from dh [N, T, H], its gradient with respect to every state in h.

    Returns dx [N, T, D], dh0 [N, H], dw_x [D, 3H], dw_h [H, 3H], db_x [3H], db_h [3H].
    """
    steps = cache
    dx_steps = [None] * len(steps)
    dh_next = dw_x = dw_h = db_x = db_h = 0
    for t in reversed(range(len(steps))):
        dh_t = dh[:, t] + dh_next
        dx_steps[t], dh_next, dw_x_t, dw_h_t, db_x_t, db_h_t = gru_step_backward(dh_t, steps[t])
        dw_x += dw_x_t
        dw_h += dw_h_t
        db_x += db_x_t
        db_h += db_h_t
    dx = np.stack(dx_steps, axis=1)  # [N, T, D]
    dh0 = dh_next
    return dx, dh0, dw_x, dw_h, db_x, db_h


def gru_step_forward(x, h, w_x, w_h, b_x, b_h):
    """Compute the next state from one input and the state before it.

    x: [N, D]. h: [N, H]. w_x: [D, 3H]. w_h: [H, 3H]. b_x, b_h: [3H].
    Returns h_new [N, H], between n and h, and the cache.

    >>> x, h, w = np.zeros((1, 1)), np.array([[3.0]]), np.zeros((1, 3))
    >>> h_new, _ = gru_step_forward(x, h, w, w, np.array([0.0, 0.0, -99.0]), np.array([0.0, 0.0, 198.0]))
    >>> h_new.tolist()                              # r = z = 1/2, n = tanh(-99 + 198 / 2) = 0: half of 0, half of 3
    [[1.5]]
    """
    x_r, x_z, x_n = np.split(x @ w_x + b_x, 3, axis=1)  # [N, H] each
    h_r, h_z, h_n = np.split(h @ w_h + b_h, 3, axis=1)  # [N, H] each
    r = sigmoid(x_r + h_r)
    z = sigmoid(x_z + h_z)
    n = np.tanh(x_n + r * h_n)
    h_new = (1 - z) * n + z * h
    cache = x, h, r, z, n, h_n, w_x, w_h
    return h_new, cache


def gru_step_backward(dh_new, cache):
    """Gradients of the loss from dh_new [N, H], its whole gradient with respect to h_new.

    Returns dx [N, D], dh [N, H], dw_x [D, 3H], dw_h [H, 3H], db_x [3H], db_h [3H].
    """
    x, h, r, z, n, h_n, w_x, w_h = cache
    dz = dh_new * (h - n)
    dn = dh_new * (1 - z)
    dx_n = dn * (1 - n**2)
    dr = dx_n * h_n
    dx_r, dx_z = dr * r * (1 - r), dz * z * (1 - z)
    dx_gates = np.concatenate([dx_r, dx_z, dx_n], axis=1)  # [N, 3H]
    dh_gates = np.concatenate([dx_r, dx_z, dx_n * r], axis=1)  # [N, 3H]
    dx = dx_gates @ w_x.T  # [N, D]
    dh = dh_gates @ w_h.T + dh_new * z  # [N, H]
    dw_x = x.T @ dx_gates  # [D, 3H]
    dw_h = h.T @ dh_gates  # [H, 3H]
    db_x = dx_gates.sum(axis=0)  # [3H]
    db_h = dh_gates.sum(axis=0)  # [3H]
    return dx, dh, dw_x, dw_h, db_x, db_h


def sigmoid(z):
    """1 / (1 + exp(-z)); where exp(-z) overflows to inf the value is 0, as it should be."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))
