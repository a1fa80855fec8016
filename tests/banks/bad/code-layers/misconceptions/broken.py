"""A layer that is not Python."""


def broken_forward(x:
    return x
