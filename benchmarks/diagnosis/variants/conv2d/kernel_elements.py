# quizdl: conv/implement-conv2d
"""One step per element of the kernel: a strided slice of the images times a matrix of weights, groups as an axis."""

import numpy as np


def conv2d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    N, C, H, W = x.shape
    F, _, kh, kw = w.shape
    (sh, sw), (ph, pw), (eh, ew) = pair(stride), pair(padding), pair(dilation)
    OH, OW = (H + 2 * ph - eh * (kh - 1) - 1) // sh + 1, (W + 2 * pw - ew * (kw - 1) - 1) // sw + 1
    room = np.zeros((N, groups, C // groups, H + 2 * ph, W + 2 * pw))
    inside = (..., slice(ph, ph + H), slice(pw, pw + W))
    room[inside] = x.reshape(N, groups, C // groups, H, W)
    filters = w.reshape(groups, F // groups, C // groups, kh, kw)
    slices = {
        (u, v): (..., slice(u * eh, u * eh + sh * OH, sh), slice(v * ew, v * ew + sw * OW, sw))
        for u in range(kh)
        for v in range(kw)
    }
    y = np.zeros((N, groups, F // groups, OH, OW))
    for (u, v), place in slices.items():
        y += np.einsum("gfc,ngcij->ngfij", filters[..., u, v], room[place])
    y = y.reshape(N, F, OH, OW)
    y += b.reshape(F, 1, 1)
    return y, {"room": room, "filters": filters, "slices": slices, "inside": inside, "x": x.shape, "w": w.shape}


def conv2d_backward(dy, cache):
    room, filters = cache["room"], cache["filters"]
    g = dy.reshape(dy.shape[0], *filters.shape[:2], *dy.shape[2:])
    droom, dfilters = np.zeros_like(room), np.zeros_like(filters)
    for (u, v), place in cache["slices"].items():
        dfilters[..., u, v] = np.einsum("ngfij,ngcij->gfc", g, room[place])
        droom[place] += np.einsum("gfc,ngfij->ngcij", filters[..., u, v], g)
    return droom[cache["inside"]].reshape(cache["x"]), dfilters.reshape(cache["w"]), np.einsum("nfij->f", dy)


def pair(value):
    return (value, value) if isinstance(value, int) else value
