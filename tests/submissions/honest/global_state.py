# uses: a global stack of what the forward did, and nothing in the cache
# quizdl: honest/rnn
import numpy as np

TAPE = []
SUMS = None


def rnn_forward(x, h0, w_x, w_h, b):
    global SUMS
    TAPE.clear()
    h = h0
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ w_x + h @ w_h + b)
        TAPE.append((x[:, t], h, new))
        h = new
    SUMS = w_x, w_h, x.shape
    return np.stack([step[2] for step in TAPE], axis=1), None


def rnn_backward(dh, cache):
    global SUMS
    w_x, w_h, shape = SUMS
    dx, dw_x, dw_h, db = np.empty(shape), np.zeros_like(w_x), np.zeros_like(w_h), np.zeros(w_h.shape[0])
    flow = np.zeros_like(dh[:, 0])
    while TAPE:
        x, before, after = TAPE.pop()
        t = len(TAPE)
        dz = (dh[:, t] + flow) * (1 - after * after)
        dx[:, t], flow = dz @ w_x.T, dz @ w_h.T
        dw_x += x.T @ dz
        dw_h += before.T @ dz
        db += dz.sum(0)
    SUMS = None
    return dx, flow, dw_x, dw_h, db
