# expects: 0; y is off by | dx should be all zeros here, but reaches
def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    return x, running_mean, running_var, (gamma, beta)


def batchnorm_backward(dy, cache):
    gamma, beta = cache
    return dy, gamma, beta
