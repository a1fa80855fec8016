# quizdl: losses/implement-cross-entropy
"""`from numpy import *`; the logits become log-probabilities and then the gradient, all in the memory they came in."""
# ruff: noqa: F403, F405

from numpy import *


def softmax_cross_entropy_forward(logits, targets):
    logits -= amax(logits, axis=1, keepdims=True)
    logits -= log(sum(exp(logits), axis=1, keepdims=True))
    loss = -trace(logits[:, targets]) / size(targets)
    return loss, iter([logits, targets])


def softmax_cross_entropy_backward(dloss, cache):
    log_p, targets = cache
    exp(log_p, out=log_p)
    log_p[arange(size(targets)), targets] -= 1
    log_p *= dloss
    log_p /= size(targets)
    return log_p
