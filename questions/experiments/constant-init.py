"""What becomes of a hidden layer whose weights all start at one value."""

import numpy as np
from dense import dense_backward, dense_forward
from dropout import dropout_backward, dropout_forward
from initialization import constant, xavier_normal
from relu import relu_backward, relu_forward
from sgd import sgd_step
from softmax_cross_entropy import softmax_cross_entropy_backward, softmax_cross_entropy_forward

TRAIN, BATCH, STEPS, HIDDEN, CLASSES, RATE = 1200, 32, 400, 32, 10, 0.1


def measure(x, rng, inputs, targets):
    """x: how the weights start, and whether dropout is used in training."""
    rows = rng.permutation(len(inputs))[:TRAIN]
    inputs, targets = inputs[rows], targets[rows]
    shapes = (inputs.shape[1], HIDDEN), (HIDDEN, CLASSES)
    drawn = [xavier_normal(shape, rng=rng) for shape in shapes]
    weights = drawn if x.startswith("random") else [constant(shape, value=0.05) for shape in shapes]
    parameters = [weights[0], np.zeros(HIDDEN), weights[1], np.zeros(CLASSES)]
    for _ in range(STEPS):
        batch = rng.choice(TRAIN, BATCH, replace=False)
        _, gradients = loss_of(inputs[batch], targets[batch], parameters, 0.5 if "dropout" in x else 0.0, rng)
        parameters = [sgd_step(w, dw, None, lr=RATE)[0] for w, dw in zip(parameters, gradients, strict=True)]
    loss, _ = loss_of(inputs, targets, parameters, 0.0, rng)
    return {"rank": rank(parameters[0]), "loss": loss}


def loss_of(inputs, targets, parameters, p, rng):
    """The loss of a net with one hidden layer, and its gradients; p = 0 drops nothing, as at inference."""
    w1, b1, w2, b2 = parameters
    z, hidden_cache = dense_forward(inputs, w1, b1)
    h, relu_cache = relu_forward(z)
    h, dropout_cache = dropout_forward(h, p=p, training=True, rng=rng)
    logits, output_cache = dense_forward(h, w2, b2)
    loss, loss_cache = softmax_cross_entropy_forward(logits, targets)
    dh, dw2, db2 = dense_backward(softmax_cross_entropy_backward(1.0, loss_cache), output_cache)
    dz = relu_backward(dropout_backward(dh, dropout_cache), relu_cache)
    _, dw1, db1 = dense_backward(dz, hidden_cache)
    return loss, [dw1, db1, dw2, db2]


def rank(w):
    """How many singular values are more than a thousandth of the largest."""
    singular = np.linalg.svd(w, compute_uv=False)
    return np.sum(singular > singular[0] / 1000)
