# quizdl: losses/implement-cross-entropy
"""float32 all the way, with a class that has a softmax and a loss as two of its steps."""

import numpy as np


class SoftmaxWithLoss:
    def __call__(self, logits, targets):
        self.targets = targets
        z = logits.astype(np.float32)
        self.z = z - z.max(axis=-1, keepdims=True)
        self.total = np.exp(self.z).sum(axis=-1, keepdims=True)
        return np.mean(np.log(self.total[:, 0]) - self.z[np.arange(self.z.shape[0]), targets])

    @property
    def probabilities(self):
        return np.exp(self.z) / self.total

    def gradient(self, dloss):
        difference = self.probabilities
        np.subtract.at(difference, (np.arange(len(difference)), self.targets), 1)
        return np.float32(dloss) / np.float32(len(difference)) * difference


def softmax_cross_entropy_forward(logits, targets):
    layer = SoftmaxWithLoss()
    return layer(logits, targets), layer


def softmax_cross_entropy_backward(dloss, cache):
    return cache.gradient(dloss)
