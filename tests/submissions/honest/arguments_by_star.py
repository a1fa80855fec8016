# uses: functions that take whatever comes
# quizdl: honest/rnn
import numpy as np


def rnn_forward(*arguments, **options):
    x, h, w_x, w_h, b = arguments
    tape = []
    for x_t in np.moveaxis(x, 1, 0):
        tape.append((x_t, h, h := np.tanh(x_t @ w_x + h @ w_h + b)))
    return np.stack([after for *_, after in tape], 1), (*reversed(tape), w_x, w_h)


def rnn_backward(*arguments):
    dh, (*tape, w_x, w_h) = arguments
    flow, dx, dw_x, dw_h, db = 0, [], 0, 0, 0
    for (x, before, after), dh_t in zip(tape, np.moveaxis(dh, 1, 0)[::-1]):
        dz = (dh_t + flow) * (1 - after**2)
        flow = dz @ w_h.T
        dx = [dz @ w_x.T, *dx]
        dw_x, dw_h, db = dw_x + x.T @ dz, dw_h + before.T @ dz, db + dz.sum(0)
    return np.stack(dx, 1), flow, dw_x, dw_h, db
