"""What experiments learn: real digits where scikit-learn is installed, drawn clusters of the same size elsewhere."""

import numpy as np

from quizdl.compare import Array
from quizdl.errors import QuizdlError
from quizdl.model.experiment import Task

COUNT, FEATURES, CLASSES = 1797, 64, 10


def task(name: Task | None) -> tuple[Task, Array, Array]:
    """Inputs of shape (1797, 64) and targets of shape (1797,), whole numbers from 0 to 9; without a name the real one
    if it is there. QuizdlError where the digits are asked for and scikit-learn is missing."""
    if name != "synthetic":
        try:
            from sklearn.datasets import load_digits
        except ImportError:
            if name == "digits":
                raise QuizdlError(
                    "the digits come with scikit-learn: pip install 'quizdl[data]', or take --data synthetic"
                ) from None
        else:
            images, labels = load_digits(return_X_y=True)
            return "digits", images / 16.0, labels
    return "synthetic", *synthetic()


def synthetic() -> tuple[Array, Array]:
    """Ten curved clusters: each example is a point near one of three centers of its class, bent by a random layer."""
    rng = np.random.default_rng(2026)
    targets = rng.integers(CLASSES, size=COUNT)
    centers = rng.normal(size=(CLASSES, 3, 12))
    points = centers[targets, rng.integers(3, size=COUNT)] + 0.55 * rng.normal(size=(COUNT, 12))  # [N, 12]
    bent = np.tanh(points @ rng.normal(size=(12, FEATURES)) / 3)
    return (1 + bent + 0.1 * rng.normal(size=bent.shape)) / 2, targets
