# uses: 40 kB of printed text, by print, by logging and by sys.stdout
# shows: first of all:
# quizdl: honest/dense
import logging
import pprint
import sys

import numpy as np

logging.basicConfig(level=logging.DEBUG, stream=sys.stdout, force=True)
logger = logging.getLogger(__name__)
np.set_printoptions(threshold=sys.maxsize)


def dense_forward(x, w, b):
    print("first of all:", x.shape)
    for number in range(100):
        print(number, "x" * 100, flush=True)
    print(np.arange(500))
    logger.debug("the weights are %s", w)
    pprint.pprint({"x": x.tolist(), "b": b})
    return x @ w + b, (x, w)


def dense_backward(dy, cache):
    x, w = cache
    sys.stdout.write("y" * 5000 + "\n")
    sys.stderr.writelines(["z" * 1000 + "\n"] * 3)
    return dy @ w.T, x.T @ dy, dy.sum(axis=0)
