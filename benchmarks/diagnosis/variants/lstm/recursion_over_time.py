# quizdl: rnn/lstm-sequence
"""No loop over time: a function that calls itself for the rest of the sequence, and closures for the way back."""

import numpy as np


def lstm_forward(x, h0, c0, w_x, w_h, b):
    states, c, back = rest_of_sequence(list(x.transpose(1, 0, 2)), h0, c0, (w_x, w_h, b))
    return np.concatenate([state[:, None] for state in states], axis=1), c, back


def lstm_backward(dh, dc, cache):
    dxs, dh0, dc0, (dw_x, dw_h, db) = cache(list(dh.transpose(1, 0, 2)), dc)
    return np.concatenate([dx[:, None] for dx in dxs], axis=1), dh0, dc0, dw_x, dw_h, db


def rest_of_sequence(inputs, h, c, weights):
    """The states of all steps that are left, the last cell, and the way back through all of them."""
    if not inputs:
        return [], c, lambda _, dc: ([], np.zeros_like(h), dc, [np.zeros_like(w) for w in weights])
    h_now, c_now, back_here = step(inputs[0], h, c, weights)
    states, c_last, back_later = rest_of_sequence(inputs[1:], h_now, c_now, weights)

    def back(dstates, dc):
        dxs, dh_now, dc_now, later = back_later(dstates[1:], dc)
        dx, dh, dc_before, here = back_here(dstates[0] + dh_now, dc_now)
        return [dx, *dxs], dh, dc_before, [one + other for one, other in zip(here, later, strict=True)]

    return [h_now, *states], c_last, back


def step(x, h, c, weights):
    """One step of an LSTM, and the way back through it."""
    w_x, w_h, b = weights
    H = h.shape[1]
    z = x @ w_x + h @ w_h + b
    i, f, o = (1 / (1 + np.exp(-z[:, k * H : (k + 1) * H])) for k in (0, 1, 3))
    g = np.tanh(z[:, 2 * H : 3 * H])
    c_new = c * f + i * g
    squashed = np.tanh(c_new)

    def back(dh, dc):
        dc = dc + dh * o * (1 - squashed**2)
        dz = np.hstack([dc * g * i * (1 - i), dc * c * f * (1 - f), dc * i * (1 - g**2), dh * squashed * o * (1 - o)])
        return dz @ w_x.T, dz @ w_h.T, dc * f, [x.T @ dz, h.T @ dz, dz.sum(axis=0)]

    return o * squashed, c_new, back
