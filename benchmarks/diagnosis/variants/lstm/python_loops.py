# quizdl: rnn/lstm-sequence
"""Number by number on lists, unit by unit and sequence by sequence; tanh through exp, lists as results."""

import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def tanh(z):
    return 2 * sigmoid(2 * z) - 1


def zeros(*shape):
    """Nested lists of zeros."""
    return [zeros(*shape[1:]) for _ in range(shape[0])] if shape else 0.0


def lstm_forward(x, h0, c0, w_x, w_h, b):
    (N, T, D), H = x.shape, h0.shape[1]
    x, h0, c0, w_x, w_h, b = (array.tolist() for array in (x, h0, c0, w_x, w_h, b))
    h, last, memory = zeros(N, T, H), zeros(N, H), {}
    for n in range(N):
        before, cells = h0[n], c0[n]
        for t in range(T):
            state, new_cells = [], []
            for j in range(H):
                i, f, g, o = (
                    squash(
                        b[k]
                        + sum(x[n][t][d] * w_x[d][k] for d in range(D))
                        + sum(before[m] * w_h[m][k] for m in range(H))
                    )
                    for k, squash in ((j, sigmoid), (H + j, sigmoid), (2 * H + j, tanh), (3 * H + j, sigmoid))
                )
                new_cells.append(f * cells[j] + i * g)
                state.append(o * tanh(new_cells[j]))
                memory[n, t, j] = i, f, g, o, cells[j], tanh(new_cells[j])
            before, cells, h[n][t] = state, new_cells, state
        last[n] = cells
    return h, last, (x, h0, w_x, w_h, h, memory, (N, T, D, H))


def lstm_backward(dh, dc, cache):
    x, h0, w_x, w_h, h, memory, (N, T, D, H) = cache
    dx, dh0, dc0 = zeros(N, T, D), zeros(N, H), zeros(N, H)
    dw_x, dw_h, db = zeros(D, 4 * H), zeros(H, 4 * H), zeros(4 * H)
    for n in range(N):
        from_state, from_cell = zeros(H), dc[n].tolist()
        for t in reversed(range(T)):
            dz = zeros(4 * H)
            for j in range(H):
                i, f, g, o, c_before, tanh_c = memory[n, t, j]
                to_state = from_state[j] + float(dh[n, t, j])
                to_cell = from_cell[j] + to_state * o * (1 - tanh_c * tanh_c)
                dz[j] = to_cell * g * i * (1 - i)
                dz[H + j] = to_cell * c_before * f * (1 - f)
                dz[2 * H + j] = to_cell * i * (1 - g * g)
                dz[3 * H + j] = to_state * tanh_c * o * (1 - o)
                from_cell[j] = to_cell * f
            before = h[n][t - 1] if t else h0[n]
            for k, value in enumerate(dz):
                db[k] += value
                for d in range(D):
                    dw_x[d][k] += x[n][t][d] * value
                    dx[n][t][d] += w_x[d][k] * value
                for m in range(H):
                    dw_h[m][k] += before[m] * value
            from_state = [sum(w_h[m][k] * value for k, value in enumerate(dz)) for m in range(H)]
        dh0[n], dc0[n] = from_state, from_cell
    return dx, dh0, dc0, dw_x, dw_h, db
