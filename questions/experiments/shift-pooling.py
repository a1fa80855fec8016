"""How much the output of pooling changes when the image moves."""

import numpy as np
from avgpool2d import avgpool2d_forward
from global_avgpool import global_avgpool_forward
from maxpool2d import maxpool2d_forward

IMAGES, SIDE, MARGIN, BARS, WINDOW = 40, 48, 8, 6, 4


def measure(x, rng):
    """x: pixels by which the images move to the right. Changes are relative to the size of the output."""
    images = np.stack([draw(rng) for _ in range(IMAGES)])[:, None]  # [N, 1, H, W]
    moved = np.roll(images, x, axis=3)  # the margin is empty, so nothing comes in again on the left
    pooled, pooled_moved = maximum(images), maximum(moved)
    return {
        "image": change(images, moved),
        "strided": change(images[..., ::WINDOW, ::WINDOW], moved[..., ::WINDOW, ::WINDOW]),
        "maximum": change(pooled, pooled_moved),
        "average": change(average(images), average(moved)),
        "everywhere": change(global_avgpool_forward(images)[0], global_avgpool_forward(moved)[0]),
        "back": min(change(pooled, np.roll(pooled_moved, -places, axis=3)) for places in (0, 1)),
    }


def draw(rng):
    """An image of bars of random place, direction and brightness."""
    image = np.zeros((SIDE, SIDE))
    for _ in range(BARS):
        top, left = rng.integers(MARGIN, SIDE - MARGIN - 10, size=2)
        height, width = (10, 2) if rng.random() < 0.5 else (2, 10)
        image[top : top + height, left : left + width] = rng.integers(4, 9) / 8
    return image


def maximum(images):
    """Max pooling with windows side by side."""
    return maxpool2d_forward(images, kernel=WINDOW)[0]


def average(images):
    """Average pooling with windows side by side."""
    return avgpool2d_forward(images, kernel=WINDOW)[0]


def change(y, moved):
    """Root mean square of the difference, relative to that of y."""
    return np.sqrt(np.mean((moved - y) ** 2) / np.mean(y**2))
