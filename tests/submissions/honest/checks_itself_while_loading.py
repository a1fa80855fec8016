# uses: doctests and a gradient check that run when the file is loaded
# shows: checked 1 test
# quizdl: honest/softmax
"""A softmax.

>>> softmax_forward(np.zeros((1, 4)))[0].tolist()
[[0.25, 0.25, 0.25, 0.25]]
"""

import doctest
import unittest

import numpy as np


def softmax_forward(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    y = e / e.sum(axis=-1, keepdims=True)
    return y, y


def softmax_backward(dy, cache):
    return cache * (dy - (dy * cache).sum(axis=-1, keepdims=True))


class Softmax(unittest.TestCase):
    def test_the_backward_is_the_derivative_of_the_forward(self):
        rng = np.random.default_rng(0)
        x, dy, direction = rng.standard_normal((3, 5, 4))
        y, cache = softmax_forward(x)
        up, down = softmax_forward(x + 1e-6 * direction)[0], softmax_forward(x - 1e-6 * direction)[0]
        self.assertAlmostEqual(((up - down) / 2e-6 * dy).sum(), (softmax_backward(dy, cache) * direction).sum(), 6)


checks = doctest.DocTestParser().get_doctest(__doc__, globals(), __name__, __file__, 0)
assert doctest.DocTestRunner().run(checks).failed == 0
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(Softmax).run(result)
assert result.wasSuccessful(), result.errors
print("checked", result.testsRun, "test")
