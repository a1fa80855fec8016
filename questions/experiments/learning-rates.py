"""A deep, narrow net at several learning rates, with batch norm and without."""

import numpy as np
from batchnorm import batchnorm_backward, batchnorm_forward
from dense import dense_backward, dense_forward
from initialization import he_normal
from relu import relu_backward, relu_forward
from sgd import sgd_step
from softmax_cross_entropy import softmax_cross_entropy_backward, softmax_cross_entropy_forward

SIZES = ((64, 32), *[(32, 32)] * 7, (32, 10))
TRAIN, BATCH, STEPS = 1200, 64, 150


def measure(x, rng, inputs, targets):
    """x: learning rate. Losses on the training data in evaluation mode; those above 10 are given as 10."""
    inputs, targets = inputs[:TRAIN], targets[:TRAIN]
    start = [layer(shape, rng) for shape in SIZES]
    lessons = [rng.choice(TRAIN, BATCH, replace=False) for _ in range(STEPS)]
    found = {}
    for name, normalize in ("batchnorm", True), ("plain", False):
        net = [one.copy() for one in start]
        with np.errstate(over="ignore", invalid="ignore"):
            for rows in lessons:
                step(net, inputs[rows], targets[rows], normalize, x)
            loss, _ = forward(net, inputs, targets, normalize, training=False)
        found[name] = loss if loss < 10 else 10.0  # not a number is not below 10
    return found


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


def step(net, x, targets, normalize, lr):
    """One step of gradient descent."""
    _, (caches, dense, entropy) = forward(net, x, targets, normalize, training=True)
    dx, dw, db = dense_backward(softmax_cross_entropy_backward(1.0, entropy), dense)
    descend(net[-1], lr, w=dw, b=db)
    for one, (dense, norm, relu) in zip(net[-2::-1], caches[::-1], strict=True):
        dx = relu_backward(dx, relu)
        if normalize:
            dx, dgamma, dbeta = batchnorm_backward(dx, norm)
            descend(one, lr, gamma=dgamma, beta=dbeta)
        dx, dw, db = dense_backward(dx, dense)
        descend(one, lr, w=dw, b=db)


def descend(one, lr, **gradients):
    """Update the numbers of a layer."""
    for name, gradient in gradients.items():
        one[name], _ = sgd_step(one[name], gradient, None, lr=lr)
