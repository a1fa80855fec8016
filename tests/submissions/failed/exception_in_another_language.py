# expects: 0; batchnorm_forward raises ValueError: die Größe ≠ 3 ✗ (line 3: `raise ValueError("die Größe ≠ 3 ✗")`)
def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    raise ValueError("die Größe ≠ 3 ✗")


def batchnorm_backward(dy, cache):
    return None
