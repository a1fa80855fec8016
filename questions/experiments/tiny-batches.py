"""Learning with very small minibatches, with batch norm and without."""

import numpy as np
from batchnorm import batchnorm_backward, batchnorm_forward
from dense import dense_backward, dense_forward
from initialization import he_normal
from relu import relu_backward, relu_forward
from sgd import sgd_step
from softmax_cross_entropy import softmax_cross_entropy_backward, softmax_cross_entropy_forward

FEATURES, WIDTH, CLASSES = 64, 32, 10
TRAIN, STEPS, LR = 1200, 600, 0.1


def measure(x, rng, inputs, targets):
    """x: examples in the minibatch. Every net learns from 600 minibatches. Losses above 10 are given as 10."""
    inputs, targets = inputs[:TRAIN], targets[:TRAIN]
    start = network(rng)
    lessons = [rng.choice(TRAIN, x, replace=False) for _ in range(STEPS)]
    tests = rng.permutation(TRAIN).reshape(-1, x)
    found = {}
    for name, normalize in ("batchnorm", True), ("plain", False):
        net = start.copy()
        for rows in lessons:
            step(net, inputs[rows], targets[rows], normalize)
        losses = [forward(net, inputs[rows], targets[rows], normalize)[0] for rows in tests]
        found[name] = min(np.mean(losses), 10.0)
        found[f"{name}_moved"] = np.abs(net["w"] - start["w"]).max()
    return found


def network(rng):
    """One hidden layer; scale and shift are those of batch norm."""
    return {
        "w": he_normal((FEATURES, WIDTH), rng=rng),
        "b": np.zeros(WIDTH),
        "gamma": np.ones(WIDTH),
        "beta": np.zeros(WIDTH),
        "w_out": he_normal((WIDTH, CLASSES), rng=rng),
        "b_out": np.zeros(CLASSES),
    }


def forward(net, x, targets, normalize):
    """The loss in training mode, and the caches. No running statistics are kept: nothing is asked of them."""
    x, dense = dense_forward(x, net["w"], net["b"])
    norm = None
    if normalize:
        zeros, ones = np.zeros(WIDTH), np.ones(WIDTH)
        x, _, _, norm = batchnorm_forward(x, net["gamma"], net["beta"], zeros, ones, training=True)
    x, relu = relu_forward(x)
    logits, out = dense_forward(x, net["w_out"], net["b_out"])
    loss, entropy = softmax_cross_entropy_forward(logits, targets)
    return loss, (dense, norm, relu, out, entropy)


def step(net, x, targets, normalize):
    """One step of gradient descent."""
    _, (dense, norm, relu, out, entropy) = forward(net, x, targets, normalize)
    gradients = {}
    dx, gradients["w_out"], gradients["b_out"] = dense_backward(softmax_cross_entropy_backward(1.0, entropy), out)
    dx = relu_backward(dx, relu)
    if normalize:
        dx, gradients["gamma"], gradients["beta"] = batchnorm_backward(dx, norm)
    _, gradients["w"], gradients["b"] = dense_backward(dx, dense)
    for name, gradient in gradients.items():
        net[name], _ = sgd_step(net[name], gradient, None, lr=LR)
