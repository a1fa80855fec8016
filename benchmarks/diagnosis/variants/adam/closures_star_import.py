# quizdl: optimizers/adam
"""`from numpy import *`; the state is a function that takes the next step, and returns it with the next function."""
# ruff: noqa: F403, F405

from numpy import *


def adam_step(w, dw, state, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    change, state = (state or after(0, zeros(shape(w)), zeros(shape(w))))(dw, beta1, beta2, eps)
    return subtract(w, multiply(lr, change)), state


def after(t, m, v):
    """What comes after t steps."""

    def step(dw, beta1, beta2, eps):
        new_m = average([m, dw], axis=0, weights=[beta1, 1 - beta1])
        new_v = average([v, square(dw)], axis=0, weights=[beta2, 1 - beta2])
        c1, c2 = -expm1((t + 1) * log(beta1)), -expm1((t + 1) * log(beta2))  # 1 - beta^(t + 1)
        return new_m / c1 / (sqrt(new_v / c2) + eps), after(t + 1, new_m, new_v)

    return step
