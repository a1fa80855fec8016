"""Learning from shuffled minibatches, and from minibatches that hold one class each."""

import numpy as np
from batchnorm import batchnorm_backward, batchnorm_forward
from dense import dense_backward, dense_forward
from initialization import he_normal
from relu import relu_backward, relu_forward
from sgd import sgd_step
from softmax_cross_entropy import softmax_cross_entropy_backward, softmax_cross_entropy_forward

SIZES = ((64, 32), (32, 32), (32, 10))
TRAIN, CLASSES, BATCH, EPOCHS, LAST, LR = 1200, 10, 20, 10, 50, 0.05


def measure(x, rng, inputs, targets):
    """x: how the minibatches are put together. Losses above 10 are given as 10."""
    start = [layer(shape, rng) for shape in SIZES]
    lessons = [rows for _ in range(EPOCHS) for rows in minibatches(x, targets[:TRAIN], rng)]
    found = {}
    for name, normalize in ("batchnorm", True), ("plain", False):
        net = [one.copy() for one in start]
        losses = [step(net, inputs[rows], targets[rows], normalize) for rows in lessons]
        loss, _ = forward(net, inputs[TRAIN:], targets[TRAIN:], normalize, training=False)
        found[name] = min(loss, 10.0)
        found[f"{name}_logged"] = min(np.mean(losses[-LAST:]), 10.0)
    return found


def minibatches(kind, labels, rng):
    """The minibatches of an epoch, in random order; what does not fill one is left out."""
    rows = rng.permutation(TRAIN)
    groups = [rows] if kind == "shuffled" else [rows[labels[rows] == c] for c in range(CLASSES)]
    batches = np.vstack([group[: len(group) // BATCH * BATCH].reshape(-1, BATCH) for group in groups])
    return rng.permutation(batches)


def layer(shape, rng):
    """The numbers of a dense layer with batch norm; what is not wanted is not used."""
    zeros, ones = np.zeros(shape[1]), np.ones(shape[1])
    return {"w": he_normal(shape, rng=rng), "b": zeros, "gamma": ones, "beta": zeros, "running": (zeros, ones)}


def forward(net, x, targets, normalize, training):
    """The loss, and the caches. A hidden layer is dense, batch norm where it is wanted, ReLU."""
    caches = []
    for one in net[:-1]:
        x, dense = dense_forward(x, one["w"], one["b"])
        norm = None
        if normalize:
            x, *one["running"], norm = batchnorm_forward(
                x, one["gamma"], one["beta"], *one["running"], training=training
            )
        x, relu = relu_forward(x)
        caches.append((dense, norm, relu))
    logits, dense = dense_forward(x, net[-1]["w"], net[-1]["b"])
    loss, entropy = softmax_cross_entropy_forward(logits, targets)
    return loss, (caches, dense, entropy)


def step(net, x, targets, normalize):
    """One step of gradient descent; returns the loss before it."""
    loss, (caches, dense, entropy) = forward(net, x, targets, normalize, training=True)
    dx, dw, db = dense_backward(softmax_cross_entropy_backward(1.0, entropy), dense)
    descend(net[-1], w=dw, b=db)
    for one, (dense, norm, relu) in zip(net[-2::-1], caches[::-1], strict=True):
        dx = relu_backward(dx, relu)
        if normalize:
            dx, dgamma, dbeta = batchnorm_backward(dx, norm)
            descend(one, gamma=dgamma, beta=dbeta)
        dx, dw, db = dense_backward(dx, dense)
        descend(one, w=dw, b=db)
    return loss


def descend(one, **gradients):
    """Update the numbers of a layer."""
    for name, gradient in gradients.items():
        one[name], _ = sgd_step(one[name], gradient, None, lr=LR)
