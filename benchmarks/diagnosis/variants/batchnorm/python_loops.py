# quizdl: batchnorm/implement
"""Plain Python: loops over lists of floats, exact sums of math.fsum, and nested lists as results."""

import math


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    flat, shape = x.ravel().tolist(), x.shape
    y, x_hat, stds, means, variances = [0.0] * len(flat), [0.0] * len(flat), [], [], []
    for d, places in enumerate(places_of_features(shape)):
        n = len(places)
        mean, var = float(running_mean[d]), float(running_var[d])
        if training:
            old_mean, old_var = mean, var
            mean = math.fsum(flat[k] for k in places) / n
            total = math.fsum((flat[k] - mean) ** 2 for k in places)
            var = total / n
            means.append((1 - momentum) * old_mean + momentum * mean)
            variances.append((1 - momentum) * old_var + momentum * total / (n - 1) if n > 1 else old_var)
        else:
            means.append(mean)
            variances.append(var)
        std = math.sqrt(var + eps)
        stds.append(std)
        for k in places:
            x_hat[k] = (flat[k] - mean) / std
            y[k] = float(gamma[d]) * x_hat[k] + float(beta[d])
    return nested(y, shape), means, variances, (x_hat, gamma.tolist(), stds, shape, training)


def batchnorm_backward(dy, cache):
    x_hat, gamma, stds, shape, training = cache
    flat = dy.ravel().tolist()
    dx, dgamma, dbeta = [0.0] * len(flat), [], []
    for d, places in enumerate(places_of_features(shape)):
        n = len(places)
        dgamma.append(math.fsum(flat[k] * x_hat[k] for k in places))
        dbeta.append(math.fsum(flat[k] for k in places))
        for k in places:
            through_statistics = dbeta[d] / n + x_hat[k] * dgamma[d] / n if training else 0.0
            dx[k] = gamma[d] * (flat[k] - through_statistics) / stds[d]
    return nested(dx, shape), dgamma, dbeta


def places_of_features(shape):
    """For every feature, where its values stand in the flattened array."""
    N, D, P = *shape[:2], math.prod(shape[2:])
    return [[(n * D + d) * P + p for n in range(N) for p in range(P)] for d in range(D)]


def nested(flat, shape):
    """A flat list as lists of lists of this shape."""
    if len(shape) == 1:
        return flat
    size = len(flat) // shape[0]
    return [nested(flat[k * size : (k + 1) * size], shape[1:]) for k in range(shape[0])]
