# quizdl: rnn/lstm-sequence
"""Four gates with weights of their own, in dictionaries by name; every step backward is spelled out gate by gate."""

import numpy as np

GATES = "ifgo"


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def cut(array):
    """The blocks of the last axis by the names of the gates."""
    return dict(zip(GATES, np.split(array, 4, axis=-1), strict=True))


def lstm_forward(x, h0, c0, w_x, w_h, b):
    Wx, Wh, B = cut(w_x), cut(w_h), cut(b)
    h_prev, c_prev, h, steps = h0, c0, np.zeros((*x.shape[:2], h0.shape[1])), []
    for t in range(x.shape[1]):
        x_t = x[:, t, :]
        a = {k: x_t.dot(Wx[k]) + h_prev.dot(Wh[k]) + B[k] for k in GATES}
        i, f, o = sigmoid(a["i"]), sigmoid(a["f"]), sigmoid(a["o"])
        g = np.tanh(a["g"])
        c_next = f * c_prev + i * g
        tanh_c = np.tanh(c_next)
        steps.append({"x": x_t, "h": h_prev, "c": c_prev, "i": i, "f": f, "g": g, "o": o, "tanh_c": tanh_c})
        h_prev, c_prev = o * tanh_c, c_next
        h[:, t, :] = h_prev
    return h, c_prev, {"steps": steps, "Wx": Wx, "Wh": Wh}


def lstm_backward(dh, dc, cache):
    Wx, Wh, steps = cache["Wx"], cache["Wh"], cache["steps"]
    dWx = {k: np.zeros_like(Wx[k]) for k in GATES}
    dWh = {k: np.zeros_like(Wh[k]) for k in GATES}
    dB = {k: np.zeros(Wx[k].shape[1]) for k in GATES}
    dxs = []
    dh_prev, dc_prev = 0.0, dc
    for t, s in reversed(list(enumerate(steps))):
        dh_t = dh[:, t, :] + dh_prev
        do = dh_t * s["tanh_c"]
        dtanh_c = dh_t * s["o"]
        dc_t = dc_prev + dtanh_c * (1 - s["tanh_c"] ** 2)
        df, dc_prev = dc_t * s["c"], dc_t * s["f"]
        di, dg = dc_t * s["g"], dc_t * s["i"]
        da = {
            "i": di * s["i"] * (1 - s["i"]),
            "f": df * s["f"] * (1 - s["f"]),
            "g": dg * (1 - s["g"] ** 2),
            "o": do * s["o"] * (1 - s["o"]),
        }
        for k in GATES:
            dWx[k] += s["x"].T.dot(da[k])
            dWh[k] += s["h"].T.dot(da[k])
            dB[k] += da[k].sum(axis=0)
        dxs.append(sum(da[k].dot(Wx[k].T) for k in GATES))
        dh_prev = sum(da[k].dot(Wh[k].T) for k in GATES)
    joined = [np.concatenate([part[k] for k in GATES], axis=-1) for part in (dWx, dWh, dB)]
    return np.stack(dxs[::-1], axis=1), dh_prev, dc_prev, *joined
