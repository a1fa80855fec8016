# expects: 0; batchnorm_forward raises ValueError: xxxxxxxxxx
def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    raise ValueError("x" * 10_000_000)


def batchnorm_backward(dy, cache):
    return None
