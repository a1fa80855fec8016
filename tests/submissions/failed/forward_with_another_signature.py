# expects: 0; batchnorm_forward(x, gamma, beta, eps=...) cannot be called as asked (multiple values for argument 'eps'): write `def batchnorm_forward(x, gamma, beta, running_mean
def batchnorm_forward(x, gamma, beta, eps=1e-5):
    return x, None


def batchnorm_backward(dy, cache):
    return dy, None, None
