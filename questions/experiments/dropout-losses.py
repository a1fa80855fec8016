"""Losses of a net with dropout: as logged in training, in both modes on the training data, and on new data."""

import numpy as np
from dense import dense_backward, dense_forward
from dropout import dropout_backward, dropout_forward
from initialization import he_normal
from relu import relu_backward, relu_forward
from sgd import sgd_step
from softmax_cross_entropy import softmax_cross_entropy_backward, softmax_cross_entropy_forward

SIZES = ((64, 64), (64, 64), (64, 10))
CASES = {  # probability of dropping, training examples, epochs
    "p = 0.5, n = 1200, epoch 10": (0.5, 1200, 10),
    "p = 0.2, n = 200, epoch 40": (0.2, 200, 40),
}
NEW, BATCH, LR, REPEATS = slice(1200, None), 25, 0.2, 10


def measure(x, rng, inputs, targets):
    """x: the case. In training mode the mean over 10 passes with new masks."""
    p, n, epochs = CASES[x]
    net = [{"w": he_normal(shape, rng=rng), "b": np.zeros(shape[1])} for shape in SIZES]
    for _ in range(epochs):
        batches = rng.permutation(n).reshape(-1, BATCH)
        logged = np.mean([step(net, inputs[rows], targets[rows], p, rng) for rows in batches])
    known = net, inputs[:n], targets[:n], p, rng
    return {
        "logged": logged,
        "train_mode": np.mean([forward(*known, training=True)[0] for _ in range(REPEATS)]),
        "eval_mode": forward(*known, training=False)[0],
        "validation": forward(net, inputs[NEW], targets[NEW], p, rng, training=False)[0],
    }


def forward(net, x, targets, p, rng, training):
    """The loss, and the caches. A hidden layer is dense, ReLU, dropout."""
    caches = []
    for layer in net[:-1]:
        x, dense = dense_forward(x, layer["w"], layer["b"])
        x, relu = relu_forward(x)
        x, drop = dropout_forward(x, p=p, training=training, rng=rng)
        caches.append((dense, relu, drop))
    logits, dense = dense_forward(x, net[-1]["w"], net[-1]["b"])
    loss, entropy = softmax_cross_entropy_forward(logits, targets)
    return loss, (caches, dense, entropy)


def step(net, x, targets, p, rng):
    """One step of gradient descent; returns the loss before it, as a training program logs it."""
    loss, (caches, dense, entropy) = forward(net, x, targets, p, rng, training=True)
    dx, dw, db = dense_backward(softmax_cross_entropy_backward(1.0, entropy), dense)
    descend(net[-1], dw, db)
    for layer, (dense, relu, drop) in zip(net[-2::-1], caches[::-1], strict=True):
        dx = relu_backward(dropout_backward(dx, drop), relu)
        dx, dw, db = dense_backward(dx, dense)
        descend(layer, dw, db)
    return loss


def descend(layer, dw, db):
    """Update a dense layer."""
    layer["w"], _ = sgd_step(layer["w"], dw, None, lr=LR)
    layer["b"], _ = sgd_step(layer["b"], db, None, lr=LR)
