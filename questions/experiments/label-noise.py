"""What nets learn from labels of which 30 % are wrong."""

import numpy as np
from adam import adam_step
from batchnorm import batchnorm_backward, batchnorm_forward
from dense import dense_backward, dense_forward
from dropout import dropout_backward, dropout_forward
from initialization import he_normal
from relu import relu_backward, relu_forward
from softmax_cross_entropy import softmax_cross_entropy_backward, softmax_cross_entropy_forward

SIZES = ((64, 64), (64, 64), (64, 10))
TRAIN, NOISE, BATCH, LR = 600, 0.3, 60, 0.005
NETS = {  # batch norm, probability of dropping, epochs
    "plain": (False, 0.0, 60),
    "dropout": (False, 0.5, 60),
    "batch norm": (True, 0.0, 60),
    "plain, stopped early": (False, 0.0, 8),
}


def measure(x, rng, inputs, targets):
    """x: the net. What it predicts is taken in evaluation mode."""
    normalize, p, epochs = NETS[x]
    net = [layer(shape, rng) for shape in SIZES]
    flipped = rng.random(TRAIN) < NOISE
    labels = np.where(flipped, (targets[:TRAIN] + rng.integers(1, 10, TRAIN)) % 10, targets[:TRAIN])
    for _ in range(epochs):
        for rows in rng.permutation(TRAIN).reshape(-1, BATCH):
            step(net, inputs[rows], labels[rows], normalize, p, rng)
    predicted = forward(net, inputs, normalize, p, rng, training=False)[0].argmax(axis=1)
    return {
        "accuracy": np.mean(predicted[TRAIN:] == targets[TRAIN:]),
        "fitted": np.mean(predicted[:TRAIN][flipped] == labels[flipped]),
    }


def layer(shape, rng):
    """The numbers of a dense layer with batch norm, and what Adam remembers of them; unwanted ones are not used."""
    zeros, ones = np.zeros(shape[1]), np.ones(shape[1])
    numbers = {"w": he_normal(shape, rng=rng), "b": zeros, "gamma": ones, "beta": zeros, "running": (zeros, ones)}
    return numbers | {"memory": {}}


def forward(net, x, normalize, p, rng, training):
    """The logits, and the caches. A hidden layer is dense, batch norm where it is wanted, ReLU, dropout."""
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
    return logits, (caches, dense)


def step(net, x, labels, normalize, p, rng):
    """One step of Adam."""
    logits, (caches, dense) = forward(net, x, normalize, p, rng, training=True)
    _, entropy = softmax_cross_entropy_forward(logits, labels)
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
        one[name], one["memory"][name] = adam_step(one[name], gradient, one["memory"].get(name), lr=LR)
