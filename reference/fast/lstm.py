"""Long short-term memory, the fast form: the sequence of reference/lstm.py with few, large and contiguous operations.

Equations, axes and conventions are those of reference/lstm.py. What makes it fast:
    - x_t, h_{t-1} and a 1 stand side by side in one row, and w_x, w_h and b below each other in one matrix: a step
      takes one product in each direction, and one more gives dw_x, dw_h and db of all steps;
    - each gate of a step is a contiguous block [N, H]: gates are [4, N, H], not columns of [N, 4H];
    - the blocks are rolled to o, i, f, g: the sigmoids are together, and so are the gates that act on the cell;
    - operations work in place.
float32 stays float32. Not complex-step safe. A single step has no fast form.
"""

import numpy as np


def lstm_forward(x, h0, c0, w_x, w_h, b):
    """Run the step over all the inputs of every sequence, beginning at the state h0 and the cell c0.

    x: [N, T, D], T >= 1. h0, c0: [N, H]. w_x: [D, 4H]. w_h: [H, 4H]. b: [4H].
    Returns h [N, T, H], the state after every step, c [N, H], the last cell, and the cache.

    >>> zero = np.zeros((1, 4))                     # all gates half open, candidate 0: the cell halves at every step
    >>> h, c, _ = lstm_forward(np.ones((1, 2, 1)), np.ones((1, 1)), np.array([[4.0]]), zero, zero, np.zeros(4))
    >>> c.tolist(), h.ravel().round(3).tolist()     # 4 / 2 / 2, tanh(2) / 2 and tanh(1) / 2
    ([[1.0]], [0.482, 0.381])
    """
    (N, T, D), H = x.shape, h0.shape[1]
    dtype = np.result_type(x, h0, c0, w_x, w_h, b, np.float32)
    w = np.roll(np.concatenate([w_x, w_h, b[None]]), H, axis=1)  # [D + H + 1, 4H]
    rows = np.ones((T + 1, N, D + H + 1), dtype)  # x_t, h_{t-1}, 1
    states = rows[:, :, D:-1]  # [T + 1, N, H], a view: before the first step and after every one
    cells, tanh_c = np.empty((T + 1, N, H), dtype), np.empty((T, N, H), dtype)
    gates = np.empty((T, 4, N, H), dtype)
    rows[:T, :, :D] = x.transpose(1, 0, 2)
    states[0], cells[0] = h0, c0
    with np.errstate(over="ignore"):  # exp(-z) = inf makes a gate 0, as it should be
        for t in range(T):
            z = rows[t] @ w  # [N, 4H]
            gates[t] = z.reshape(N, 4, H).transpose(1, 0, 2)  # [4, N, H]
            o, i, f, g = activate(gates[t])
            np.multiply(f, cells[t], out=cells[t + 1])
            cells[t + 1] += i * g
            np.tanh(cells[t + 1], out=tanh_c[t])
            np.multiply(o, tanh_c[t], out=states[t + 1])
    h = np.ascontiguousarray(states[1:].transpose(1, 0, 2))  # [N, T, H]
    c = cells[T].copy()
    cache = rows, cells, tanh_c, gates, w
    return h, c, cache


def lstm_backward(dh, dc, cache):
    """Gradients of the loss from dh [N, T, H] and dc [N, H], its gradients with respect to h and to the last cell.

    Returns dx [N, T, D], dh0 [N, H], dc0 [N, H], dw_x [D, 4H], dw_h [H, 4H], db [4H].
    """
    rows, cells, tanh_c, gates, w = cache
    T, _, N, H = gates.shape
    D = rows.shape[2] - H - 1
    w_transposed = np.ascontiguousarray(w[:-1].T)  # [4H, D + H]
    dx, dz = np.empty((N, T, D), gates.dtype), np.empty((T, N, 4, H), gates.dtype)
    dh0, dc0 = 0, dc.astype(gates.dtype)  # carried back from step to step
    for t in reversed(range(T)):
        dh_t = dh[:, t] + dh0
        local, dc_per_dh = derivatives(gates[t], cells[t], tanh_c[t])
        dc_per_dh *= dh_t
        dc0 += dc_per_dh
        local[0] *= dh_t
        local[1:] *= dc0
        dz[t] = local.transpose(1, 0, 2)  # [N, 4, H]
        dc0 *= gates[t, 2]
        drow = dz[t].reshape(N, 4 * H) @ w_transposed  # [N, D + H]
        dx[:, t], dh0 = drow[:, :D], drow[:, D:]
    dw = rows[:T].reshape(T * N, D + H + 1).T @ dz.reshape(T * N, 4 * H)  # [D + H + 1, 4H]
    dw = np.roll(dw, -H, axis=1)
    dw_x, dw_h, db = dw[:D], dw[D:-1], dw[-1]
    return dx, dh0, dc0, dw_x, dw_h, db


def activate(gate):
    """Turn the four pre-activations [4, N, H] into o, i, f, g, in place."""
    sigmoid = gate[:3]  # 1 / (1 + exp(-z))
    np.negative(sigmoid, out=sigmoid)
    np.exp(sigmoid, out=sigmoid)
    sigmoid += 1
    np.reciprocal(sigmoid, out=sigmoid)
    np.tanh(gate[3], out=gate[3])
    return gate


def derivatives(gate, c, tanh_c):
    """What is local to a step: d h_new / dz_o, then d c_new / dz of i, f and g [4, N, H]; d h_new / d c_new [N, H]."""
    o, i, _, g = gate
    local = 1 - gate
    local *= gate
    local[3] = 1 - g * g
    local[0] *= tanh_c
    local[1] *= g
    local[2] *= c
    local[3] *= i
    dc_per_dh = 1 - tanh_c * tanh_c
    dc_per_dh *= o
    return local, dc_per_dh
