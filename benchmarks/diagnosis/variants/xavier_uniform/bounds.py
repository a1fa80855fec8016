# quizdl: initialization/xavier-uniform
"""rng.uniform between the bounds; the fans by cases on the number of axes."""

import math


def xavier_uniform(shape, *, rng, gain=1.0):
    match tuple(shape):
        case (inputs, outputs):
            total = inputs + outputs
        case (filters, channels, height, width):
            total = (filters + channels) * height * width
    bound = gain * math.sqrt(6 / total)
    return rng.uniform(-bound, bound, shape)
