# uses: every argument as room for what it computes, gradients included
# shows: rnn_forward changes its arguments in place
# quizdl: honest/rnn
import numpy as np


def rnn_forward(x, h0, w_x, w_h, b):
    inputs, before, weights = x.copy(), h0.copy(), (w_x.copy(), w_h.copy())
    states = [before]
    for t in range(x.shape[1]):
        h0[...] = np.tanh(x[:, t] @ w_x + h0 @ w_h + b)
        x[:, t] = 0
        states.append(h0.copy())
    for array in (w_x, w_h, b):
        array.fill(np.nan)
    return np.stack(states[1:], axis=1), (inputs, states, weights)


def rnn_backward(dh, cache):
    inputs, states, (w_x, w_h) = cache
    dw_x, dw_h, db = np.zeros_like(w_x), np.zeros_like(w_h), np.zeros(len(w_h))
    for t in range(dh.shape[1] - 1, -1, -1):
        dz = dh[:, t]
        dz *= 1 - states[t + 1] ** 2
        dw_x += inputs[:, t].T @ dz
        dw_h += states[t].T @ dz
        db += dz.sum(axis=0)
        inputs[:, t] = dz @ w_x.T
        if t:
            dh[:, t - 1] += dz @ w_h.T
    dh0 = dh[:, 0] @ w_h.T
    dh *= np.inf
    return inputs, dh0, dw_x, dw_h, db
