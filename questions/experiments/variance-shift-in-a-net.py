"""A net with dropout before batch norm: its loss with the running and with new statistics."""

import numpy as np
from batchnorm import batchnorm_backward, batchnorm_forward
from dense import dense_backward, dense_forward
from dropout import dropout_backward, dropout_forward
from initialization import he_normal
from relu import relu_backward, relu_forward
from sgd import sgd_step
from softmax_cross_entropy import softmax_cross_entropy_backward, softmax_cross_entropy_forward

SIZES = ((64, 48), (48, 48), (48, 48), (48, 10))
TRAIN, BATCH, STEPS, LR = 1200, 60, 300, 0.3


def measure(x, rng, inputs, targets):
    """x: probability of dropping. Losses on the examples behind the first 1200; those above 10 are given as 10."""
    net = [layer(shape, rng) for shape in SIZES]
    for _ in range(STEPS):
        rows = rng.choice(TRAIN, BATCH, replace=False)
        step(net, inputs[rows], targets[rows], x, rng)
    running = evaluate(net, inputs[TRAIN:], targets[TRAIN:])
    reestimate(net, inputs[:TRAIN])
    return {"running": running, "reestimated": evaluate(net, inputs[TRAIN:], targets[TRAIN:])}


def layer(shape, rng):
    """The numbers of a dense layer with batch norm; what is not wanted is not used."""
    zeros, ones = np.zeros(shape[1]), np.ones(shape[1])
    return {"w": he_normal(shape, rng=rng), "b": zeros, "gamma": ones, "beta": zeros, "running": (zeros, ones)}


def forward(net, x, p, rng, training, momentum=0.1):
    """The logits. A hidden layer is dense, batch norm, ReLU, dropout; so dropout acts before the next batch norm."""
    caches = []
    for one in net[:-1]:
        x, dense = dense_forward(x, one["w"], one["b"])
        x, *one["running"], norm = batchnorm_forward(
            x, one["gamma"], one["beta"], *one["running"], training=training, momentum=momentum
        )
        x, relu = relu_forward(x)
        x, drop = dropout_forward(x, p=p, training=training, rng=rng)
        caches.append((dense, norm, relu, drop))
    logits, dense = dense_forward(x, net[-1]["w"], net[-1]["b"])
    return logits, (caches, dense)


def step(net, x, targets, p, rng):
    """One step of gradient descent."""
    logits, (caches, dense) = forward(net, x, p, rng, training=True)
    _, entropy = softmax_cross_entropy_forward(logits, targets)
    dx, dw, db = dense_backward(softmax_cross_entropy_backward(1.0, entropy), dense)
    descend(net[-1], w=dw, b=db)
    for one, (dense, norm, relu, drop) in zip(net[-2::-1], caches[::-1], strict=True):
        dx = relu_backward(dropout_backward(dx, drop), relu)
        dx, dgamma, dbeta = batchnorm_backward(dx, norm)
        dx, dw, db = dense_backward(dx, dense)
        descend(one, w=dw, b=db, gamma=dgamma, beta=dbeta)


def descend(one, **gradients):
    """Update the numbers of a layer."""
    for name, gradient in gradients.items():
        one[name], _ = sgd_step(one[name], gradient, None, lr=LR)


def reestimate(net, x):
    """Running statistics of all examples together, with nothing dropped; the weights stay as they are."""
    forward(net, x, 0.0, np.random.default_rng(0), training=True, momentum=1.0)


def evaluate(net, x, targets):
    """Loss in evaluation mode."""
    logits, _ = forward(net, x, 0.0, None, training=False)
    loss, _ = softmax_cross_entropy_forward(logits, targets)
    return min(loss, 10.0)
