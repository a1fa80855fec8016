"""How soon the running statistics of batch norm can be used for evaluation."""

import numpy as np
from batchnorm import batchnorm_backward, batchnorm_forward
from dense import dense_backward, dense_forward
from initialization import he_normal, xavier_normal
from relu import relu_backward, relu_forward
from sgd import sgd_step
from softmax_cross_entropy import softmax_cross_entropy_backward, softmax_cross_entropy_forward

TRAIN, BATCH, HIDDEN, CLASSES, RATE = 1200, 64, 32, 10, 0.1
QUICK, SLOW = 0.1, 0.01


def measure(x, rng, inputs, targets):
    """x: training steps. The same weights are evaluated with three kinds of statistics."""
    rows = rng.permutation(len(inputs))[:TRAIN]
    inputs, targets = inputs[rows], targets[rows]
    w1, w2 = he_normal((inputs.shape[1], HIDDEN), rng=rng), xavier_normal((HIDDEN, CLASSES), rng=rng)
    parameters = [w1, np.ones(HIDDEN), np.zeros(HIDDEN), w2, np.zeros(CLASSES)]
    quick = slow = np.zeros(HIDDEN), np.ones(HIDDEN)
    for _ in range(x):
        batch = rng.choice(TRAIN, BATCH, replace=False)
        _, slow, _ = forward(inputs[batch], targets[batch], parameters, slow, training=True, momentum=SLOW)
        _, quick, caches = forward(inputs[batch], targets[batch], parameters, quick, training=True, momentum=QUICK)
        gradients = backward(caches)
        parameters = [sgd_step(w, dw, None, lr=RATE)[0] for w, dw in zip(parameters, gradients, strict=True)]
    return {
        "batch": forward(inputs, targets, parameters, quick, training=True)[0],
        "quick": forward(inputs, targets, parameters, quick, training=False)[0],
        "slow": forward(inputs, targets, parameters, slow, training=False)[0],
    }


def forward(inputs, targets, parameters, running, *, training, momentum=QUICK):
    """The loss, the new running statistics (mean, variance) and the caches."""
    w1, gamma, beta, w2, b2 = parameters
    z, hidden_cache = dense_forward(inputs, w1, np.zeros(HIDDEN))
    normalized, mean, var, norm_cache = batchnorm_forward(
        z, gamma, beta, *running, training=training, momentum=momentum
    )
    h, relu_cache = relu_forward(normalized)
    logits, output_cache = dense_forward(h, w2, b2)
    loss, loss_cache = softmax_cross_entropy_forward(logits, targets)
    return loss, (mean, var), (hidden_cache, norm_cache, relu_cache, output_cache, loss_cache)


def backward(caches):
    """Gradients of the parameters, in their order."""
    hidden_cache, norm_cache, relu_cache, output_cache, loss_cache = caches
    dh, dw2, db2 = dense_backward(softmax_cross_entropy_backward(1.0, loss_cache), output_cache)
    dz, dgamma, dbeta = batchnorm_backward(relu_backward(dh, relu_cache), norm_cache)
    _, dw1, _ = dense_backward(dz, hidden_cache)
    return dw1, dgamma, dbeta, dw2, db2
