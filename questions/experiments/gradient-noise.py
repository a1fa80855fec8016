"""How far the gradient of a minibatch is from that of all training examples."""

import numpy as np
from dense import dense_backward, dense_forward
from initialization import xavier_normal
from softmax_cross_entropy import softmax_cross_entropy_backward, softmax_cross_entropy_forward
from tanh import tanh_backward, tanh_forward

TRAIN, HIDDEN, CLASSES, REPEATS = 1200, 16, 10, 100


def measure(x, rng, inputs, targets):
    """x: examples in the minibatch. The weights stay as they were drawn."""
    rows = rng.permutation(len(inputs))[:TRAIN]
    inputs, targets = inputs[rows], targets[rows]
    w1 = xavier_normal((inputs.shape[1], HIDDEN), rng=rng)
    w2 = xavier_normal((HIDDEN, CLASSES), rng=rng)
    full = gradient(inputs, targets, w1, w2)

    def noise(replace):
        """Root mean square distance to the full gradient, in lengths of the full gradient."""
        squares = []
        for _ in range(REPEATS):
            drawn = rng.choice(TRAIN, x, replace=replace)
            squares.append(np.sum((gradient(inputs[drawn], targets[drawn], w1, w2) - full) ** 2))
        return np.sqrt(np.mean(squares) / np.sum(full**2))

    return {"repeated": noise(replace=True), "distinct": noise(replace=False)}


def gradient(inputs, targets, w1, w2):
    """Of the mean loss of these examples with respect to all weights, as one vector."""
    z, hidden_cache = dense_forward(inputs, w1, np.zeros(HIDDEN))
    h, tanh_cache = tanh_forward(z)
    logits, output_cache = dense_forward(h, w2, np.zeros(CLASSES))
    _, loss_cache = softmax_cross_entropy_forward(logits, targets)
    dh, dw2, _ = dense_backward(softmax_cross_entropy_backward(1.0, loss_cache), output_cache)
    _, dw1, _ = dense_backward(tanh_backward(dh, tanh_cache), hidden_cache)
    return np.concatenate([dw1.ravel(), dw2.ravel()])
