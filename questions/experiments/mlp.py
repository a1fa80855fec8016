"""A net of dense layers with ReLU, and with batch norm and dropout where they are wanted, for several experiments."""

import numpy as np
from batchnorm import batchnorm_backward, batchnorm_forward
from dense import dense_backward, dense_forward
from dropout import dropout_backward, dropout_forward
from initialization import he_normal
from relu import relu_backward, relu_forward
from softmax_cross_entropy import softmax_cross_entropy_backward, softmax_cross_entropy_forward


def layer(shape, rng):
    """The numbers of a dense layer with batch norm, and what an optimizer remembers; unwanted ones are not used."""
    zeros, ones = np.zeros(shape[1]), np.ones(shape[1])
    numbers = {"w": he_normal(shape, rng=rng), "b": zeros, "gamma": ones, "beta": zeros, "running": (zeros, ones)}
    return numbers | {"memory": {}}


def forward(net, x, *, normalize, training, p=0.0, rng=None):
    """The logits, and the caches. A hidden layer is dense, batch norm where it is wanted, ReLU, dropout."""
    caches = []
    for one in net[:-1]:
        x, dense = dense_forward(x, one["w"], one["b"])
        norm = drop = None
        if normalize:
            x, *one["running"], norm = batchnorm_forward(
                x, one["gamma"], one["beta"], *one["running"], training=training
            )
        x, relu = relu_forward(x)
        if rng is not None:
            x, drop = dropout_forward(x, p=p, training=training, rng=rng)
        caches.append((dense, norm, relu, drop))
    logits, dense = dense_forward(x, net[-1]["w"], net[-1]["b"])
    return logits, (caches, dense)


def loss_of(net, x, targets, **options):
    """The mean cross-entropy; options as for `forward`."""
    loss, _ = softmax_cross_entropy_forward(forward(net, x, **options)[0], targets)
    return loss


def step(net, x, targets, update, *, normalize, p=0.0, rng=None):
    """One step in training mode. update(w, dw, memory) returns the new w and memory. Returns the loss before it."""
    logits, (caches, dense) = forward(net, x, normalize=normalize, training=True, p=p, rng=rng)
    loss, entropy = softmax_cross_entropy_forward(logits, targets)
    dx, dw, db = dense_backward(softmax_cross_entropy_backward(1.0, entropy), dense)
    descend(net[-1], update, w=dw, b=db)
    for one, (dense, norm, relu, drop) in zip(net[-2::-1], caches[::-1], strict=True):
        dx = relu_backward(dx if drop is None else dropout_backward(dx, drop), relu)
        if normalize:
            dx, dgamma, dbeta = batchnorm_backward(dx, norm)
            descend(one, update, gamma=dgamma, beta=dbeta)
        dx, dw, db = dense_backward(dx, dense)
        descend(one, update, w=dw, b=db)
    return loss


def descend(one, update, **gradients):
    """Update the numbers of a layer."""
    for name, gradient in gradients.items():
        one[name], one["memory"][name] = update(one[name], gradient, one["memory"].get(name))
