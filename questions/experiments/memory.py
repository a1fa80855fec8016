"""How much the last output of a recurrent layer depends on inputs that lie some steps back, before training."""

import numpy as np
from initialization import lecun_normal
from lstm import lstm_backward, lstm_forward
from rnn import rnn_backward, rnn_forward

EXAMPLES, STEPS, FEATURES, HIDDEN = 8, 60, 16, 32


def measure(x, rng):
    """x: steps back from the last input. Each gradient is divided by that of the last input itself."""
    inputs = rng.normal(size=(EXAMPLES, STEPS, FEATURES))
    dh = np.zeros((EXAMPLES, STEPS, HIDDEN))
    dh[:, -1] = rng.normal(size=(EXAMPLES, HIDDEN))
    rnn_weights = weights(HIDDEN, rng)
    lstm_weights = weights(4 * HIDDEN, rng)
    return {
        "rnn": left(rnn_gradient(inputs, dh, *rnn_weights), x),
        "rnn_large": left(rnn_gradient(inputs, dh, rnn_weights[0], 4 * rnn_weights[1]), x),
        "lstm_0": left(lstm_gradient(inputs, dh, *lstm_weights, 0), x),
        "lstm_1": left(lstm_gradient(inputs, dh, *lstm_weights, 1), x),
        "lstm_3": left(lstm_gradient(inputs, dh, *lstm_weights, 3), x),
    }


def weights(columns, rng):
    """For the input and for the state."""
    return lecun_normal((FEATURES, columns), rng=rng), lecun_normal((HIDDEN, columns), rng=rng)


def rnn_gradient(inputs, dh, w_x, w_h):
    """With respect to all the inputs."""
    _, cache = rnn_forward(inputs, np.zeros((EXAMPLES, HIDDEN)), w_x, w_h, np.zeros(HIDDEN))
    dx, *_ = rnn_backward(dh, cache)
    return dx


def lstm_gradient(inputs, dh, w_x, w_h, forget_bias):
    """With respect to all the inputs."""
    zero = np.zeros((EXAMPLES, HIDDEN))
    b = np.zeros(4 * HIDDEN)
    b[HIDDEN : 2 * HIDDEN] = forget_bias  # blocks i, f, g, o
    _, _, cache = lstm_forward(inputs, zero, zero, w_x, w_h, b)
    dx, *_ = lstm_backward(dh, zero, cache)
    return dx


def left(dx, back):
    """Size of the gradient some steps back, relative to the last step."""
    sizes = np.sqrt(np.mean(dx**2, axis=(0, 2)))
    return sizes[-1 - back] / sizes[-1]
