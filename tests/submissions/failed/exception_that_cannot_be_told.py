# expects: 0; batchnorm_forward raises Odd: (its message could not be read) (line
class Odd(Exception):
    def __str__(self):
        raise SystemExit("no message for you")


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    raise Odd


def batchnorm_backward(dy, cache):
    raise Odd
