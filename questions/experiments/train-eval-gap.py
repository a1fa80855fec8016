"""The loss in training mode minus that in evaluation mode, for the same weights and the same examples."""

import numpy as np
from batchnorm import batchnorm_backward, batchnorm_forward
from dense import dense_backward, dense_forward
from dropout import dropout_backward, dropout_forward
from initialization import he_normal
from relu import relu_backward, relu_forward
from sgd import sgd_step
from softmax_cross_entropy import softmax_cross_entropy_backward, softmax_cross_entropy_forward

SIZES = ((64, 48), (48, 48), (48, 10))
TRAIN, BATCH, STEPS, LR = 1280, 64, 150, 0.1


def measure(x, rng, inputs, targets):
    """x: examples in the minibatches of the measurement. For every x the same two nets are trained in the same way."""
    inputs, targets = inputs[:TRAIN], targets[:TRAIN]
    start = [layer(shape, rng) for shape in SIZES]
    found = {}
    for name, normalize, p in ("batchnorm", True, 0.0), ("dropout", False, 0.5):
        net = [one.copy() for one in start]
        for _ in range(STEPS):
            rows = rng.choice(TRAIN, BATCH, replace=False)
            step(net, inputs[rows], targets[rows], normalize, p, rng)
        evaluated, _ = forward(net, inputs, targets, normalize, p, rng, training=False)
        trained = [
            forward(net, inputs[rows], targets[rows], normalize, p, rng, training=True)[0]
            for rows in rng.permutation(TRAIN).reshape(-1, x)
        ]
        found[name] = np.mean(trained) - evaluated
    return found


def layer(shape, rng):
    """The numbers of a dense layer with batch norm; what is not wanted is not used."""
    zeros, ones = np.zeros(shape[1]), np.ones(shape[1])
    return {"w": he_normal(shape, rng=rng), "b": zeros, "gamma": ones, "beta": zeros, "running": (zeros, ones)}


def forward(net, x, targets, normalize, p, rng, training):
    """The loss, and the caches. A hidden layer is dense, batch norm where it is wanted, ReLU, dropout."""
    caches = []
    for one in net[:-1]:
        x, dense = dense_forward(x, one["w"], one["b"])
        norm = None
        if normalize:
            x, *one["running"], norm = batchnorm_forward(
                x, one["gamma"], one["beta"], *one["running"], training=training
            )
        x, relu = relu_forward(x)
        x, drop = dropout_forward(x, p=p, training=training, rng=rng)
        caches.append((dense, norm, relu, drop))
    logits, dense = dense_forward(x, net[-1]["w"], net[-1]["b"])
    loss, entropy = softmax_cross_entropy_forward(logits, targets)
    return loss, (caches, dense, entropy)


def step(net, x, targets, normalize, p, rng):
    """One step of gradient descent."""
    _, (caches, dense, entropy) = forward(net, x, targets, normalize, p, rng, training=True)
    dx, dw, db = dense_backward(softmax_cross_entropy_backward(1.0, entropy), dense)
    descend(net[-1], w=dw, b=db)
    for one, (dense, norm, relu, drop) in zip(net[-2::-1], caches[::-1], strict=True):
        dx = relu_backward(dropout_backward(dx, drop), relu)
        if normalize:
            dx, dgamma, dbeta = batchnorm_backward(dx, norm)
            descend(one, gamma=dgamma, beta=dbeta)
        dx, dw, db = dense_backward(dx, dense)
        descend(one, w=dw, b=db)


def descend(one, **gradients):
    """Update the numbers of a layer."""
    for name, gradient in gradients.items():
        one[name], _ = sgd_step(one[name], gradient, None, lr=LR)
