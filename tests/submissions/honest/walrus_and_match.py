# uses: assignment expressions, match statements, positional-only parameters
# quizdl: honest/norm
import numpy as np


def axes_of(array, /):
    match array.shape:
        case (_, _):
            return (0,)
        case (_, _, _):
            return (0, 1)
        case (*leading, _) if leading:
            return tuple(range(len(leading)))


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    x_hat = (x - (mean := x.mean(-1, keepdims=True))) / (std := np.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + eps))
    return gamma * x_hat + beta, {"x_hat": x_hat, "gamma": gamma, "std": std}


def layernorm_backward(dy, cache, /):
    match cache:
        case {"x_hat": x_hat, "gamma": gamma, **others}:
            pass
    dx = ((g := dy * gamma) - g.mean(-1, keepdims=True) - x_hat * (g * x_hat).mean(-1, keepdims=True)) / others["std"]
    return dx, (dy * x_hat).sum(axis=(axes := axes_of(dy))), dy.sum(axis=axes)
