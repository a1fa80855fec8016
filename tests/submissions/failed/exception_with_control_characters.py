# expects: 0; batchnorm_forward raises ValueError: first [31mred ]0;title  last (line
def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    raise ValueError("first\x1b[31mred\x1b]0;title\x07\x9b\u202elast")


def batchnorm_backward(dy, cache):
    return None
