# quizdl: rnn/lstm-sequence
"""One product for the inputs of all steps before the loop, and one for each weight's gradient after it."""

import numpy as np


def lstm_forward(x, h0, c0, w_x, w_h, b):
    N, T, _ = x.shape
    H = h0.shape[1]
    z = x @ w_x + b  # [N, T, 4H]; the part of the states follows step by step
    h, c = np.empty((N, T + 1, H)), np.empty((N, T + 1, H))
    h[:, 0], c[:, 0] = h0, c0
    gates = np.empty((N, T, 4 * H))
    for t in range(T):
        a = z[:, t] + h[:, t] @ w_h
        gates[:, t] = 1 / (1 + np.exp(-a))
        gates[:, t, 2 * H : 3 * H] = np.tanh(a[:, 2 * H : 3 * H])
        i, f, g, o = np.split(gates[:, t], 4, axis=-1)
        c[:, t + 1] = f * c[:, t] + i * g
        h[:, t + 1] = o * np.tanh(c[:, t + 1])
    return h[:, 1:], c[:, -1], (x, h, c, gates, w_x, w_h)


def lstm_backward(dh, dc, cache):
    x, h, c, gates, w_x, w_h = cache
    i, f, g, o = np.split(gates, 4, axis=-1)
    tanh_c = np.tanh(c[:, 1:])
    # Factors that need nothing from later steps, for all steps at once.
    to_z = np.concatenate([g * i * (1 - i), c[:, :-1] * f * (1 - f), i * (1 - g**2)], axis=-1)
    to_o = tanh_c * o * (1 - o)
    through_tanh = o * (1 - tanh_c**2)
    dz = np.empty_like(gates)
    dh_next, dc_next = np.zeros_like(dc), dc
    for t in range(x.shape[1] - 1, -1, -1):
        dh_t = dh[:, t] + dh_next
        dc_t = dc_next + dh_t * through_tanh[:, t]
        dz[:, t] = np.concatenate([np.tile(dc_t, 3) * to_z[:, t], dh_t * to_o[:, t]], axis=-1)
        dh_next, dc_next = dz[:, t] @ w_h.T, dc_t * f[:, t]
    dw_x, dw_h = np.tensordot(x, dz, ((0, 1), (0, 1))), np.tensordot(h[:, :-1], dz, ((0, 1), (0, 1)))
    return dz @ w_x.T, dh_next, dc_next, dw_x, dw_h, dz.sum(axis=(0, 1))
