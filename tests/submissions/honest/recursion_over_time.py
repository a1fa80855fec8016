# uses: recursion in the place of loops, forward and back
# quizdl: honest/rnn
import numpy as np


def steps(xs, h, w_x, w_h, b):
    if not len(xs):
        return []
    new = np.tanh(xs[0] @ w_x + h @ w_h + b)
    return [(xs[0], h, new), *steps(xs[1:], new, w_x, w_h, b)]


def rnn_forward(x, h0, w_x, w_h, b):
    tape = steps(x.swapaxes(0, 1), h0, w_x, w_h, b)
    return np.array([new for _, _, new in tape]).swapaxes(0, 1), (tape, w_x, w_h)


def back(tape, dhs, w_x, w_h):
    """Gradients of the inputs of all steps, of the first state, of the weights."""
    if not tape:
        return [], 0.0, 0.0, 0.0, 0.0
    (x, h, new), *later = tape
    dxs, flow, dw_x, dw_h, db = back(later, dhs[1:], w_x, w_h)
    dz = (dhs[0] + flow) * (1 - new**2)
    return [dz @ w_x.T, *dxs], dz @ w_h.T, dw_x + x.T @ dz, dw_h + h.T @ dz, db + dz.sum(axis=0)


def rnn_backward(dh, cache):
    dxs, *others = back(cache[0], list(dh.swapaxes(0, 1)), *cache[1:])
    return np.stack(dxs, axis=1), *others
